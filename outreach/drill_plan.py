"""How each school stands with its evacuation drills: done, due, late, or free of them; and which took too long."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.utils.translation import pgettext_lazy

from campus_safety.calendars.models import Span
from campus_safety.local_days import local_day, midnight
from campus_safety.rules.catalogue import rule
from campus_safety.rules.rule import Rule
from campus_safety.statistics.periods import Period
from outreach.drill_terms import asks_for_a_drill, drill_period, drill_rule, first_days_of, spans_of_units
from outreach.models import Activity, ActivitySchool
from outreach.states.activities import TOOK_PLACE, ActivityState
from schools.models import School

# So far back it is looked for drills and for months without them.
LOOKED_BACK = timedelta(days=366)


class DrillState(models.TextChoices):
    """How a school stands. *late*: the last month or quarter that asked for a drill had none, nor has this one."""

    LATE = "late", pgettext_lazy("drill", "late")
    DUE = "due", pgettext_lazy("drill", "due")
    DONE = "done", pgettext_lazy("drill", "done")
    FREE = "free", pgettext_lazy("drill", "not asked for")


@dataclass(frozen=True, slots=True)
class DrillStanding:
    """A school on a day: by which rule, in which month or quarter, and its last and next evacuation drill.

    `owed` is the last month or quarter that asked for one and passed without it, if none has been held since. The last
    drill is one of the year before.
    """

    school: School
    state: DrillState
    rule: Rule | None
    period: Period | None
    owed: Period | None
    last_on: date | None
    planned_on: date | None

    @property
    def late_since(self) -> date | None:
        """The last day of the month or quarter that passed without one; None while no drill is asked for."""
        return self.owed.last_day if self.owed and self.state == DrillState.LATE else None

    @property
    def is_asked(self) -> bool:
        """Whether a drill is still to be held."""
        return self.state in {DrillState.LATE, DrillState.DUE}

    @property
    def mark(self) -> str:
        """Its shape."""
        return {DrillState.LATE: "late", DrillState.DUE: "due", DrillState.DONE: "done"}.get(self.state, "wait")


def drill_standings(schools: Sequence[School], at: datetime) -> list[DrillStanding]:
    """How schools, whose levels are fetched, stand at a moment: five queries, however many there are.

    Only drills of evacuation count (教基一厅〔2014〕2号).
    """
    asked, last = _asked_of(schools, local_day(at)), _last_drills(schools, at)
    planned = _planned_drills(schools, local_day(at))
    return [_standing(school, asked[school.pk], last.get(school.pk), planned.get(school.pk)) for school in schools]


def owed_drills(schools: Sequence[School], at: datetime) -> dict[int, Period]:
    """{school: the last month or quarter that asked for a drill and ended by `at`}, of those that held none since.

    The levels of the schools are fetched. What a school owes in the holidays it still owes; of what was
    before its unit began to keep records nobody can tell. Four queries.
    """
    asked, last = _asked_of(schools, local_day(at)), _last_drills(schools, at)
    found = {school.pk: _owed(asked[school.pk], last.get(school.pk)) for school in schools}
    return {pk: period for pk, period in found.items() if period}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of schools of some levels: in the current month or quarter, and in the last one that asked."""

    rule: Rule | None
    period: Period | None
    is_free: bool
    before: Period | None


def _asked_of(schools: Sequence[School], today: date) -> Mapping[int, _Asked]:
    """{school: what is asked of it}; schools of one unit with the same levels are asked for the same."""
    unit_ids = {school.unit_id for school in schools}
    spans, since = spans_of_units(unit_ids, today - LOOKED_BACK, today + LOOKED_BACK), first_days_of(unit_ids)
    keys = {school.pk: (school.unit_id, frozenset(level.level for level in school.levels.all())) for school in schools}
    asked = {
        (unit_id, levels): _asked(levels, spans[unit_id], today, since.get(unit_id, date.max))
        for unit_id, levels in set(keys.values())
    }
    return {pk: asked[key] for pk, key in keys.items()}


def _asked(levels: frozenset[str], spans: Sequence[Span], today: date, since: date) -> _Asked:
    found = drill_rule(levels, today)
    if found is None:
        return _Asked(None, None, is_free=True, before=None)
    period = drill_period(found, today)
    known = (each for each in _before(found, period, today) if each.first_day >= since)
    asking = (each for each in known if asks_for_a_drill(each, levels, spans))
    return _Asked(found, period, not asks_for_a_drill(period, levels, spans), next(asking, None))


def _before(found: Rule, period: Period, today: date) -> Iterator[Period]:
    """The months or quarters before, back to where the rule begins."""
    earliest = max(today - LOOKED_BACK, found.in_force_from or date.min)
    earlier = drill_period(found, period.first_day - timedelta(days=1))
    while earlier.first_day >= earliest:
        yield earlier
        earlier = drill_period(found, earlier.first_day - timedelta(days=1))


def _standing(school: School, asked: _Asked, last: date | None, planned: date | None) -> DrillStanding:
    state, owed = DrillState.DUE, _owed(asked, last)
    if asked.period and last and last >= asked.period.first_day:
        state = DrillState.DONE
    elif asked.is_free:
        state = DrillState.FREE
    elif owed:
        state = DrillState.LATE
    return DrillStanding(school, state, asked.rule, asked.period, owed, last, planned)


def _owed(asked: _Asked, last: date | None) -> Period | None:
    return asked.before if asked.before and (last is None or last < asked.before.first_day) else None


def _last_drills(schools: Sequence[School], at: datetime) -> dict[int, date]:
    held = _evacuations(schools).filter(activity__state__in=TOOK_PLACE)
    lately = held.filter(activity__starts_at__gte=midnight(local_day(at) - LOOKED_BACK), activity__starts_at__lt=at)
    moments = lately.order_by("activity__starts_at").values_list("school_id", "activity__starts_at")
    return {school_id: local_day(moment) for school_id, moment in moments}


def _planned_drills(schools: Sequence[School], today: date) -> dict[int, date]:
    coming = _evacuations(schools).filter(
        activity__state=ActivityState.PLANNED, activity__starts_at__gte=midnight(today)
    )
    moments = coming.order_by("-activity__starts_at").values_list("school_id", "activity__starts_at")
    return {school_id: local_day(moment) for school_id, moment in moments}


def _evacuations(schools: Sequence[School]) -> models.QuerySet[ActivitySchool]:
    """Drills of the schools with the station that they belong to: those are on its own record."""
    return ActivitySchool.objects.filter(
        school_id__in=[school.pk for school in schools],
        activity__unit_id__in={school.unit_id for school in schools},
        activity__drill=Activity.Drill.EVACUATION,
    )


def slow_evacuation(activity: Activity) -> Rule | None:
    """The rule that an evacuation took longer than, in principle and in buildings of up to four floors; or None."""
    if activity.drill != Activity.Drill.EVACUATION or activity.drill_min is None:
        return None
    try:
        found = rule("evacuation", local_day(activity.starts_at))
    except LookupError:
        return None
    return found if found.value is not None and activity.drill_min > found.value else None
