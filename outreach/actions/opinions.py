"""What schools ask for or complain of: entered, answered, settled or reopened; every step is appended."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal
from campus_safety.local_days import local_day
from campus_safety.notices.actions import write_notices
from campus_safety.rules.catalogue import rule
from campus_safety.statistics.actions.marks import mark_months_stale
from outreach.models import Opinion, OpinionStep
from outreach.opinion_notifying import drafts_of_deadlines, drafts_of_step
from outreach.permissions import works_for
from outreach.states.opinions import OpinionState, opinion_may_become

# So many days before its day an opinion that nobody has answered is told of.
DAYS_BEFORE = timedelta(days=2)


@transaction.atomic
def enter_opinion(*, by: User, opinion: Opinion, at: datetime | None = None) -> Opinion:
    """Write what a school asks for or complains of, with the day by which it is to be answered.

    A principal's comes by the portal, now. Raises ValidationError, by field, for a moment that is to come, without
    words, for another way than police have, and for a school that is not of the officer's unit.
    """
    at = at or timezone.now()
    if is_principal(by):
        opinion.way, opinion.received_at = Opinion.Way.PORTAL, at
    opinion.text = opinion.text.strip()
    if errors := dict(_errors_of(opinion, by, at)):
        raise ValidationError(errors)
    opinion.unit_id, opinion.entered_by = opinion.school.unit_id, by
    opinion.due_on = answer_due(local_day(opinion.received_at))
    opinion.save()
    _append(opinion, before="", by=by, at=at)
    mark_months_stale(unit_ids=[opinion.unit_id], moments=[opinion.received_at])
    return opinion


def _errors_of(opinion: Opinion, by: User, at: datetime) -> Iterator[tuple[str, str]]:
    if not opinion.text:
        yield "text", _("Say what the school asks for or complains of.")
    if opinion.received_at > at:
        yield "received_at", _("This moment is yet to come.")
    if is_officer(by) and opinion.way == Opinion.Way.PORTAL:
        yield "way", _("Only a school itself writes in the portal.")
    if is_officer(by) and not works_for(by, opinion.school):
        yield "school", _("This school is of another unit.")


def answer_due(received_on: date) -> date:
    """The day by which what was received on a day is to be answered (rule `opinion_answer_days`, a practice)."""
    return received_on + timedelta(days=rule("opinion_answer_days", received_on).value or 0)


@transaction.atomic
def answer_opinion(*, by: User, opinion: Opinion, text: str, at: datetime | None = None) -> Opinion:
    """Answer it. Raises ValidationError without words, and if it is answered already."""
    at, text = at or timezone.now(), text.strip()
    if not text:
        raise ValidationError({"text": _("Write the answer.")})
    return _move(opinion, OpinionState.ANSWERED, by=by, text=text, at=at, answer=text, answered_at=at)


@transaction.atomic
def settle_opinion(
    *, by: User, opinion: Opinion, is_satisfied: bool, text: str = "", at: datetime | None = None
) -> Opinion:  # fmt: skip
    """Say whether the school is satisfied with the answer. Raises ValidationError if it is not, without words."""
    if not is_satisfied and not text.strip():
        raise ValidationError({"text": _("Say what is missing.")})
    return _move(opinion, OpinionState.SETTLED, by=by, text=text, at=at, is_satisfied=is_satisfied)


@transaction.atomic
def reopen_opinion(*, by: User, opinion: Opinion, text: str, at: datetime | None = None) -> Opinion:
    """The answer does not do, with the reason: it is to be answered anew, and the clock runs from now."""
    at = at or timezone.now()
    if not text.strip():
        raise ValidationError({"text": _("Say why.")})
    values = {"answer": "", "answered_at": None, "is_satisfied": None, "due_on": answer_due(local_day(at))}
    return _move(opinion, OpinionState.OPEN, by=by, text=text, at=at, **values)


@transaction.atomic
def remind_of_opinions(*, at: datetime) -> int:
    """Tell police of opinions that are to be answered within two days, or were; of each step once.

    Returns how many notices are new.
    """
    today = local_day(at)
    due = Opinion.objects.due_by(today + DAYS_BEFORE).select_related("school").order_by("due_on", "pk")
    return write_notices(drafts=drafts_of_deadlines(list(due), today), at=at)


def _move(
    opinion: Opinion, after: OpinionState, *, by: User, text: str, at: datetime | None = None, **values: Any
) -> Opinion:  # fmt: skip
    """Turn an opinion, locked, to another state and append the step. Raises ValidationError if that may not follow."""
    found = Opinion.objects.select_for_update(no_key=True).get(pk=opinion.pk)
    before, was_answered_at = found.state, found.answered_at
    if not opinion_may_become(before, after):
        words = {"state": found.get_state_display()}
        raise ValidationError(_("Somebody was faster, or it does not fit: this opinion is now “%(state)s”.") % words)
    found.state = after
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    _append(found, before=before, by=by, at=at or timezone.now(), text=text.strip())
    moments = [found.received_at, was_answered_at, found.answered_at]
    mark_months_stale(unit_ids=[found.unit_id], moments=filter(None, moments))
    return found


def _append(opinion: Opinion, *, before: str, by: User, at: datetime, text: str = "") -> None:
    """Add a step from the state before to the one that it has, and tell whom it concerns."""
    step = OpinionStep.objects.create(opinion=opinion, before=before, after=opinion.state, at=at, by=by, text=text)
    write_notices(drafts=drafts_of_step(step), at=at)
