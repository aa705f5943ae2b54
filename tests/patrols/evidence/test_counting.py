"""A rejected check-in counts nowhere, stays on record, and is shown as what it is."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from campus_safety.accounts.models import Unit
from campus_safety.dashboard.hours import Hour, hours_of
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.counting import count_all
from campus_safety.statistics.periods import Period, month_named
from patrols.gate_events import visits
from patrols.models import CheckIn
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_check_in, make_duty, make_point, make_window
from tests.factories.evidence import make_confirmation, make_doubtful, make_review

NOW = at("2026-11-23 12:00")
NOVEMBER = month_named("2026-11")


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def rows(cast: Cast) -> dict[str, CheckIn]:
    """One that nobody reviewed, one accepted, one rejected; the rejected one by another officer at another point."""
    other = make_point(cast.station, "SPQ-02", schools=[cast.school])
    found = {
        "unreviewed": make_check_in(cast.officer, cast.point, at("2026-11-23 07:45")),
        "accepted": make_doubtful(cast.officer, cast.point, at("2026-11-23 08:45")),
        "rejected": make_doubtful(cast.colleague, other, at("2026-11-23 09:45")),
    }
    make_review(cast.commander, found["accepted"], NOW, "accepted", "")
    make_review(cast.commander, found["rejected"], NOW)
    return found


def check_ins_of(period: Period, *units: Unit) -> Decimal | None:
    return count_all([unit.pk for unit in units], period, NOW)["check_ins"].value


def test_the_month_leaves_it_out(cast: Cast, rows: dict[str, CheckIn]) -> None:
    assert check_ins_of(NOVEMBER, cast.station) == 2
    assert check_ins_of(NOVEMBER, cast.other_station) == 0
    assert check_ins_of(Period(NOW.date(), NOW.date()), cast.station, cast.other_station) == 2


def test_the_totals_of_the_list_leave_it_out_and_say_so(cast: Cast, rows: dict[str, CheckIn]) -> None:
    answer = signed_in(cast.officer).get(reverse("patrols:check_ins"))
    totals = {"check_ins": 2, "flagged": 1, "points": 1, "officers": 1, "rejected": 1}
    assert (answer.context["totals"], answer.context["page_obj"].paginator.count) == (totals, 3)
    assert answer.content.decode().count("<s>") == 1


@pytest.mark.parametrize(
    ("review", "name"), [("none", "unreviewed"), ("accepted", "accepted"), ("rejected", "rejected")]
)
def test_the_list_is_filtered_by_the_word(cast: Cast, rows: dict[str, CheckIn], review: str, name: str) -> None:
    listed = signed_in(cast.officer).get(reverse("patrols:check_ins"), {"review": review}).context["page_obj"]
    assert [row.pk for row in listed] == [rows[name].pk]


def test_the_hours_of_the_desk_and_the_timeline_leave_it_out(cast: Cast, rows: dict[str, CheckIn]) -> None:
    compile_report(unit=cast.station, period=NOVEMBER)
    desk = Desk(cast.commander, cast.station, cast.commander.unit_ids, NOVEMBER, NOW)
    assert hours_of(desk) == [Hour(7, cases=0, check_ins=1), Hour(8, cases=0, check_ins=1)]
    (event,) = visits(cast.school, cast.officer, NOW, 5).events
    assert "07:45 – 08:45" in str(event.line)


def test_the_numbers_of_today_leave_it_out(cast: Cast, rows: dict[str, CheckIn]) -> None:
    numbers = signed_in(cast.officer).get(reverse("patrols:index")).context["numbers"]
    assert numbers["check_ins"]["check_ins"] == 2


def test_the_file_of_the_school_grades_a_duty_by_what_stands(cast: Cast) -> None:
    duty = make_duty(make_window(cast.point), NOW.date(), "missed")
    row = make_doubtful(cast.officer, cast.point, at("2026-11-23 07:45"), duty=duty)
    make_confirmation(cast.principal, cast.school, row, NOW)
    make_review(cast.commander, row, NOW)
    sections = signed_in(cast.officer).get(cast.school.get_absolute_url()).context["sections"]
    assert "confirmed" not in next(section.body for section in sections if section.key == "patrols")


def test_it_stays_in_the_api_as_it_was_answered(cast: Cast, rows: dict[str, CheckIn]) -> None:
    results = signed_in(cast.officer).get("/api/v1/check-ins/").json()["results"]
    assert {row["id"] for row in results} == {row.pk for row in rows.values()}
