"""Points: their page, their sign and their calendar, and how they are edited."""

from datetime import date
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.urls import reverse
from pytest_django import Settings

from patrols.models import Duty, PatrolPoint, PublicCopy
from patrols.signs import current_sign, sign_url
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, signed_in
from tests.factories import at, make_check_in, make_duty, make_point, make_school, make_window

NEW = "/patrols/points/new/"


def filled(**changes: Any) -> dict[str, Any]:
    """What a person types for a point, with these changes; None leaves a field out."""
    given = {
        "code": "SPQ-09", "name": "正门", "batch": "1", "address": "演示路 1 号",
        "latitude": "29.519", "longitude": "106.489",
        "fence_radius_m": "50", "in_force_from": "2026-10-01", "is_published": "on",
    }  # fmt: skip
    return {name: value for name, value in (given | changes).items() if value is not None}


@time_machine.travel(at("2026-10-20 12:00"), tick=False)
def test_it_shows_windows_calendar_sign_rate_and_check_ins(cast: Cast) -> None:
    window = make_window(cast.point)
    for day, state in ((19, "done"), (20, "missed"), (21, "open")):
        make_duty(window, date(2026, 10, day), state)
    make_check_in(cast.officer, cast.point, at("2026-10-19 07:35"))
    response = signed_in(cast.officer).get(cast.point.get_absolute_url())
    days = {
        day.on.day: [visit.mark for visit in day.visits]
        for week in response.context["weeks"]
        for day in week
        if day.visits
    }
    assert days == {19: ["done"], 20: ["missed"], 21: ["wait"]}
    rate = response.context["rate"]
    assert (rate.due, rate.done, str(rate.percent)) == (2, 1, "50.0")
    page = response.content.decode()
    assert 'class="qr"' in page
    assert "?month=2026-09#calendar" in page
    assert "?month=2026-11#calendar" in page


def test_the_calendar_turns_to_another_month(cast: Cast) -> None:
    make_duty(make_window(cast.point), date(2026, 2, 2), "done")
    response = signed_in(cast.officer).get(cast.point.get_absolute_url(), {"month": "2026-02"})
    assert len(response.context["weeks"]) == 5
    assert [day.on.day for week in response.context["weeks"] for day in week if day.visits] == [2]


@pytest.mark.parametrize("month", ["2026-13", "2026", "x", "1900-01", "2026-02\0"])
def test_a_bad_month_gets_a_named_error(cast: Cast, month: str) -> None:
    response = signed_in(cast.officer).get(cast.point.get_absolute_url(), {"month": month})
    assert response.status_code == 400
    assert response.context["month_error"]


def test_the_signs_code_leads_to_the_public_page_with_its_token(cast: Cast, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://portal.example"
    sign = current_sign(cast.point)
    assert sign is not None
    assert sign_url(sign) == "https://portal.example/points/SPQ-01/?sign=token-SPQ-01"


def test_its_page_is_for_police_of_its_unit(cast: Cast) -> None:
    for address in (cast.point.get_absolute_url(), reverse("patrols:point_edit", args=["SPQ-01"])):
        found = answers(cast, address)
        assert found == OWN_POLICE_ONLY


@time_machine.travel(at("2026-10-20 12:00"), tick=False)
def test_a_new_point_gets_a_sign_schools_and_a_place_on_the_trail(cast: Cast) -> None:
    copy = {
        "key": "x",
        "content_type": "",
        "plain": b"",
        "gzipped": b"",
        "etag": "",
        "built_at": at("2026-10-20 00:00"),
    }
    PublicCopy.objects.create(**copy, good_until=at("2027-01-01 00:00"))
    response = signed_in(cast.officer).post(NEW, filled(schools=[cast.school.pk]))
    point = PatrolPoint.objects.get(code="SPQ-09")
    assert response.headers["Location"] == point.get_absolute_url()
    assert (point.unit, point.is_published, list(point.schools.all())) == (cast.station, True, [cast.school])
    assert point.signs.count() == 1
    assert not PublicCopy.objects.filter(good_until__gt=at("2026-10-20 12:00")).exists()
    entries = LogEntry.objects.get_for_object(point)
    assert {entry.actor for entry in entries} == {cast.officer}
    assert any(entry.changes.get("schools") == ["", "三峡幼儿园"] for entry in entries)


def test_a_change_is_told_in_the_history(cast: Cast) -> None:
    client = signed_in(cast.officer)
    edit = reverse("patrols:point_edit", args=["SPQ-01"])
    given = filled(code="SPQ-01", name=cast.point.name, address="", fence_radius_m="80", schools=[cast.other_school.pk])
    assert client.post(edit, given | {"in_force_from": "2018-02-01"}).status_code == 302
    history = client.get(cast.point.get_absolute_url()).context["history"]
    changes = {(change.before, change.after) for told in history for change in told.changes}
    assert ("50", "80") in changes
    assert ("三峡幼儿园", "金色阳光幼儿园") in changes


def test_the_code_of_a_point_stays(cast: Cast) -> None:
    edit = reverse("patrols:point_edit", args=["SPQ-01"])
    assert signed_in(cast.officer).post(edit, filled(code="SPQ-77")).status_code == 302
    cast.point.refresh_from_db()
    assert cast.point.code == "SPQ-01"


@time_machine.travel(at("2026-10-20 12:00"), tick=False)
def test_a_point_that_ends_has_no_more_duties(cast: Cast) -> None:
    window = make_window(cast.point)
    for day in (20, 21, 22):
        make_duty(window, date(2026, 10, day))
    given = filled(code="SPQ-01", in_force_from="2018-02-01", in_force_until="2026-10-21")
    signed_in(cast.officer).post(reverse("patrols:point_edit", args=["SPQ-01"]), given)
    assert [duty.on.day for duty in Duty.objects.order_by("on")] == [20, 21]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"latitude": "nan"}, "latitude"),
        ({"longitude": "inf"}, "longitude"),
        ({"latitude": "106.489", "longitude": "29.519"}, "latitude"),
        ({"latitude": "91"}, "latitude"),
        ({"longitude": "181"}, "longitude"),
        ({"latitude": ""}, "latitude"),
        ({"name": ""}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"code": "spq 1"}, "code"),
        ({"code": "SPQ-01\0"}, "code"),
        ({"batch": "-1"}, "batch"),
        ({"batch": "99999999999"}, "batch"),
        ({"fence_radius_m": "5"}, "fence_radius_m"),
        ({"code": "ABCDEFGHIJKLMNOP-01"}, "code"),
        ({"fence_radius_m": "1001"}, "fence_radius_m"),
        ({"in_force_from": "01/02/2026"}, "in_force_from"),
        ({"in_force_until": "2026-09-30"}, "in_force_until"),
        ({"schools": ["999999"]}, "schools"),
        ({"schools": ["x"]}, "schools"),
        ({"schools": ["9" * 23]}, "schools"),
        ({"schools": ["x", "-1"]}, "schools"),
    ],
)
def test_bad_input_gets_a_named_error_and_changes_nothing(cast: Cast, changes: dict[str, Any], field: str) -> None:
    response = signed_in(cast.officer).post(NEW, filled(**changes))
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert PatrolPoint.objects.count() == 1


def test_a_code_of_another_unit_is_taken_without_saying_whose(cast: Cast) -> None:
    make_point(cast.other_station, "OTH-01", name="别处")
    client = signed_in(cast.officer)
    errors = [client.post(NEW, filled(code=code)).context["form"].errors["code"] for code in ("OTH-01", "SPQ-01")]
    assert errors[0] == errors[1]
    assert "别处" not in client.post(NEW, filled(code="OTH-01")).content.decode()


def test_a_commander_above_chooses_the_unit_and_its_schools(cast: Cast) -> None:
    client = signed_in(cast.bureau)
    foreign = make_school(cast.other_station)
    assert "unit" in client.get(NEW).context["form"].fields
    given = filled(unit=cast.other_station.pk, code="OTH-01")
    wrong = client.post(NEW, given | {"schools": [cast.school.pk]})
    assert list(wrong.context["form"].errors) == ["schools"]
    assert client.post(NEW, given | {"schools": [foreign.pk]}).status_code == 302
    assert PatrolPoint.objects.get(code="OTH-01").unit == cast.other_station


def test_an_officer_cannot_enter_a_point_elsewhere(cast: Cast) -> None:
    assert "unit" not in signed_in(cast.officer).get(NEW).context["form"].fields
    signed_in(cast.officer).post(NEW, filled(unit=cast.other_station.pk))
    assert PatrolPoint.objects.get(code="SPQ-09").unit == cast.station


def test_only_stations_have_points(cast: Cast) -> None:
    units = signed_in(cast.bureau).get(NEW).context["form"].fields["unit"].queryset
    squad = signed_in(cast.squad_officer)

    assert set(units) == {cast.station, cast.other_station}
    assert squad.get(NEW).status_code == 403
    assert [NEW in squad.get(page).content.decode() for page in ("/patrols/", "/patrols/points/")] == [False, False]
