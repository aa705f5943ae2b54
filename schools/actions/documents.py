"""Documents of a school: added, replaced by a newer version, taken out. Nothing is deleted."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from campus_safety.uploads.actions import store_file
from campus_safety.uploads.content import Taken
from schools.models import Document


@transaction.atomic
def add_document(
    *, by: User, document: Document, taken: Taken, replaces: Document | None = None, at: datetime | None = None
) -> Document:
    """Write a document with its file; the one that it replaces ends, or ValidationError is raised if it has already."""
    at = at or timezone.now()
    if replaces is not None:
        end_document(by=by, document=replaces, at=at)
    document.file = store_file(taken=taken, by=by, at=at)
    document.unit_id = document.school.unit_id
    document.added_at, document.added_by, document.by_school = at, by, is_principal(by)
    document.replaces = replaces
    document.save()
    return document


@transaction.atomic
def end_document(*, by: User, document: Document, at: datetime | None = None) -> Document:
    """Take a document out of force. Raises ValidationError if it is out already."""
    found = Document.objects.select_for_update().get(pk=document.pk)
    if found.ended_at is not None:
        raise ValidationError(_("This document is no longer in force: somebody was faster."))
    found.ended_at, found.ended_by = at or timezone.now(), by
    found.save()
    return found


@transaction.atomic
def restore_document(*, document: Document) -> Document:
    """Put a document that was taken out back in force. Raises ValidationError if a newer one has replaced it."""
    found = Document.objects.select_for_update().get(pk=document.pk)
    if hasattr(found, "replaced_by"):
        raise ValidationError(_("A newer version has replaced this document."))
    found.ended_at, found.ended_by = None, None
    found.save()
    return found
