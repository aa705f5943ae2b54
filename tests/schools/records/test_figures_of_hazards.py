"""How many hazards waited, and how many were overdue, when a month ended: told long after as on its last day."""

from datetime import date, datetime
from decimal import Decimal

import time_machine

from campus_safety.accounts.models import Unit
from campus_safety.statistics.counting import count_one
from campus_safety.statistics.models import StaleMonth
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.registry import indicators
from schools.actions import extend_hazard, rectify_hazard, send_back_hazard, verify_hazard, withdraw_hazard
from schools.models import Hazard, School
from schools.states import HazardState
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at
from tests.factories.records import make_hazard

MONTHS = ("2026-09", "2026-10", "2026-11")
NOW = at("2026-11-20 12:00")
HAZARDS = "/schools/hazards/"


def figures(key: str, unit: Unit, now: datetime = NOW) -> list[Decimal | None]:
    """The figure of each of the months, as it is counted now."""
    indicator = next(one for one in indicators() if one.key == key)
    return [count_one(indicator, [unit.pk], month_named(month), now).value for month in MONTHS]


def hazard_of(cast: Cast, school: School, found: str, due_on: date, state: str = HazardState.OPEN) -> Hazard:
    """A hazard found at a moment."""
    with time_machine.travel(at(found), tick=False):
        return make_hazard(cast.officer, school, state, due_on=due_on)


def test_a_hazard_waits_from_its_finding_until_it_is_verified(cast: Cast) -> None:
    hazard = hazard_of(cast, cast.school, "2026-09-30 23:59", date(2026, 12, 1))
    with time_machine.travel(at("2026-10-31 23:59"), tick=False):
        rectify_hazard(by=cast.officer, hazard=hazard, text="已整改")
    with time_machine.travel(at("2026-11-01 00:00"), tick=False):
        verify_hazard(by=cast.officer, hazard=hazard)

    assert figures("hazards_open", cast.station) == [1, 1, 0]


def test_a_hazard_withdrawn_waited_at_no_time(cast: Cast) -> None:
    hazard = hazard_of(cast, cast.school, "2026-09-10 09:00", date(2026, 9, 20))
    with time_machine.travel(NOW, tick=False):
        withdraw_hazard(by=cast.officer, hazard=hazard, text="重复登记")

    assert figures("hazards_open", cast.station) == [0, 0, 0]
    assert figures("hazards_overdue", cast.station) == [0, 0, 0]


def test_a_hazard_is_overdue_by_the_deadline_that_it_had_then(cast: Cast) -> None:
    hazard = hazard_of(cast, cast.school, "2026-09-10 09:00", date(2026, 9, 30))
    with time_machine.travel(at("2026-10-05 09:00"), tick=False):
        extend_hazard(by=cast.officer, hazard=hazard, due_on=date(2026, 11, 10), text="等配件")

    assert figures("hazards_overdue", cast.station) == [1, 0, 1]


def test_what_is_rectified_is_overdue_no_more_until_it_is_sent_back(cast: Cast) -> None:
    hazard = hazard_of(cast, cast.school, "2026-09-10 09:00", date(2026, 9, 15))
    with time_machine.travel(at("2026-10-05 09:00"), tick=False):
        rectify_hazard(by=cast.officer, hazard=hazard, text="已整改")
    with time_machine.travel(at("2026-11-02 09:00"), tick=False):
        send_back_hazard(by=cast.officer, hazard=hazard, text="仍有松动", due_on=date(2026, 11, 5))

    assert figures("hazards_overdue", cast.station) == [1, 0, 1]


def test_while_a_month_runs_the_day_decides_what_is_overdue(cast: Cast) -> None:
    hazard_of(cast, cast.school, "2026-11-10 09:00", date(2026, 11, 20))

    found = [figures("hazards_overdue", cast.station, at(f"2026-11-{day} 00:00"))[-1] for day in (20, 21)]

    assert found == [0, 1]


def test_the_lists_of_a_past_month_hold_what_waited_then(cast: Cast) -> None:
    waiting = hazard_of(cast, cast.school, "2026-09-10 09:00", date(2026, 12, 1), state=HazardState.RECTIFIED)
    overdue = hazard_of(cast, cast.other_school, "2026-09-11 09:00", date(2026, 9, 20))
    hazard_of(cast, cast.school, "2026-10-10 09:00", date(2026, 10, 20))
    with time_machine.travel(NOW, tick=False):
        verify_hazard(by=cast.officer, hazard=waiting)
        client = signed_in(cast.commander)
        found = [
            {row.hazard.pk for row in client.get(HAZARDS, {name: "2026-09-30"}).context["page_obj"]}
            for name in ("open_on", "overdue_on")
        ]

    assert found == [{waiting.pk, overdue.pk}, {overdue.pk}]


def test_every_step_makes_its_month_stale_and_a_withdrawal_all_since_the_finding(cast: Cast) -> None:
    marked = []
    with time_machine.travel(at("2026-09-10 09:00"), tick=False):
        hazard = make_hazard(cast.officer, cast.school)
        marked.append(_stale_months())
    with time_machine.travel(NOW, tick=False):
        extend_hazard(by=cast.officer, hazard=hazard, due_on=date(2026, 12, 1), text="等配件")
        marked.append(_stale_months())
        withdraw_hazard(by=cast.officer, hazard=hazard, text="重复登记")
        marked.append(_stale_months())

    assert marked == [{"2026-09"}, {"2026-11"}, {"2026-09", "2026-10", "2026-11"}]


def _stale_months() -> set[str]:
    """The months that are marked; then none is."""
    months = {f"{row.first_day:%Y-%m}" for row in StaleMonth.objects.all()}
    StaleMonth.objects.all().delete()
    return months
