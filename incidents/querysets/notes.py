"""Reading prevention notes and their receipts."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal

if TYPE_CHECKING:
    from incidents.models import NoteReceipt, PreventionNote


class PreventionNoteQuerySet(models.QuerySet["PreventionNote"]):
    """Prevention notes."""

    def visible_to(self, user: User) -> Self:
        """Those that the user's units have sent; for a principal those to the own school; for others none."""
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(receipts__school__principalships__user=user)
        return self.none()

    def with_counts(self) -> Self:
        """Each with `school_count` and `read_count`: to how many schools it went, and how many have read it."""
        read = Count("receipts", filter=Q(receipts__read_at__isnull=False))
        return self.annotate(school_count=Count("receipts"), read_count=read)


class NoteReceiptQuerySet(models.QuerySet["NoteReceipt"]):
    """Receipts of prevention notes."""

    def visible_to(self, user: User) -> Self:
        """Those of notes that the user's units have sent; for a principal those of the own school; for others none."""
        if is_officer(user):
            return self.filter(note__unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(school__principalships__user=user)
        return self.none()

    def unread(self) -> Self:
        """Those of schools that have not read the note."""
        return self.filter(read_at=None)
