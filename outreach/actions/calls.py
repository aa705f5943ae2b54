"""Calls to the hotline: logged, put right and followed up; what becomes of one is in `turning`."""

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from outreach.models import Call

# What can be put right of a call; unit and who took it stay.
CHANGEABLE = ("school_id", "called_at", "caller", "topic", "text", "answer", "needs_follow_up")


@transaction.atomic
def log_call(*, by: User, call: Call, at: datetime | None = None) -> Call:
    """Write a call that `by` took. Raises ValidationError, by field, for a moment to come, nothing said, and a school
    of another unit.
    """
    call.taken_by = by
    check_call(call, at or timezone.now())
    call.save()
    return call


@transaction.atomic
def change_call(*, call: Call, at: datetime | None = None) -> Call:
    """Put right what was written of a call, as `call` has it; the trail says by whom.

    Raises ValidationError, by field, as `log_call` does, and for a call that is no longer to be followed up although it
    was.
    """
    found = locked(call)
    for name in CHANGEABLE:
        setattr(found, name, getattr(call, name))
    check_call(found, at or timezone.now())
    found.save()
    return found


@transaction.atomic
def follow_up_call(*, by: User, call: Call, text: str, at: datetime | None = None) -> Call:
    """Say what was done after a call. Raises ValidationError without words, and if there is nothing more to do."""
    found, text = locked(call), text.strip()
    if not found.waits:
        raise ValidationError(_("There is nothing more to do: somebody has followed this call up, or it became more."))
    if not text:
        raise ValidationError({"text": _("Say what was done.")})
    found.followed_up_at, found.followed_up_by, found.follow_up = at or timezone.now(), by, text
    found.save()
    return found


def check_call(call: Call, at: datetime) -> None:
    """Refuse what cannot be. Raises ValidationError, by field."""
    if errors := dict(_errors_of(call, at)):
        raise ValidationError(errors)


def _errors_of(call: Call, at: datetime) -> Iterator[tuple[str, str]]:
    if call.called_at > at:
        yield "called_at", _("This moment is yet to come.")
    if not call.text.strip():
        yield "text", _("Say what was said.")
    if call.school is not None and call.school.unit_id != call.unit_id:
        yield "school", _("This school is of another unit.")
    if call.followed_up_at is not None and not call.needs_follow_up:
        yield "needs_follow_up", _("It was followed up: that stays.")


def locked(call: Call) -> Call:
    """The call as it is now, locked until the transaction ends."""
    return Call.objects.select_for_update(no_key=True).get(pk=call.pk)
