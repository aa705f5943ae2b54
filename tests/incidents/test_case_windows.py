"""Extra windows because of a case: which points are offered, what is suggested, the duties, who may add them."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.utils import timezone

from incidents.actions import add_case_windows, report_case
from incidents.case_points import points_for
from incidents.forms.lessons import hour_round
from incidents.models import Case, CaseWindow
from incidents.states import CaseState
from patrols.actions.windows import Extra
from patrols.models import Duty, DutyWindow, PatrolPoint
from tests.cast import Cast
from tests.clients import answers, signed_in
from tests.counting import nothing_written
from tests.factories import PLACE, at, make_point, make_window
from tests.factories.cases import a_case, make_case, take_step

# A thousandth of a degree of latitude is 111 m.
METRES_150: dict[str, Any] = {"latitude": PLACE[0] + 0.00135}
METRES_300: dict[str, Any] = {"latitude": PLACE[0] + 0.0027}
METRES_700: dict[str, Any] = {"latitude": PLACE[0] + 0.0063}


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """It is Friday, 20 November 2026, 12:00."""
    with time_machine.travel(at("2026-11-20 12:00"), tick=False):
        yield


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case at the cast's school, which began at 10:00 of the day."""
    return make_case(cast.officer, cast.school, CaseState.INVESTIGATING)


def address(case: Case) -> str:
    """Where its windows are added."""
    return f"/incidents/{case.pk}/windows/"


def filled(points: list[PatrolPoint], /, **changes: Any) -> dict[str, Any]:
    """What a person leaves in the form, with these changes."""
    given = {
        "points": [point.pk for point in points], "reason": "案件 2026-0001", "starts_at": "09:30", "ends_at": "10:30",
        "first_day": "2026-11-21", "last_day": "2026-11-23", "days": "every", "strength": "1",
    }  # fmt: skip
    return given | changes


def extra(**changes: Any) -> Extra:
    """An extra window of three mornings."""
    given: dict[str, Any] = {
        "starts_at": time(9, 30), "ends_at": time(10, 30), "first_day": date(2026, 11, 21),
        "last_day": date(2026, 11, 23), "cause": DutyWindow.Cause.OTHER, "reason": "案件 2026-0001",
    }  # fmt: skip
    return Extra(**given | changes)


def test_the_points_near_are_offered_nearest_first_and_the_nearest_ticked(cast: Cast, case: Case) -> None:
    cast.point.schools.clear()
    far, near, middle = (
        make_point(cast.station, f"SPQ-1{number}", **place)
        for number, place in enumerate([METRES_700, METRES_150, METRES_300])
    )
    serving = make_point(cast.station, "SPQ-20", schools=[cast.school], **METRES_700)
    make_point(cast.other_station, "OTH-01")
    make_point(cast.station, "SPQ-21", in_force_until=date(2026, 11, 19))

    form = signed_in(cast.officer).get(address(case)).context["form"]

    assert [key for key, _label in form.fields["points"].widget.choices] == [
        cast.point.pk, near.pk, middle.pk, serving.pk
    ]  # fmt: skip
    assert form["points"].value() == [cast.point.pk, near.pk, serving.pk]
    assert far not in form.fields["points"].queryset


def test_two_weeks_from_tomorrow_in_the_hour_round_its_time_are_suggested(cast: Cast, case: Case) -> None:
    form = signed_in(cast.officer).get(address(case)).context["form"]

    assert {name: form.initial[name] for name in ("starts_at", "ends_at", "first_day", "last_day")} == {
        "starts_at": time(9, 30), "ends_at": time(10, 30),
        "first_day": date(2026, 11, 21), "last_day": date(2026, 12, 4),
    }  # fmt: skip
    assert (case.number in form["reason"].value(), case.facts in form["reason"].value()) == (True, False)


@pytest.mark.parametrize(
    ("moment", "hour"),
    [
        ("10:07", (time(9, 30), time(10, 30))),
        ("10:20", (time(10), time(11))),
        ("00:05", (time(0), time(1))),
        ("23:55", (time(23), time(23, 59))),
    ],
)
def test_the_hour_round_a_moment_stays_within_the_day(moment: str, hour: tuple[time, time]) -> None:
    assert hour_round(timezone.localtime(at(f"2026-11-20 {moment}"))) == hour


def test_where_no_point_is_near_all_of_the_station_are_offered_and_none_ticked(cast: Cast) -> None:
    nowhere = a_case(cast.school, is_off_campus=True, school=None, place="某处")
    case = take_step(cast.officer, report_case(by=cast.officer, case=nowhere), CaseState.ACCEPTED)

    response = signed_in(cast.officer).get(address(case))

    form = response.context["form"]
    assert [key for key, _label in form.fields["points"].widget.choices] == [cast.point.pk]
    assert (form["points"].value(), response.context["is_near"]) == ([], False)


def test_a_station_without_a_point_is_told_what_is_missing(cast: Cast, case: Case) -> None:
    PatrolPoint.objects.all().delete()

    response = signed_in(cast.officer).get(address(case))

    assert (response.status_code, "/patrols/points/" in response.content.decode()) == (200, True)


def test_they_are_added_with_their_duties_and_the_case_is_their_cause(cast: Cast, case: Case) -> None:
    response = signed_in(cast.officer).post(address(case), filled([cast.point]))

    window = DutyWindow.objects.get(case_window__case=case)
    assert response.headers["Location"] == case.get_absolute_url()
    assert (window.cause, window.reason, window.point) == ("incident", "案件 2026-0001", cast.point)
    assert [duty.on.day for duty in Duty.objects.filter(window=window).order_by("on")] == [21, 22, 23]
    assert LogEntry.objects.get(content_type__model="casewindow").actor == cast.officer


def test_a_closed_case_still_has_its_lesson(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.CLOSED)

    add_case_windows(by=cast.officer, case=case, points=[cast.point], extra=extra())

    assert CaseWindow.objects.get().case == case


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"points": []}, "points"),
        ({"points": ["0"]}, "points"),
        ({"reason": ""}, "reason"),
        ({"reason": "联系人 13900001111"}, "reason"),
        ({"ends_at": "09:00"}, "ends_at"),
        ({"last_day": "2026-11-20"}, "last_day"),
        ({"last_day": "2027-11-20"}, "last_day"),
        ({"strength": "99"}, "strength"),
    ],
)
def test_bad_input_is_named_at_its_field_and_changes_nothing(
    cast: Cast, case: Case, changes: dict[str, Any], field: str
) -> None:
    client = signed_in(cast.officer)
    with nothing_written():
        response = client.post(address(case), filled([cast.point], **changes))

    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])


def test_an_overlap_adds_nothing_at_any_point(cast: Cast, case: Case) -> None:
    other = make_point(cast.station, "SPQ-02")
    make_window(other, time(10), time(11), follows_calendar=False)

    client = signed_in(cast.officer)
    with nothing_written():
        response = client.post(address(case), filled([cast.point, other]))

    assert (response.status_code, list(response.context["form"].errors)) == (400, ["points"])


def test_the_action_refuses_points_of_another_station_and_none_at_all(cast: Cast, case: Case) -> None:
    for points in ([], [cast.point, make_point(cast.other_station)]):
        with nothing_written(), pytest.raises(ValidationError) as refused:
            add_case_windows(by=cast.officer, case=case, points=points, extra=extra())
        assert list(refused.value.message_dict) == ["points"]


@pytest.mark.parametrize("state", [CaseState.REPORTED, CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN])
def test_what_is_not_accepted_has_no_windows(cast: Cast, state: str) -> None:
    case = make_case(cast.officer, cast.school, state)

    response = signed_in(cast.officer).get(address(case))

    assert response.status_code == 403
    with nothing_written(), pytest.raises(ValidationError):
        add_case_windows(by=cast.officer, case=case, points=[cast.point], extra=extra())


def test_who_may_open_the_form(cast: Cast, case: Case) -> None:
    found = answers(cast, address(case))

    assert found == dict.fromkeys(found, 404) | {"officer": 200, "commander": 200, "bureau": 200}
    assert signed_in(cast.squad_officer).get(address(case)).status_code == 404


def test_points_beside_a_case_off_campus_are_measured_from_its_place(cast: Cast) -> None:
    case = make_case(
        cast.officer,
        cast.school,
        CaseState.ACCEPTED,
        is_off_campus=True,
        place="广场",
        longitude=PLACE[1],
        **METRES_300,
    )
    cast.point.schools.clear()

    (beside,) = points_for(case, date(2026, 11, 20))

    assert (round(beside.distance_m or 0), beside.is_at_hand, beside.serves_school) == (299, False, False)
