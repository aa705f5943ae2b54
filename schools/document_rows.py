"""Documents as lists show them."""

from dataclasses import dataclass
from datetime import date

from schools.models import Document


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document, and how it stands: in force, `expiring`, `expired` or `ended`."""

    document: Document
    state: str


def row_of(document: Document, today: date) -> DocumentRow:
    """A document on a day."""
    if document.ended_at is not None:
        return DocumentRow(document, "ended")
    if document.is_expired(today):
        return DocumentRow(document, "expired")
    return DocumentRow(document, "expiring" if document.is_expiring(today) else "in_force")
