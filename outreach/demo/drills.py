"""The evacuation drills of the demonstration: nearly every school held what is asked of it."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from campus_safety.levels import Level
from campus_safety.local_days import midnight
from campus_safety.statistics.periods import Period, month_of
from outreach.demo.ground import Ground
from outreach.demo.plan import Plan
from outreach.models import Activity
from outreach.states.activities import ActivityState
from schools.models import School

# Those that hold their own, or hold none: something is always late.
WITHOUT = {"三峡幼儿园", "青石坪小学", "隆鑫大地幼儿园", "桥南职业中学"}
MONTHS, FIRST_DAY, HOUR = 3, 8, 10
SATURDAY = 5


def drills(ground: Ground) -> list[Plan]:
    """One a month in the last three for a school of pupils, one in three for a kindergarten."""
    months = _months(ground.today)
    return [
        _drill(school, starts_at, number)
        for number, school in enumerate(ground.schools[name] for name in sorted(ground.schools.keys() - WITHOUT))
        for month in (months[:1] if _is_kindergarten(school) else months)
        for starts_at in [_weekday(month.first_day + timedelta(days=FIRST_DAY + number % 10))]
        if starts_at < ground.now
    ]


def _months(today: date) -> list[Period]:
    """The last three, this one included, the earliest first."""
    found = [month_of(today)]
    while len(found) < MONTHS:
        found.insert(0, found[0].before())
    return found


def _weekday(day: date) -> datetime:
    """In the morning of the day, or of the Monday after."""
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return midnight(day) + timedelta(hours=HOUR)


def _is_kindergarten(school: School) -> bool:
    return {level.level for level in school.levels.all()} == {Level.KINDERGARTEN}


def _drill(school: School, starts_at: datetime, number: int) -> Plan:
    return Plan(
        kind=Activity.Kind.DRILL, drill=Activity.Drill.EVACUATION, title="应急疏散演练（演示）", schools=(school.name,),
        starts_at=starts_at, heads=(180 + 20 * (number % 7), 16 + number % 5, 0), state=ActivityState.HELD,
        drill_min=Decimal("1.5") + Decimal(number % 5) / 10, outcome="按预定路线撤到操场（演示）",
    )  # fmt: skip
