"""Before extra windows and since: equally long times, cases near their points, and a warning where they are few."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from incidents.actions import add_case_windows
from incidents.before_after import before_and_after
from incidents.models import Case
from incidents.sections.lessons import lessons_section
from incidents.states import CaseState
from patrols.actions.windows import Extra
from patrols.models import Duty, DutyWindow
from patrols.states import DutyState
from tests.cast import Cast
from tests.factories import PLACE, at, make_duty, make_point
from tests.factories.cases import make_case

NOW = at("2026-11-30 12:00")
FAR = {"is_off_campus": True, "place": "远处", "latitude": PLACE[0] + 0.0027, "longitude": PLACE[1]}


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    """It is Monday, 30 November 2026, 12:00: nine and a half days after the windows began."""
    with time_machine.travel(NOW, tick=False):
        yield


def happened(cast: Cast, moment: datetime, state: str = CaseState.REPORTED, **fields: Any) -> Case:
    """A case that began and was reported at a moment."""
    return make_case(
        cast.officer, cast.school, state, reported_at=moment, occurred_from=moment, occurred_until=moment, **fields
    )


def extra(first_day: date = date(2026, 11, 21), **changes: Any) -> Extra:
    """An extra window of two weeks of mornings."""
    given: dict[str, Any] = {
        "starts_at": time(9, 30), "ends_at": time(10, 30), "first_day": first_day, "last_day": date(2026, 12, 4),
        "cause": DutyWindow.Cause.INCIDENT, "reason": "案件",
    }  # fmt: skip
    return Extra(**given | changes)


def windows_of(cast: Cast, case: Case, first_day: date = date(2026, 11, 21)) -> list[DutyWindow]:
    """Windows after a case at the cast's point."""
    return add_case_windows(by=cast.officer, case=case, points=[cast.point], extra=extra(first_day))


def test_cases_near_the_points_are_counted_in_two_equally_long_times(cast: Cast) -> None:
    case = happened(cast, at("2026-11-19 10:00"), CaseState.ACCEPTED)
    windows = windows_of(cast, case)
    happened(cast, at("2026-11-11 12:00"))  # as long before the first day as now is after it
    happened(cast, at("2026-11-21 00:00"))  # its first instant
    for moment, fields in (
        (at("2026-11-11 11:59"), {}),
        (at("2026-11-19 11:00"), {"state": CaseState.WITHDRAWN}),
        (at("2026-11-22 11:00"), {"state": CaseState.NOT_ACCEPTED}),
        (at("2026-11-22 12:00"), FAR),
    ):
        happened(cast, moment, **fields)

    compared = before_and_after(case, windows, NOW)

    assert compared is not None
    assert (compared.days, compared.before, compared.since) == (10, 2, 1)
    assert (compared.has_case, compared.is_too_few) == (True, True)


def test_five_cases_are_not_too_few(cast: Cast) -> None:
    case = happened(cast, at("2026-11-01 10:00"), CaseState.ACCEPTED)
    windows = windows_of(cast, case)
    for day in (13, 14, 15, 22, 23):
        happened(cast, at(f"2026-11-{day} 10:00"))

    compared = before_and_after(case, windows, NOW)

    assert compared is not None
    assert (compared.before, compared.since, compared.has_case, compared.is_too_few) == (3, 2, False, False)


def test_the_case_never_counts_against_its_windows_and_a_day_is_too_few(cast: Cast) -> None:
    case = happened(cast, NOW - timedelta(hours=3), CaseState.ACCEPTED)
    windows = windows_of(cast, case, NOW.date())
    for _case in range(5):
        happened(cast, NOW - timedelta(hours=2))

    compared = before_and_after(case, windows, NOW)

    assert compared is not None
    assert (compared.days, compared.before, compared.since, compared.is_too_few) == (1, 0, 5, True)


def test_nothing_is_compared_before_the_windows_begin(cast: Cast) -> None:
    case = happened(cast, at("2026-11-29 10:00"), CaseState.ACCEPTED)

    assert before_and_after(case, windows_of(cast, case, date(2026, 12, 1)), NOW) is None


def test_the_section_sums_the_duties_of_windows_with_the_same_times(cast: Cast) -> None:
    case = happened(cast, at("2026-11-29 10:00"), CaseState.ACCEPTED)
    points = [cast.point, make_point(cast.station, "SPQ-02")]
    windows = add_case_windows(by=cast.officer, case=case, points=points, extra=extra(date(2026, 12, 1)))
    Duty.objects.all().delete()
    make_duty(windows[0], date(2026, 11, 28), DutyState.DONE)
    make_duty(windows[1], date(2026, 11, 28), DutyState.MISSED)
    make_duty(windows[1], date(2026, 11, 29), DutyState.CANCELLED)
    make_duty(windows[1], date(2026, 12, 1))

    (shown,) = lessons_section(case, cast.officer)["extras"]

    assert (shown.points, shown.rate.done, shown.rate.due) == (points, 1, 2)
    assert shown.duties_url == "/patrols/duties/?from=2026-12-01&to=2026-12-04&occasion=other&ordering=starts_at"


@pytest.mark.parametrize("number", [1, 3])
def test_the_section_takes_four_queries_however_much_was_learnt(
    cast: Cast, number: int, django_assert_num_queries: Any
) -> None:
    case = happened(cast, at("2026-11-19 10:00"), CaseState.ACCEPTED)
    for hour in range(number):
        changes = extra(starts_at=time(12 + hour), ends_at=time(13 + hour))
        add_case_windows(by=cast.officer, case=case, points=[cast.point], extra=changes)
        happened(cast, at("2026-11-22 10:00"))

    with django_assert_num_queries(4):
        section = lessons_section(case, cast.officer)
        shown = (len(section["extras"]), list(section["notes"]))

    assert shown == (number, [])
