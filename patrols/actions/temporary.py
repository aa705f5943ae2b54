"""Temporary points: where an event is, on one day. Unpublished, without a sign, and taken back with a reason."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.author import acting
from patrols.actions.duties import cancel_duty
from patrols.actions.making import make_duties
from patrols.actions.points import set_schools
from patrols.actions.roster.ending import end_swaps_of
from patrols.actions.roster.holding import hold_roster
from patrols.models import Duty, PatrolPoint, RosterEntry
from patrols.states import DutyState
from schools.models import School

# Their numbers begin here, so that those of the unit's own points go on in a row.
FIRST_NUMBER = 901
MOST_REASON = 200


@transaction.atomic
def add_temporary_point(*, by: User, point: PatrolPoint, schools: Iterable[School], on: date) -> PatrolPoint:
    """Write a point that is in force on one day only, with the next free number of its unit from 901 on.

    Nobody but police and these schools learns of it; it has no sign, and a check-in there is by position.
    """
    hold_roster(point.unit_id)
    point.code = _next_code(point.unit)
    point.in_force_from = point.in_force_until = on
    point.is_published = False
    with acting(by):
        point.save()
        set_schools(point, list(schools))
    return point


@transaction.atomic
def take_back_point(*, by: User, point: PatrolPoint, reason: str) -> None:
    """Take back what a temporary point asks for: who was to be there is off duty, its open duties are cancelled.

    A duty that lies too far ahead to be made yet is made first, so that no later making asks for it again.
    """
    hold_roster(point.unit_id)
    make_duties(first=point.in_force_from, until=point.in_force_until or point.in_force_from, points=[point])
    entries = RosterEntry.objects.filter(window__point=point)
    end_swaps_of(by=by, entries=entries, at=timezone.now())
    with acting(by):
        entries.delete()
    for duty in Duty.objects.filter(point=point, state=DutyState.OPEN).select_for_update(no_key=True):
        cancel_duty(by=by, duty=duty, reason=reason[:MOST_REASON])


def _next_code(unit: Unit) -> str:
    """The letters of the unit's points, or of the unit, with the number after the highest temporary one."""
    own = PatrolPoint.objects.filter(unit=unit).order_by("pk").values_list("code", flat=True).first()
    letters = own.rpartition("-")[0] if own else f"U{unit.pk}"
    codes = PatrolPoint.objects.filter(code__startswith=f"{letters}-").values_list("code", flat=True)
    numbers = (int(code.rpartition("-")[2]) for code in codes)
    return f"{letters}-{max([FIRST_NUMBER - 1, *numbers]) + 1}"
