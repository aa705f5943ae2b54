"""What of the cases enters the audit trail by itself: what happened, where and to whom by name only."""

from campus_safety.audit.trail import keep
from incidents.models import (
    Case,
    CaseAction,
    CasePerson,
    CaseStep,
    CaseWindow,
    Category,
    NoteReceipt,
    PreventionNote,
    PropertyItem,
)

keep(Category)
keep(Case, without=["uuid", "digest"], by_name_only=["facts", "place", "latitude", "longitude"])
keep(CaseStep, by_name_only=["text"])
keep(CaseAction, by_name_only=["result"])
keep(PropertyItem, by_name_only=["description"])
keep(CasePerson, by_name_only=["name", "phone", "note"])
keep(CaseWindow)
keep(PreventionNote)
keep(NoteReceipt)
