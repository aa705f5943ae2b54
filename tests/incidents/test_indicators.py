"""What cases count each month: at its ends, after a case is reopened, and that a write makes its month stale."""

from decimal import Decimal

import pytest
import time_machine

from campus_safety.accounts.models import Unit
from campus_safety.statistics.counting import Counted, count_one
from campus_safety.statistics.models import StaleMonth
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.registry import indicators
from incidents.actions import reopen_case
from incidents.states import CaseState
from tests.cast import Cast
from tests.factories import at
from tests.factories.cases import make_action, make_case, make_item, take_step

OCTOBER = month_named("2026-10")
LATER = at("2026-12-31 12:00")


def figure(key: str, unit: Unit) -> Counted:
    """A figure of October, of this unit."""
    indicator = next(one for one in indicators() if one.key == key)
    return count_one(indicator, [unit.pk], OCTOBER, LATER)


@pytest.mark.parametrize(
    ("reported_at", "counts"),
    [("2026-09-30 23:59", 0), ("2026-10-01 00:00", 1), ("2026-10-31 23:59", 1), ("2026-11-01 00:00", 0)],
)
def test_a_case_counts_in_the_month_of_its_report_in_shanghai(cast: Cast, reported_at: str, counts: int) -> None:
    make_case(cast.officer, cast.school, at=at(reported_at))

    assert figure("incidents_reported", cast.station).value == counts


def test_a_case_that_may_have_lasted_a_day_has_no_hour(cast: Cast) -> None:
    moment = at("2026-10-20 10:00")
    make_case(cast.officer, cast.school, at=moment)
    make_case(cast.officer, cast.school, at=moment, occurred_from=at("2026-10-19 09:00"), occurred_until=moment)

    assert figure("incidents_reported", cast.station).breakdowns["hour"] == {"8": 1, "": 1}


def test_a_case_reopened_is_solved_no_more(cast: Cast) -> None:
    def solved() -> tuple[Decimal | None, Decimal | None]:
        return figure("incidents_solved", cast.station).value, figure("solve_rate", cast.station).value

    with time_machine.travel(at("2026-10-20 10:00"), tick=False):
        case = make_case(cast.officer, cast.school, CaseState.INVESTIGATING)
        found = [solved()]
        take_step(cast.officer, case, CaseState.SOLVED)
        found.append(solved())
        reopen_case(by=cast.commander, case=case, text="发现新线索")
        found.append(solved())

    assert found == [(Decimal(0), Decimal(0)), (Decimal(1), Decimal(100)), (Decimal(0), Decimal(0))]


def test_what_counts_makes_its_months_stale(cast: Cast) -> None:
    with time_machine.travel(at("2026-11-10 10:00"), tick=False):
        case = make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=at("2026-08-12 09:00"))
        marked = [_stale_months()]
        make_action(cast.officer, case, started_at=at("2026-09-03 09:00"), ended_at=at("2026-09-03 12:00"))
        make_item(cast.officer, case, recovered_on=at("2026-10-05 09:00").date())
        marked.append(_stale_months())
        take_step(cast.officer, case, CaseState.SOLVED)
        marked.append(_stale_months())

    # The month that runs is compared with the one before.
    assert marked == [{"2026-08"}, {"2026-08", "2026-09", "2026-10", "2026-11"}, {"2026-08", "2026-11"}]


def _stale_months() -> set[str]:
    """The months that are marked; then none is."""
    months = {f"{row.first_day:%Y-%m}" for row in StaleMonth.objects.all()}
    StaleMonth.objects.all().delete()
    return months
