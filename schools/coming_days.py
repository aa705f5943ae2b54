"""The coming days of a school, as its calendar and the school itself see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from campus_safety.calendars.deciding import DayFact, OwnDay, calendar_for
from schools.models import School
from schools.own_days import own_days_of

DAYS_SHOWN = 28


@dataclass(frozen=True, slots=True)
class ComingDay:
    """One day, and the times that hold on it (None without school, or where the school has none on record)."""

    fact: DayFact
    arrives_at: time | None
    dismisses_at: time | None


def coming_days(school: School, first: date) -> list[ComingDay]:
    """Four weeks from `first` on. The levels and the unit of the school are fetched already."""
    last = first + timedelta(days=DAYS_SHOWN - 1)
    calendar = calendar_for(school.unit, first, last)
    own = own_days_of([school.pk], first, last)
    levels = [level.level for level in school.levels.all()]
    shown = []
    for on in (first + timedelta(days=number) for number in range(DAYS_SHOWN)):
        said = own.get((school.pk, on))
        shown.append(_coming(school, calendar.fact(on, levels, said), said))
    return shown


def _coming(school: School, fact: DayFact, said: OwnDay | None) -> ComingDay:
    if not fact.is_school:
        return ComingDay(fact, None, None)
    arrives, dismisses = (said.arrives_at, said.dismisses_at) if said else (None, None)
    return ComingDay(fact, arrives or school.arrives_at, dismisses or school.dismisses_at)


def days_with_school(school: School, days: Sequence[date]) -> list[date]:
    """Those of the days (at least one) that have school by the calendar, whatever the school itself says of them."""
    calendar = calendar_for(school.unit, min(days), max(days))
    levels = [level.level for level in school.levels.all()]
    return [on for on in days if calendar.fact(on, levels).is_school]
