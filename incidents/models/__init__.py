"""What is kept of cases."""

from incidents.models.cases import Case, CaseStep, Category
from incidents.models.lessons import CaseWindow, NoteReceipt, PreventionNote
from incidents.models.people import CasePerson
from incidents.models.property import PropertyItem
from incidents.models.work import CaseAction

__all__ = [
    "Case",
    "CaseAction",
    "CasePerson",
    "CaseStep",
    "CaseWindow",
    "Category",
    "NoteReceipt",
    "PreventionNote",
    "PropertyItem",
]
