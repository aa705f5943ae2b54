"""What a week's roster becomes in another week: weekday to weekday, and what cannot be copied."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit
from patrols.models import RosterEntry, Standby
from patrols.roster.people import A_WEEK, can_be_on_duty
from patrols.roster.planned import Slot, by_slot, planned_duties

NO_DUTY = _("no duty in this window on this day")
BEGUN = _("the window has begun already")
NOT_OURS = _("the officer is not active in this unit any more")
OUT_OF_USE = _("the team is out of use")


@dataclass(frozen=True, slots=True)
class Copied:
    """Unsaved entries and substitutes, how many stood already, and how many are left out by day and reason."""

    entries: list[RosterEntry]
    standbys: list[Standby]
    stood: int
    left: dict[tuple[date, str | Promise], int]


def copy_of_week(*, unit: Unit, source_monday: date, target_monday: date, at: datetime) -> Copied:
    """What copying would write: only where nobody is on duty yet. A constant number of queries."""
    target_sunday = target_monday + A_WEEK - timedelta(days=1)
    coming = by_slot(planned_duties(unit, target_monday, target_sunday))
    open_slots = {slot for slot, duty in coming.items() if duty.starts_at > at}
    held = _held(unit, target_monday, target_sunday)
    shift, stood = target_monday - source_monday, 0
    entries: list[RosterEntry] = []
    left: Counter[tuple[date, str | Promise]] = Counter()
    source = RosterEntry.objects.filter(unit=unit).between(source_monday, source_monday + A_WEEK - timedelta(days=1))
    for entry in source.select_related("officer", "team", "window__point").order_by("on", "window", "pk"):
        on = entry.on + shift
        if (entry.window_id, on) in held:
            stood += 1
        elif reason := _obstacle(entry, (entry.window_id, on), set(coming), open_slots):
            left[on, reason] += 1
        else:
            entries.append(RosterEntry(unit=unit, window=entry.window, on=on, officer=entry.officer, team=entry.team))
    standbys = _standbys(unit, source_monday, shift, {on for _window, on in open_slots})
    return Copied(entries, standbys, stood, dict(left))


def _held(unit: Unit, first: date, last: date) -> set[Slot]:
    """Where somebody who still serves is on duty already: nobody is put beside them unasked."""
    serving = Q(team__is_active=True) | Q(officer__is_active=True, officer__unit=unit)
    rows = RosterEntry.objects.filter(serving, unit=unit).between(first, last)
    return set(rows.values_list("window_id", "on"))


def _obstacle(entry: RosterEntry, slot: Slot, coming: set[Slot], open_slots: set[Slot]) -> str | Promise | None:
    """Why an entry cannot stand in a slot; None if it can."""
    if slot not in coming:
        return NO_DUTY
    if slot not in open_slots:
        return BEGUN
    if entry.team is not None:
        return None if entry.team.is_active else OUT_OF_USE
    return None if entry.officer and can_be_on_duty(entry.officer, entry.unit_id) else NOT_OURS


def _standbys(unit: Unit, source_monday: date, shift: timedelta, days: set[date]) -> list[Standby]:
    """The substitutes of the source week, for days that have duties to come and no substitute yet."""
    named = set(Standby.objects.filter(unit=unit, on__in=days).values_list("on", flat=True))
    source = Standby.objects.filter(unit=unit, on__range=(source_monday, source_monday + timedelta(days=6)))
    return [
        Standby(unit=unit, on=standby.on + shift, officer=standby.officer)
        for standby in source.select_related("officer").order_by("on")
        if standby.on + shift in days - named and can_be_on_duty(standby.officer, unit.pk)
    ]
