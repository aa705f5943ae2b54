"""What cases count each month, against a count in plain Python; and that a write makes its month stale."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus_safety.accounts.models import Unit
from campus_safety.local_days import local_day
from campus_safety.statistics.counting import percent
from campus_safety.statistics.models import StaleMonth
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.registry import indicators
from incidents.actions import reopen_case
from incidents.models import Case, CaseAction, Category, PropertyItem
from incidents.states import CLEARED_UP, LED, NO_CASE, CaseState
from tests.cast import Cast
from tests.factories import at
from tests.factories.cases import make_action, make_case, make_item, take_step

OCTOBER = month_named("2026-10")
LATER = at("2026-12-31 12:00")
MINUTES = 35 * 24 * 60
FIRST = datetime(2026, 9, 29, tzinfo=ZoneInfo("Asia/Shanghai"))
KEYS = ("incidents_reported", "incidents_solved", "solve_rate", "property_lost_cny", "property_recovered_cny",
        "video_hours", "stakeout_hours")  # fmt: skip
Figures = dict[str, Decimal | int | None]


def figures(*units: Unit) -> Figures:
    """The figures of cases in October, of these units together."""
    ids = [unit.pk for unit in units]
    return {one.key: one.count(ids, OCTOBER, LATER) for one in indicators() if one.key in KEYS}


@dataclass(frozen=True)
class Told:
    """One case: minutes since FIRST of report and solution, where, its state, its items (value, minute recovered)."""

    reported: int
    solved: int
    station: int
    state: str
    items: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True)
class Done:
    """One action: its minute, station, kind, tenths of hours and how many cases it served."""

    minute: int
    station: int
    kind: str
    tenths: int
    cases: int


minutes = st.integers(0, MINUTES)
told = st.lists(
    st.builds(
        Told, reported=minutes, solved=minutes, station=st.integers(0, 1), state=st.sampled_from(CaseState.values),
        items=st.lists(st.tuples(st.integers(0, 10**6), st.none() | minutes), max_size=3).map(tuple),
    ),
    max_size=8,
)  # fmt: skip
done = st.lists(
    st.builds(
        Done, minute=minutes, station=st.integers(0, 1), kind=st.sampled_from(CaseAction.Kind.values),
        tenths=st.integers(0, 2000), cases=st.integers(1, 2),
    ),
    max_size=8,
)  # fmt: skip


def moment(minute: int) -> datetime:
    """So many minutes after FIRST."""
    return FIRST + timedelta(minutes=minute)


def write(cast: Cast, cases: list[Told], work: list[Done]) -> None:
    """Rows as told, at two stations."""
    theft, units = Category.objects.get(code="theft"), [cast.station, cast.other_station]
    for serial, one in enumerate(cases):
        reported_at = moment(one.reported)
        case = Case.objects.create(
            unit=units[one.station], year=2026, serial=serial, category=theft, is_off_campus=True, place="x", facts="x",
            occurred_from=reported_at, occurred_until=reported_at, reported_at=reported_at, way="110",
            state=one.state, lead=cast.officer if one.state in LED else None, entered_by=cast.officer,
            solved_at=moment(one.solved) if one.state in CLEARED_UP else None,
            closed_at=moment(one.solved) if one.state == CaseState.CLOSED else None,
        )  # fmt: skip
        for value, recovered in one.items:
            PropertyItem.objects.create(
                case=case, category="cash", description="x", value_cny=Decimal(value) / 100, owner="staff",
                recovered_on=None if recovered is None else local_day(moment(recovered)),
            )  # fmt: skip
    served = list(Case.objects.order_by("pk")[:2])
    for each in work:
        action = CaseAction.objects.create(
            unit=units[each.station], kind=each.kind, started_at=moment(each.minute), ended_at=moment(each.minute),
            hours=Decimal(each.tenths) / 10, result="x", entered_by=cast.officer,
        )  # fmt: skip
        action.cases.set(served[: each.cases])


def counted(cases: list[Told], work: list[Done], stations: set[int]) -> Figures:
    """The same figures, counted one by one."""
    ours = [one for one in cases if one.station in stations and one.state not in NO_CASE]
    reported = [one for one in ours if moment(one.reported).month == 10]
    solved = [one for one in ours if one.state in CLEARED_UP]
    hours = {
        kind: sum(
            Decimal(each.tenths) / 10
            for each in work
            if each.station in stations and each.kind == kind and moment(each.minute).month == 10
        )
        for kind in ("video_review", "stakeout")
    }
    return {
        "incidents_reported": len(reported),
        "incidents_solved": sum(moment(one.solved).month == 10 for one in solved),
        "solve_rate": percent(sum(one in solved for one in reported), len(reported)),
        "property_lost_cny": sum(Decimal(value) / 100 for one in reported for value, _recovered in one.items),
        "property_recovered_cny": sum(
            Decimal(value) / 100
            for one in ours
            for value, recovered in one.items
            if recovered is not None and moment(recovered).month == 10
        ),
        "video_hours": hours["video_review"],
        "stakeout_hours": hours["stakeout"],
    }


@given(cases=told, work=done)
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_equal_a_plain_count_of_the_cases(cast: Cast, cases: list[Told], work: list[Done]) -> None:
    with transaction.atomic():
        write(cast, cases, work)

        for stations, units in (
            ({0}, [cast.station]),
            ({1}, [cast.other_station]),
            ({0, 1}, [cast.bureau_unit, cast.station, cast.other_station]),
        ):
            assert figures(*units) == counted(cases, work, stations)
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("reported_at", "counts"),
    [("2026-09-30 23:59", 0), ("2026-10-01 00:00", 1), ("2026-10-31 23:59", 1), ("2026-11-01 00:00", 0)],
)
def test_a_case_counts_in_the_month_of_its_report_in_shanghai(cast: Cast, reported_at: str, counts: int) -> None:
    make_case(cast.officer, cast.school, at=at(reported_at))

    assert figures(cast.station)["incidents_reported"] == counts


def test_a_case_reopened_is_solved_no_more(cast: Cast) -> None:
    with time_machine.travel(at("2026-10-20 10:00"), tick=False):
        case = make_case(cast.officer, cast.school, CaseState.INVESTIGATING)
        before = figures(cast.station)
        take_step(cast.officer, case, CaseState.SOLVED)
        solved = figures(cast.station)
        reopen_case(by=cast.commander, case=case, text="发现新线索")
        reopened = figures(cast.station)

    rates = [(each["incidents_solved"], each["solve_rate"]) for each in (before, solved, reopened)]
    assert rates == [(0, Decimal("0.0")), (1, Decimal("100.0")), (0, Decimal("0.0"))]


def test_what_counts_makes_its_months_stale(cast: Cast) -> None:
    with time_machine.travel(at("2026-11-10 10:00"), tick=False):
        case = make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=at("2026-08-12 09:00"))
        marked = [_stale_months()]
        make_action(cast.officer, case, started_at=at("2026-09-03 09:00"), ended_at=at("2026-09-03 12:00"))
        make_item(cast.officer, case, recovered_on=at("2026-10-05 09:00").date())
        marked.append(_stale_months())
        take_step(cast.officer, case, CaseState.SOLVED)
        marked.append(_stale_months())

    with_next = [
        {"2026-08", "2026-09"},
        {"2026-08", "2026-09", "2026-10", "2026-11"},
        {"2026-08", "2026-09", "2026-11"},
    ]
    assert marked == with_next  # which compares itself with the month before


def _stale_months() -> set[str]:
    """The months that are marked; then none is."""
    months = {f"{row.first_day:%Y-%m}" for row in StaleMonth.objects.all()}
    StaleMonth.objects.all().delete()
    return months
