"""A principal's own school: asks, the gate, the hotline; nothing of another school, no officer, no minute to come."""

from datetime import date, time
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse

from campus_safety.accounts.models import User
from campus_safety.dashboard.asks_registry import asks_of
from tests.cast import Cast
from tests.clients import answers, signed_in
from tests.factories import at, make_check_in, make_duty, make_outing, make_point, make_user, make_window

OWN, EDIT = "/school/", "/school/edit/"
NOW = at("2026-10-20 12:00")


def filled(**changes: Any) -> dict[str, Any]:
    """What a head types, with these changes."""
    given = {
        "head": "园长", "head_phone": "13800000000", "duty_phone": "023-68000000", "pupils": "120", "staff": "20",
        "arrives_at": "08:30", "dismisses_at": "16:50",
    }  # fmt: skip
    return given | changes


@pytest.mark.parametrize("page", [OWN, EDIT])
def test_it_is_for_principals_only(cast: Cast, page: str) -> None:
    found = answers(cast, page)
    assert found == {role: 200 if "principal" in role else 403 for role in found}
    assert Client().get(page).status_code == 302


@time_machine.travel(NOW, tick=False)
def test_it_shows_what_was_done_at_the_own_gate(cast: Cast) -> None:
    make_duty(
        make_window(cast.point, time(7, 30), time(8, 30)), date(2026, 10, 20), "done", visited_at=at("2026-10-20 08:12")
    )
    make_duty(make_window(cast.point, time(16, 30), time(17, 30)), date(2026, 10, 20))
    page = signed_in(cast.principal).get(OWN).content.decode()
    assert "08:12" in page
    assert "16:30" in page
    assert cast.point.name in page
    assert "68823318" in page


@time_machine.travel(NOW, tick=False)
def test_it_shows_nothing_of_another_school_and_no_officer(cast: Cast) -> None:
    other = make_point(cast.station, "SPQ-02", name="别园东门", schools=[cast.other_school])
    cast.other_school.head, cast.other_school.head_phone = "别园园长", "13900000000"
    cast.other_school.address, cast.other_school.pupils = "别园路 9 号", 4321
    cast.other_school.save()
    officer = make_user("badge-77", unit=cast.station, name="某民警")
    for point in (cast.point, other):
        duty = make_duty(make_window(point), date(2026, 10, 20), "done")
        outing = make_outing(officer, started_at=NOW, ended_at=NOW)
        make_check_in(officer, point, NOW, duty=duty, outing=outing, latitude=29.51234, longitude=106.41234)
    page = signed_in(cast.principal).get(OWN).content.decode()
    hidden = ["SPQ-02", "别园", cast.other_school.name, "13900000000", "4321", "某民警", "badge-77", "29.51234"]
    assert [word for word in hidden if word in page] == []


def test_a_point_of_both_schools_names_the_own_one_only(cast: Cast) -> None:
    cast.point.schools.add(cast.other_school)
    make_window(cast.point)
    page = signed_in(cast.principal).get(OWN).content.decode()
    assert page.count(f'class="name">{cast.point.name}<') == 1
    assert cast.other_school.name not in page


def test_a_principal_without_a_school_is_told_what_to_do(cast: Cast) -> None:
    user = make_user("newcomer", User.Role.PRINCIPAL, cast.station)
    response = signed_in(user).get(OWN)
    assert response.status_code == 200
    page = response.content.decode()
    assert 'class="blank"' in page
    assert cast.school.name not in page
    assert signed_in(user).get(EDIT).status_code == 404


def test_missing_data_is_asked_for_until_it_is_there(cast: Cast) -> None:
    asked = [ask for ask in asks_of(cast.principal, NOW) if ask.url == reverse("school:edit")]
    assert len(asked) == 1
    client = signed_in(cast.principal)
    assert client.get(OWN).context["asks"] == asked
    assert client.post(EDIT, filled()).headers["Location"] == OWN
    assert client.get(OWN).context["asks"] == []
    cast.school.refresh_from_db()
    assert (cast.school.pupils, cast.school.arrives_at, cast.school.name) == (120, time(8, 30), "三峡幼儿园")


def test_only_principals_are_asked(cast: Cast) -> None:
    for user in (cast.officer, cast.commander, cast.auditor):
        assert [ask for ask in asks_of(user, NOW) if ask.url == reverse("school:edit")] == []


def test_what_a_head_changes_is_on_the_trail_by_name_only(cast: Cast) -> None:
    signed_in(cast.principal).post(EDIT, filled())
    entry = LogEntry.objects.get_for_object(cast.school).filter(actor=cast.principal).get()
    assert {"head", "head_phone", "pupils"} <= set(entry.changes)
    assert "13800000000" not in str(entry.changes)


def test_a_head_cannot_change_more_than_that(cast: Cast) -> None:
    signed_in(cast.principal).post(EDIT, filled(name="改名", latitude="1", unit=cast.other_station.pk, is_open=""))
    before = cast.school.latitude
    cast.school.refresh_from_db()
    assert (cast.school.name, cast.school.latitude, cast.school.unit, cast.school.is_open) == (
        "三峡幼儿园", before, cast.station, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"head": "a\0"}, "head"),
        ({"pupils": "x"}, "pupils"),
        ({"head_phone": "abc"}, "head_phone"),
        ({"dismisses_at": "08:00"}, "dismisses_at"),
    ],
)
def test_bad_input_gets_a_named_error_and_changes_nothing(cast: Cast, changes: dict[str, Any], field: str) -> None:
    response = signed_in(cast.principal).post(EDIT, filled(**changes))
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    cast.school.refresh_from_db()
    assert cast.school.pupils == 0


def test_police_pages_stay_closed(cast: Cast) -> None:
    client = signed_in(cast.principal)
    for page in ("/schools/", cast.school.get_absolute_url(), cast.point.get_absolute_url(), "/patrols/outings/"):
        assert client.get(page).status_code == 403
