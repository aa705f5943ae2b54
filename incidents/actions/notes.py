"""Prevention notes (防范提示): sent once, read by the principals, who can be reminded."""

from collections.abc import Collection
from datetime import datetime

from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.audit.author import acting
from campus_safety.audit.trail import Action, entry, record
from campus_safety.local_days import local_day
from campus_safety.notices.actions import write_notices
from incidents.models import NoteReceipt, PreventionNote
from incidents.note_notices import NOTE, NOTE_REMINDER, drafts_of
from schools.models import School


@transaction.atomic
def send_note(
    *, by: User, note: PreventionNote, schools: Collection[School], at: datetime | None = None
) -> PreventionNote:
    """Write a note and send it to schools of its station, whose principals get a notice.

    Raises ValidationError, by field, if it says nothing, if a school is not the station's, or if it names its case.
    """
    _check(note, schools)
    note.sent_at, note.sent_by = at or timezone.now(), by
    with acting(by):
        note.save()
    receipts = NoteReceipt.objects.bulk_create(NoteReceipt(note=note, school=school) for school in schools)
    record(*(_sent(receipt, by) for receipt in receipts))
    drafts = drafts_of(note, [school.pk for school in schools], kind=NOTE, key=f"{NOTE}:{note.pk}")
    write_notices(drafts=drafts, at=note.sent_at)
    return note


@transaction.atomic
def read_note(*, by: User, note: PreventionNote, at: datetime | None = None) -> NoteReceipt:
    """Keep that a principal has read the note; for each school the first reading stands.

    Raises NoteReceipt.DoesNotExist if it did not go to the school that `by` heads.
    """
    locked = NoteReceipt.objects.select_for_update(of=("self",), no_key=True)
    receipt = locked.get(note=note, school__principalships__user=by)
    if receipt.read_at is None:
        receipt.read_at, receipt.read_by = at or timezone.now(), by
        with acting(by):
            receipt.save()
    return receipt


@transaction.atomic
def remind_of_note(*, by: User, note: PreventionNote, at: datetime | None = None) -> int:
    """Remind the principals of schools that have not read a note, each once a day. Returns how many are told now."""
    at = at or timezone.now()
    waiting = list(note.receipts.unread().values_list("school_id", flat=True))
    key = f"{NOTE_REMINDER}:{note.pk}:{local_day(at)}"
    reminded = write_notices(drafts=drafts_of(note, waiting, kind=NOTE_REMINDER, key=key), at=at)
    if reminded:
        record(entry(note, action=Action.UPDATE, changes={"reminders": (None, reminded)}, actor=by))
    return reminded


def _check(note: PreventionNote, schools: Collection[School]) -> None:
    note.title, note.text = note.title.strip(), note.text.strip()
    errors: dict[str, str] = {}
    if not note.title:
        errors["title"] = _("Say in a few words what it is about.")
    if not note.text:
        errors["text"] = _("Say what the schools should do.")
    if not schools:
        errors["schools"] = _("Choose at least one school, or all of them.")
    if any(school.unit_id != note.unit_id for school in schools):
        errors["schools"] = _("Choose schools of the station.")
    for name in ("title", "text"):
        if note.case is not None and note.case.number in getattr(note, name):
            errors[name] = _("The schools do not know the case: leave its number out.")
    if errors:
        raise ValidationError(errors)


def _sent(receipt: NoteReceipt, by: User) -> LogEntry:
    changes = {"note": (None, receipt.note_id), "school": (None, receipt.school_id)}
    return entry(receipt, action=Action.CREATE, changes=changes, actor=by)
