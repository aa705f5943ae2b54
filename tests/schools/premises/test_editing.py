"""How premises are entered and changed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from schools.actions import change_premises, record_premises_check
from schools.models import Premises, PremisesCheck
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, signed_in
from tests.counting import nothing_written
from tests.factories import at
from tests.factories.schools import make_premises
from tests.schools.premises.readings import readings

NEW = "/schools/premises/new/"
Kind = Premises.Kind


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is noon of 2026-11-26."""
    with time_machine.travel(at("2026-11-26 12:00"), tick=False):
        yield


def filled(**changes: Any) -> dict[str, Any]:
    """What a person types for a rental house, with these changes."""
    given = {
        "kind": Kind.RENTAL, "name": "桥北出租屋", "address": "石坪桥正街 7 号", "latitude": "29.519",
        "longitude": "106.489", "contact": "某房东", "contact_phone": "13800000000", "temporary_residents": "6",
        "note": "", "next_check_on": "", "is_open": "on",
    }  # fmt: skip
    return given | changes


def edit_of(premises: Premises) -> str:
    """The address of its form."""
    return reverse("schools:premises_edit", args=[premises.pk])


def test_forms_are_for_police_with_an_area_and_of_the_unit(cast: Cast) -> None:
    assert answers(cast, NEW) == OWN_POLICE_ONLY | {"other_officer": 200}
    assert signed_in(cast.squad_officer).get(NEW).status_code == 403
    assert answers(cast, edit_of(make_premises(cast.station))) == OWN_POLICE_ONLY


def test_new_premises_belong_to_the_own_unit_and_are_to_be_checked(cast: Cast) -> None:
    response = signed_in(cast.officer).post(NEW, filled(unit=cast.other_station.pk))
    kept = Premises.objects.get()
    assert response.headers["Location"] == kept.get_absolute_url()
    assert (kept.unit, kept.temporary_residents, kept.last_check_on) == (cast.station, 6, None)
    assert kept.next_check_on == date(2027, 2, 26)  # after 92 days


def test_a_commander_above_chooses_the_station(cast: Cast) -> None:
    client = signed_in(cast.bureau)
    assert list(client.post(NEW, filled()).context["form"].errors) == ["unit"]
    assert list(client.post(NEW, filled(unit=cast.squad.pk)).context["form"].errors) == ["unit"]
    assert client.post(NEW, filled(unit=cast.other_station.pk)).status_code == 302
    assert Premises.objects.get().unit == cast.other_station


def test_the_trail_has_the_contact_by_name_only(cast: Cast) -> None:
    client = signed_in(cast.officer)
    client.post(NEW, filled())
    kept = Premises.objects.get()
    client.post(edit_of(kept), filled(contact="另一人", contact_phone="13911112222", address="石坪桥正街 9 号"))
    entries = list(LogEntry.objects.get_for_object(kept).order_by("pk"))
    changes = [entry.changes for entry in entries]
    history = client.get(kept.get_absolute_url()).context["history"]
    assert [entry.actor for entry in entries] == [cast.officer, cast.officer]
    assert changes[1]["address"] == ["石坪桥正街 7 号", "石坪桥正街 9 号"]
    assert set(changes[1]) == {"contact", "contact_phone", "address"}
    for secret in ("某房东", "另一人", "13800000000", "13911112222"):
        assert secret not in str(changes) + str(history)


def test_an_edit_does_not_undo_a_check_made_meanwhile(cast: Cast) -> None:
    kept, client = make_premises(cast.station, Kind.RENTAL), signed_in(cast.officer)
    stale = Premises.objects.get(pk=kept.pk)
    record_premises_check(
        by=cast.colleague, premises=kept, outcome=PremisesCheck.Outcome.CLOSED, note="", temporary_residents=12,
        next_check_on=None, at=timezone.now(),
    )  # fmt: skip
    client.post(edit_of(kept), filled(name="桥南出租屋", temporary_residents="", next_check_on="2026-12-24"))
    stale.address = "石坪桥正街 9 号"
    change_premises(premises=stale)
    kept.refresh_from_db()
    assert (kept.is_open, kept.temporary_residents, kept.next_check_on) == (False, 12, None)
    assert (kept.last_check_on, kept.address) == (date(2026, 11, 26), "石坪桥正街 9 号")


def test_what_checks_say_is_asked_for_new_premises_only(cast: Cast) -> None:
    client, said = signed_in(cast.officer), {"temporary_residents", "next_check_on", "is_open"}
    assert said <= set(client.get(NEW).context["form"].fields)
    assert not said & set(client.get(edit_of(make_premises(cast.station))).context["form"].fields)


def test_closed_premises_are_entered_without_a_next_check(cast: Cast) -> None:
    signed_in(cast.officer).post(NEW, filled(next_check_on="2026-12-01", is_open=""))
    kept = Premises.objects.get()
    assert (kept.is_open, kept.next_check_on) == (False, None)


def test_what_is_a_rental_house_no_more_has_no_residents(cast: Cast) -> None:
    kept = make_premises(cast.station, Kind.RENTAL, temporary_residents=6)
    signed_in(cast.officer).post(edit_of(kept), filled(kind=Kind.BAR))
    kept.refresh_from_db()
    assert (kept.kind, kept.temporary_residents) == (Kind.BAR, None)


def test_opening_the_form_of_premises_with_a_contact_leaves_a_trace(cast: Cast) -> None:
    kept, silent = make_premises(cast.station, contact_phone="13800000000"), make_premises(cast.station)
    client = signed_in(cast.officer)
    for site in (kept, silent):
        client.get(edit_of(site))
    assert readings(cast.officer) == [edit_of(kept)]


@pytest.mark.parametrize("field", ["name", "address", "note"])
def test_a_number_in_free_text_is_asked_about_once(cast: Cast, field: str) -> None:
    client, given = signed_in(cast.officer), filled(**{field: "另有电话 13800000001"})
    assert list(client.post(NEW, given).context["form"].errors) == [field]
    assert client.post(NEW, given | {"numbers_are_meant": "on"}).status_code == 302
    kept = Premises.objects.get()
    assert client.post(edit_of(kept), given | {"numbers_are_meant": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "school"}, "kind"),
        ({"kind": Kind.BAR}, "temporary_residents"),
        ({"kind": Kind.BAR, "temporary_residents": "0"}, "temporary_residents"),
        ({"temporary_residents": "-1"}, "temporary_residents"),
        ({"temporary_residents": "many"}, "temporary_residents"),
        ({"temporary_residents": "99999999999999999999"}, "temporary_residents"),
        ({"name": ""}, "name"),
        ({"name": "a\0"}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "老出租屋"}, "name"),
        ({"address": "x" * 201}, "address"),
        ({"latitude": "nan"}, "latitude"),
        ({"latitude": "106.489", "longitude": "29.519"}, "latitude"),
        ({"longitude": "-inf"}, "longitude"),
        ({"contact": "x" * 61}, "contact"),
        ({"contact_phone": "call me"}, "contact_phone"),
        ({"note": "x" * 501}, "note"),
        ({"next_check_on": "2026-11-25"}, "next_check_on"),
        ({"next_check_on": "soon"}, "next_check_on"),
    ],
)
def test_bad_input_gets_a_named_error_and_changes_nothing(cast: Cast, changes: dict[str, Any], field: str) -> None:
    make_premises(cast.station, Kind.RENTAL, name="老出租屋")
    client = signed_in(cast.officer)
    with nothing_written():
        response = client.post(NEW, filled(**changes))
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]


def test_another_station_may_keep_premises_of_the_same_name(cast: Cast) -> None:
    make_premises(cast.other_station, Kind.RENTAL, name="桥北出租屋")
    assert signed_in(cast.officer).post(NEW, filled()).status_code == 302
