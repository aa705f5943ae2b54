"""Reading cases."""

from incidents.querysets.cases import CaseQuerySet
from incidents.querysets.notes import NoteReceiptQuerySet, PreventionNoteQuerySet
from incidents.querysets.parts import CasePersonQuerySet, PropertyItemQuerySet
from incidents.querysets.work import CaseActionQuerySet

__all__ = [
    "CaseActionQuerySet",
    "CasePersonQuerySet",
    "CaseQuerySet",
    "NoteReceiptQuerySet",
    "PreventionNoteQuerySet",
    "PropertyItemQuerySet",
]
