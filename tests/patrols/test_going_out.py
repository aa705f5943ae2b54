"""Starting an outing by page, and ending it."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from patrols.models import Outing, OutingOfficer
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import (
    at,
    make_check_in,
    make_outing,
    make_user,
    make_vehicle,
    uuid_number,
)

NOW = at("2026-11-23 08:41")
AT_SPQ_01 = "/today/check-in/SPQ-01/"

pytestmark = pytest.mark.usefixtures("clock")


def start_form(**changes: Any) -> dict[str, Any]:
    """What the form of an outing sends, with some changes."""
    values = {
        "uuid": str(uuid_number(1)),
        "kind": "peak",
        "officers": ["officer", "colleague"],
        "vehicles": ["渝A·D0110警"],
        "volunteers": "2",
        "note": "",
    }
    return values | changes


@pytest.mark.parametrize(("hour", "kind"), [("08:41", "peak"), ("14:00", "routine")])
def test_the_form_offers_the_likely_kind_and_oneself(
    officer: Client, clock: time_machine.Traveller, hour: str, kind: str
) -> None:
    clock.move_to(at(f"2026-11-23 {hour}"))
    form = officer.get("/today/start/").context["form"]
    assert form.fields["kind"].choices[0][0] == kind
    assert form["officers"].value() == ["officer"]
    assert form["uuid"].value() != officer.get("/today/start/").context["form"]["uuid"].value()


@pytest.mark.parametrize(("role", "is_offered"), [("officer", False), ("commander", True)])
def test_who_is_out_is_led_back_but_a_commander_may_send_others(
    client: Client, cast: Cast, role: str, is_offered: bool
) -> None:
    user = getattr(cast, role)
    make_outing(user, started_at=NOW)
    client.force_login(user)
    page = client.get("/today/start/").content.decode()
    assert ('id="outing"' in page) == is_offered
    assert 'class="btn btn-line" href="/today/"' in page


def test_it_offers_the_own_unit_only(officer: Client, cast: Cast, car: None) -> None:
    make_vehicle(cast.squad, "渝A·D0901警")
    page = officer.get("/today/start/").content.decode()
    assert 'value="colleague"' in page
    assert "D0110" in page
    assert not any(text in page for text in ('value="squad"', 'value="officer2"', "D0901", 'value="principal"'))


def test_a_double_tap_starts_one_outing(officer: Client, cast: Cast, car: None, clock: time_machine.Traveller) -> None:
    first = officer.post("/today/start/", start_form())
    clock.shift(1)
    second = officer.post("/today/start/", start_form())
    assert [(one.status_code, one.headers["Location"]) for one in (first, second)] == [(302, "/today/")] * 2
    outing = Outing.objects.get()
    assert (outing.kind, outing.volunteers, outing.started_at) == ("peak", 2, NOW)
    assert {str(member.officer.username) for member in outing.officers.all()} == {"officer", "colleague"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"uuid": "broken"}, "uuid"),
        ({"kind": "holiday"}, "kind"),
        ({"kind": "pe\x00ak"}, "kind"),
        ({"officers": []}, "officers"),
        ({"officers": ["officer", "officer2"]}, "officers"),
        ({"officers": ["officer", "squad"]}, "officers"),
        ({"officers": ["officer", "no\x00body"]}, "officers"),
        ({"officers": ["officer", "busy"]}, "officers"),
        ({"vehicles": ["渝A·D0901警"]}, "vehicles"),
        ({"vehicles": ["\x00"]}, "vehicles"),
        ({"volunteers": "-1"}, "volunteers"),
        ({"volunteers": "1001"}, "volunteers"),
        ({"volunteers": "NaN"}, "volunteers"),
        ({"kind": "joint"}, "units"),
        ({"kind": "joint", "units": ["NONE"]}, "units"),
        ({"kind": "joint", "units": ["\x00"]}, "units"),
        ({"note": "a\x00b"}, "note"),
        ({"note": "长" * 501}, "note"),
        ({"note": "长" * 100_000}, "note"),
    ],
)
def test_an_error_is_said_at_its_field_and_what_was_typed_stays(
    officer: Client, cast: Cast, car: None, changes: dict[str, Any], field: str
) -> None:
    make_vehicle(cast.squad, "渝A·D0901警")
    make_outing(make_user("busy", unit=cast.station), started_at=NOW)
    with nothing_written():
        response = officer.post("/today/start/", start_form(**changes))
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert 'value="colleague"' in response.content.decode()
    assert response.context["form"]["volunteers"].value() == changes.get("volunteers", "2")


def test_a_text_of_a_megabyte_is_refused(officer: Client, cast: Cast) -> None:
    with nothing_written():
        assert officer.post("/today/start/", start_form(note="a" * 1_000_000)).status_code == 400
        assert officer.post(AT_SPQ_01, {"uuid": str(uuid_number(1)), "note": "a" * 1_000_000}).status_code == 400


def test_chosen_units_bring_their_officers_without_writing(officer: Client, cast: Cast, car: None) -> None:
    make_vehicle(cast.squad, "渝A·D0901警")
    with nothing_written():
        response = officer.post("/today/start/", start_form(kind="joint", units=["XJW"], choose="units"))
    page, form = response.content.decode(), response.context["form"]
    assert 'value="squad"' in page
    assert "D0901" in page
    assert 'value="officer2"' not in page
    assert not form.errors
    assert (form["officers"].value(), form["volunteers"].value()) == (["officer", "colleague"], "2")


def test_a_joint_outing_takes_officers_of_its_units(officer: Client, cast: Cast, car: None) -> None:
    officer.post("/today/start/", start_form(kind="joint", units=["XJW"], officers=["officer", "squad"]))
    outing = Outing.objects.get()
    assert [unit.code for unit in outing.units.all()] == ["XJW"]
    assert set(OutingOfficer.objects.values_list("unit__code", flat=True)) == {"SPQ", "XJW"}


def test_a_joint_outing_names_somebody_of_each_of_its_units(officer: Client, cast: Cast, car: None) -> None:
    with nothing_written():
        response = officer.post("/today/start/", start_form(kind="joint", units=["XJW"]))

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (400, ["officers"])
    assert cast.squad.name in form.errors["officers"][0]


def test_a_form_that_another_officer_used_starts_nothing(client: Client, cast: Cast, car: None) -> None:
    make_outing(cast.colleague, started_at=at("2026-11-22 08:00"), ended_at=at("2026-11-22 09:00"), uuid=uuid_number(1))
    client.force_login(cast.officer)
    with nothing_written():
        response = client.post("/today/start/", start_form(officers=["officer"]))
    assert response.context["form"].non_field_errors()


def test_it_asks_once_more_and_shows_what_was_done(officer: Client, cast: Cast) -> None:
    outing = make_outing(cast.officer, cast.colleague, started_at=at("2026-11-23 07:20"))
    for minute in (30, 40):
        make_check_in(cast.officer, cast.point, at(f"2026-11-23 07:{minute}"), outing=outing)
    with nothing_written():
        facts = officer.get("/today/end/").context["facts"]
    assert [value.split()[0] if value[0].isdigit() else value for _label, value in facts][:2] == ["1", "2"]
    assert Outing.objects.get().ended_at is None


def test_it_ends_the_outing_for_the_team(officer: Client, cast: Cast) -> None:
    make_outing(cast.officer, cast.colleague, started_at=at("2026-11-23 07:20"))
    assert officer.post("/today/end/").headers["Location"] == "/today/"
    assert set(OutingOfficer.objects.values_list("ended_at", flat=True)) == {NOW}


def test_an_end_without_an_outing_leads_back(officer: Client, cast: Cast) -> None:
    make_outing(cast.colleague, started_at=at("2026-11-23 07:20"))
    assert officer.post("/today/end/").headers["Location"] == "/today/"
    assert Outing.objects.get().ended_at is None
