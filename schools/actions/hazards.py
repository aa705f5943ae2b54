"""Hazards from their finding to their end: every step is appended; the table of states says what may follow."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from campus_safety.local_days import local_day
from campus_safety.statistics.actions.marks import mark_months_stale
from campus_safety.statistics.periods import month_of
from campus_safety.uploads.content import Taken
from schools.actions.photos import keep_photos
from schools.models import Hazard, HazardStep
from schools.states import UNSETTLED, HazardState, hazard_may_become


@transaction.atomic
def enter_hazard(*, by: User, hazard: Hazard, photos: Sequence[Taken] = (), at: datetime | None = None) -> Hazard:
    """Write a hazard that was found: open at once, or, by a principal, reported until an officer takes it up."""
    at = at or timezone.now()
    hazard.state = HazardState.REPORTED if is_principal(by) else HazardState.OPEN
    hazard.found_at, hazard.found_by = at, by
    hazard.save()
    _append(hazard, before="", by=by, at=at, photos=photos, due_on=hazard.due_on)
    return hazard


@transaction.atomic
def take_up_hazard(
    *, by: User, hazard: Hazard, due_on: date, severity: str, owner: str, owner_name: str = "", text: str = ""
) -> Hazard:
    """An officer takes up what a school has reported: who puts it right, and until when."""
    values: dict[str, Any] = {"due_on": due_on, "severity": severity, "owner": owner, "owner_name": owner_name}
    return _move(hazard, HazardState.OPEN, by=by, text=text, only_from=[HazardState.REPORTED], officer=by, **values)


@transaction.atomic
def rectify_hazard(*, by: User, hazard: Hazard, text: str = "", photos: Sequence[Taken] = ()) -> Hazard:
    """Say that a hazard is put right, with photos of how it is now."""
    return _move(hazard, HazardState.RECTIFIED, by=by, text=text, photos=photos)


@transaction.atomic
def verify_hazard(*, by: User, hazard: Hazard, text: str = "", photos: Sequence[Taken] = ()) -> Hazard:
    """An officer has seen that it is put right: the end."""
    now = timezone.now()
    return _move(hazard, HazardState.VERIFIED, by=by, text=text, photos=photos, at=now, verified_at=now)


@transaction.atomic
def send_back_hazard(*, by: User, hazard: Hazard, text: str, due_on: date, photos: Sequence[Taken] = ()) -> Hazard:
    """An officer does not accept it: open again, with the reason and a new deadline."""
    return _move(
        hazard, HazardState.OPEN, by=by, text=text, photos=photos, only_from=[HazardState.RECTIFIED], due_on=due_on
    )


@transaction.atomic
def assign_hazard(*, by: User, hazard: Hazard, officer: User) -> Hazard:
    """Hand an unsettled hazard to another officer. Raises ValidationError if it is settled. The trail says by whom."""
    found = _locked(hazard)
    if found.state not in UNSETTLED:
        raise ValidationError(_("This hazard is settled."))
    found.officer = officer
    found.save()
    return found


@transaction.atomic
def withdraw_hazard(*, by: User, hazard: Hazard, text: str) -> Hazard:
    """It was no hazard: out of every count, with the reason."""
    return _move(hazard, HazardState.WITHDRAWN, by=by, text=text)


@transaction.atomic
def extend_hazard(*, by: User, hazard: Hazard, due_on: date, text: str) -> Hazard:
    """Move the deadline of an open hazard, with the reason. Raises ValidationError if it is not open."""
    found = _locked(hazard)
    if found.state != HazardState.OPEN:
        raise ValidationError(_("Only what is still to be rectified has a deadline."))
    found.due_on = due_on
    found.save()
    _append(found, before=found.state, by=by, at=timezone.now(), text=text, due_on=due_on)
    return found


def _move(
    hazard: Hazard, after: HazardState, *, by: User, text: str = "", photos: Sequence[Taken] = (),
    only_from: Sequence[str] = (), at: datetime | None = None, **values: Any,
) -> Hazard:  # fmt: skip
    """Turn a hazard, locked, to another state and append the step. Raises ValidationError if that may not follow."""
    found = _locked(hazard)
    before = found.state
    if not hazard_may_become(before, after) or (only_from and before not in only_from):
        words = {"state": found.get_state_display()}
        raise ValidationError(_("Somebody was faster, or it does not fit: this hazard is now “%(state)s”.") % words)
    found.state = after
    if not is_principal(by):
        found.officer = found.officer or by  # whoever acts first is in charge
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    _append(found, before=before, by=by, at=at or timezone.now(), text=text, photos=photos, due_on=values.get("due_on"))
    return found


def _locked(hazard: Hazard) -> Hazard:
    return Hazard.objects.select_for_update().get(pk=hazard.pk)


def _append(
    hazard: Hazard, *, before: str, by: User, at: datetime, text: str = "", photos: Sequence[Taken] = (),
    due_on: date | None = None,
) -> None:  # fmt: skip
    step = HazardStep.objects.create(
        hazard=hazard, school_id=hazard.school_id, before=before, after=hazard.state, at=at, by=by, text=text.strip(),
        due_on=due_on,
    )  # fmt: skip
    keep_photos(by=by, shown=step, photos=photos, at=at)
    _mark_months(hazard, since=hazard.found_at if hazard.state == HazardState.WITHDRAWN else at)


def _mark_months(hazard: Hazard, *, since: datetime) -> None:
    """Have every month from that moment on counted anew, for each counts what waited at its end."""
    months = [month_of(local_day(since))]
    while (following := months[-1].after()).first_day <= timezone.localdate():
        months.append(following)
    mark_months_stale(unit_ids=[hazard.unit_id], moments=[month.starts_at for month in months])
