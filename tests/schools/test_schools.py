"""Schools: the list, the dossier, and how they are edited."""

from datetime import date
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse

from schools.models import School, SchoolLevel
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, counted, signed_in
from tests.factories import at, make_duty, make_point, make_school, make_window

LIST, NEW = "/schools/", "/schools/new/"


def filled(**changes: Any) -> dict[str, Any]:
    """What a person types for a school, with these changes."""
    given = {
        "name": "新学校", "levels": ["primary", "middle"], "latitude": "29.519", "longitude": "106.489",
        "pupils": "300", "staff": "40", "is_open": "on", "head": "校长", "head_phone": "023-68000000",
        "arrives_at": "07:50", "dismisses_at": "16:40",
    }  # fmt: skip
    return given | changes


def test_the_list_is_for_police(cast: Cast) -> None:
    for page in (LIST, NEW):
        found = answers(cast, page)
        assert found == OWN_POLICE_ONLY | {"other_officer": 200}
        assert Client().get(page).status_code == 302


def test_the_dossier_and_its_form_are_for_police_of_the_unit(cast: Cast) -> None:
    for page in (cast.school.get_absolute_url(), reverse("schools:edit", args=[cast.school.pk])):
        assert answers(cast, page) == OWN_POLICE_ONLY


def test_it_asks_as_often_for_30_schools_as_for_1(cast: Cast) -> None:
    client = signed_in(cast.bureau)
    one = counted(client, LIST)
    for _ in range(30):
        make_school(cast.station)
    assert counted(client, LIST) == one


def test_schools_are_found_by_name_kind_and_state(cast: Cast) -> None:
    school = make_school(cast.station, "桥北小学", level="primary", is_private=True, is_open=False)
    make_school(cast.other_station, "桥北小学分校", level="primary", is_private=True, is_open=False)
    client = signed_in(cast.officer)
    for given in ({"q": "桥 小"}, {"kind": "primary"}, {"private": "1"}, {"open": "0"}):
        assert [row.pk for row in client.get(LIST, given).context["page_obj"]] == [school.pk], given
    totals = client.get(LIST).context["totals"]
    assert totals == {"schools": 3, "private": 1, "pupils": 0, "kindergartens": 2}


def test_kinds_stand_in_the_order_of_the_pupils_ages(cast: Cast) -> None:
    make_school(cast.station, "高中", level="high")
    both = make_school(cast.station, "完全中学", level="high")
    SchoolLevel.objects.create(school=both, level="middle")
    make_school(cast.station, "小学", level="primary")
    client = signed_in(cast.officer)

    names = [row.name for row in client.get(LIST).context["page_obj"]]
    kind = client.get(f"/api/v1/schools/{both.pk}/").json()["kind"]

    assert names == ["三峡幼儿园", "金色阳光幼儿园", "小学", "完全中学", "高中"]
    assert kind == "middle"


@pytest.mark.parametrize("given", [{"kind": "x"}, {"private": "x"}, {"q": "a\0"}, {"q": "x" * 61}, {"unit": "OTH"}])
def test_a_bad_filter_gets_a_named_error(cast: Cast, given: dict[str, str]) -> None:
    response = signed_in(cast.officer).get(LIST, given)
    assert response.status_code == 400
    assert list(response.context["filter"].form.errors) == list(given)


@time_machine.travel(at("2026-10-20 12:00"), tick=False)
def test_the_dossier_has_every_section_and_a_constant_number_of_queries(cast: Cast) -> None:
    window = make_window(cast.point)
    make_duty(window, date(2026, 10, 19), "done")
    make_duty(window, date(2026, 10, 20), "missed")
    client = signed_in(cast.officer)
    one = counted(client, cast.school.get_absolute_url())
    for number in range(2, 8):
        make_duty(make_window(make_point(cast.station, f"SPQ-{number:02d}", schools=[cast.school])), date(2026, 10, 20))
    response = client.get(cast.school.get_absolute_url())
    assert [section.key for section in response.context["sections"]] == [
        "hazards", "sheet", "cases", "vice_principal", "patrols", "outreach", "documents", "premises", "base", "people",
    ]  # fmt: skip
    assert str(response.context["facts"][2]["value"]) == "12.5"  # one of eight
    assert counted(client, cast.school.get_absolute_url()) == one <= 25
    page = response.content.decode()
    assert "SPQ-01" in page
    assert "50.0" in page


def test_a_new_school_is_written_with_its_levels(cast: Cast) -> None:
    response = signed_in(cast.officer).post(NEW, filled(unit=cast.other_station.pk))
    school = School.objects.get(name="新学校")
    assert response.headers["Location"] == school.get_absolute_url()
    assert (school.unit, school.is_private, school.pupils) == (cast.station, False, 300)
    assert set(school.levels.values_list("level", flat=True)) == {"primary", "middle"}


def test_a_change_is_on_the_trail_people_by_name_only(cast: Cast) -> None:
    client = signed_in(cast.officer)
    edit = reverse("schools:edit", args=[cast.school.pk])
    assert client.get(edit).context["form"].initial["levels"] == ["kindergarten"]
    given = filled(name=cast.school.name, levels=["kindergarten", "primary"], head="某园长", head_phone="023-11112222")
    assert client.post(edit, given).status_code == 302
    entries = list(LogEntry.objects.get_for_object(cast.school).filter(actor=cast.officer))
    changes = {name: values for entry in entries for name, values in entry.changes.items()}
    assert changes["pupils"] == ["0", "300"]
    assert changes["levels"] == ["kindergarten", "kindergarten, primary"]
    assert "某园长" not in str(changes)
    assert "023-11112222" not in str(changes)
    history = client.get(cast.school.get_absolute_url()).context["history"]
    assert ("0", "300") in {(change.before, change.after) for told in history for change in told.changes}
    assert not any("primary," in change.after for told in history for change in told.changes)


def test_a_level_that_is_gone_is_taken_away(cast: Cast) -> None:
    signed_in(cast.officer).post(reverse("schools:edit", args=[cast.school.pk]), filled(levels=["special"]))
    assert list(SchoolLevel.objects.filter(school=cast.school).values_list("level", flat=True)) == ["special"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a\0"}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "三峡幼儿园"}, "name"),
        ({"levels": []}, "levels"),
        ({"levels": ["university"]}, "levels"),
        ({"latitude": "nan"}, "latitude"),
        ({"latitude": "106.489", "longitude": "29.519"}, "latitude"),
        ({"longitude": "-inf"}, "longitude"),
        ({"pupils": "-1"}, "pupils"),
        ({"pupils": "1e9"}, "pupils"),
        ({"staff": "99999999999999999999"}, "staff"),
        ({"head_phone": "call me"}, "head_phone"),
        ({"duty_phone": "1" * 21}, "duty_phone"),
        ({"arrives_at": "noon"}, "arrives_at"),
        ({"dismisses_at": "07:00"}, "dismisses_at"),
        ({"address": "x" * 201}, "address"),
    ],
)
def test_bad_input_gets_a_named_error_and_changes_nothing(cast: Cast, changes: dict[str, Any], field: str) -> None:
    response = signed_in(cast.officer).post(NEW, filled(**changes))
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert School.objects.count() == 2


def test_a_commander_above_chooses_the_unit(cast: Cast) -> None:
    client = signed_in(cast.bureau)
    assert list(client.post(NEW, filled()).context["form"].errors) == ["unit"]
    assert client.post(NEW, filled(unit=cast.other_station.pk)).status_code == 302
    assert School.objects.get(name="新学校").unit == cast.other_station


def test_only_stations_have_schools(cast: Cast) -> None:
    units = signed_in(cast.bureau).get(NEW).context["form"].fields["unit"].queryset
    squad = signed_in(cast.squad_officer)

    assert set(units) == {cast.station, cast.other_station}
    assert squad.get(NEW).status_code == 403
    assert NEW not in squad.get(LIST).content.decode()
