"""The officer's pages: the day, going out, checking in by hand or by a sign, coming back."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campus_safety.accounts.models import User
from campus_safety.dashboard.asks_registry import asks_of
from patrols.agenda import Agenda
from patrols.models import CheckIn, Outing, OutingOfficer
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import (
    at,
    make_check_in,
    make_duty,
    make_outing,
    make_point,
    make_school,
    make_user,
    make_vehicle,
    make_window,
    uuid_number,
)

DAY = date(2026, 11, 23)
NOW = at("2026-11-23 08:41")
MORNING = (time(8), time(9))
AT_SPQ_01 = "/today/check-in/SPQ-01/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It is 08:41."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    """The officer's browser."""
    client.force_login(cast.officer)
    return client


def agenda(client: Client) -> dict[str, list[str]]:
    """Which points stand where on the page."""
    shown: Agenda = client.get("/today/").context["agenda"]
    groups = {"late": shown.late, "due": shown.due, "later": shown.later, "done": shown.done, "missed": shown.missed}
    return {name: [item.duty.point.code for item in items] for name, items in groups.items() if items}


# --- The day ---


@pytest.mark.parametrize("role", ["principal", "auditor", "administrator"])
@pytest.mark.parametrize("path", ["/today/", "/today/start/", "/today/end/", AT_SPQ_01])
def test_it_is_for_police_only(client: Client, cast: Cast, role: str, path: str) -> None:
    user = cast.roles[role]
    assert user is not None
    client.force_login(user)
    assert client.get(path).status_code == 403


def test_it_puts_each_duty_where_it_belongs(officer: Client, cast: Cast) -> None:
    spans = {
        "SPQ-02": (time(7), time(8), "open"),
        "SPQ-03": (time(7), time(8), "missed"),
        "SPQ-04": (*MORNING, "open"),
        "SPQ-05": (time(16), time(17), "open"),
        "SPQ-06": (time(7), time(8), "done"),
        "SPQ-07": (time(7), time(8), "late"),
        "SPQ-08": (*MORNING, "cancelled"),
    }
    for code, (starts, ends, state) in spans.items():
        make_duty(make_window(make_point(cast.station, code), starts, ends), DAY, state)
    make_duty(make_window(make_point(cast.other_station, "OTH-01"), *MORNING), DAY)
    assert agenda(officer) == {
        "late": ["SPQ-02", "SPQ-03"],
        "due": ["SPQ-04"],
        "later": ["SPQ-05"],
        "done": ["SPQ-06", "SPQ-07"],
    }


def test_a_missed_window_asks_for_nobody_once_a_later_one_runs(officer: Client, cast: Cast) -> None:
    make_duty(make_window(cast.point, time(6), time(7)), DAY, "missed")
    assert agenda(officer) == {"late": ["SPQ-01"]}
    make_duty(make_window(cast.point, *MORNING), DAY)
    assert agenda(officer) == {"due": ["SPQ-01"], "missed": ["SPQ-01"]}


def test_minutes_left_and_gone_are_whole_ones(officer: Client, cast: Cast) -> None:
    make_duty(make_window(cast.point, *MORNING), DAY)
    make_duty(make_window(make_point(cast.station, "SPQ-02"), time(7), time(8, 20)), DAY)
    shown: Agenda = officer.get("/today/").context["agenda"]
    assert (shown.due[0].minutes, shown.late[0].minutes) == (19, 21)


def test_the_school_comes_first_in_a_points_name(officer: Client, cast: Cast) -> None:
    point = make_point(cast.station, "SPQ-02", schools=[cast.school], name="三峡幼儿园正门")
    make_duty(make_window(point, *MORNING), DAY)
    item = officer.get("/today/").context["agenda"].due[0]
    assert (item.title, item.place) == ("三峡幼儿园", "正门")


def test_a_joint_outing_brings_the_points_of_its_units(client: Client, cast: Cast) -> None:
    make_duty(make_window(cast.point, *MORNING), DAY)
    client.force_login(cast.squad_officer)
    assert agenda(client) == {}
    make_outing(cast.squad_officer, started_at=NOW, kind="joint").units.add(cast.station)
    assert agenda(client) == {"due": ["SPQ-01"]}


def test_without_an_outing_it_says_so_and_offers_one(officer: Client, cast: Cast) -> None:
    page = officer.get("/today/").content.decode()
    assert "data-no-outing" in page
    assert 'href="/today/start/"' in page
    assert 'href="/today/end/"' not in page


def test_with_an_outing_it_names_who_and_what_is_out(officer: Client, cast: Cast) -> None:
    car = make_vehicle(cast.station, "渝A·D0110警")
    make_outing(cast.colleague, cast.officer, started_at=at("2026-11-23 07:20"), vehicles=(car,))
    response = officer.get("/today/")
    assert response.context["elapsed"] == (1, 21)
    assert "渝A·D0110警" in response.content.decode()
    assert "data-no-outing" not in response.content.decode()


@pytest.mark.parametrize("role", ["officer", "commander"])
def test_it_asks_the_database_the_same_number_of_times(client: Client, cast: Cast, role: str) -> None:
    make_outing(getattr(cast, role), started_at=at("2026-11-23 07:20"), vehicles=(make_vehicle(cast.station),))

    def queries() -> int:
        client.force_login(User.objects.get(username=role))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get("/today/").status_code == 200
        return len(seen)

    make_duty(make_window(cast.point, *MORNING), DAY)
    with_one = queries()
    for number in range(2, 31):
        school = make_school(cast.station)
        make_duty(make_window(make_point(cast.station, f"SPQ-{number:02d}", schools=[school]), *MORNING), DAY)
    assert queries() == with_one


def test_an_outing_left_open_for_twelve_hours_is_asked_about(cast: Cast) -> None:
    make_outing(cast.officer, started_at=NOW - timedelta(hours=12, minutes=1))
    make_outing(cast.colleague, started_at=NOW - timedelta(hours=11))
    asked = {user: [ask.url for ask in asks_of(user, NOW)] for user in (cast.officer, cast.colleague, cast.principal)}
    assert "/today/end/" in asked[cast.officer]
    assert "/today/end/" not in asked[cast.colleague] + asked[cast.principal]


# --- Going out ---


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


@pytest.fixture
def car(cast: Cast) -> None:
    """The station's car."""
    make_vehicle(cast.station, "渝A·D0110警")


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


def test_a_form_that_another_officer_used_starts_nothing(client: Client, cast: Cast, car: None) -> None:
    make_outing(cast.colleague, started_at=at("2026-11-22 08:00"), ended_at=at("2026-11-22 09:00"), uuid=uuid_number(1))
    client.force_login(cast.officer)
    with nothing_written():
        response = client.post("/today/start/", start_form(officers=["officer"]))
    assert response.context["form"].non_field_errors()


# --- Coming back ---


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


# --- Checking in without a position ---


def test_by_hand_it_needs_a_note(officer: Client, cast: Cast) -> None:
    with nothing_written():
        response = officer.post(AT_SPQ_01, {"uuid": str(uuid_number(1)), "note": " "})
    assert list(response.context["form"].errors) == ["note"]


def test_by_hand_it_is_written_once_and_flagged(officer: Client, cast: Cast, clock: time_machine.Traveller) -> None:
    make_outing(cast.officer, started_at=at("2026-11-23 07:20"))
    duty = make_duty(make_window(cast.point, *MORNING), DAY)
    sent = {"uuid": str(uuid_number(1)), "note": "高楼之间没有信号"}
    first = officer.post(AT_SPQ_01, sent)
    clock.shift(1)
    second = officer.post(AT_SPQ_01, sent)
    assert [one.headers["Location"] for one in (first, second)] == ["/today/"] * 2
    check_in = CheckIn.objects.get()
    assert (check_in.method, check_in.flags, check_in.duty, check_in.captured_at) == ("manual", ["no_fix"], duty, NOW)
    assert any("08:41" in str(message) for message in get_messages(first.wsgi_request))


def test_a_scanned_sign_needs_no_note(officer: Client, cast: Cast) -> None:
    page = officer.get(f"{AT_SPQ_01}?sign=token-SPQ-01").content.decode()
    assert 'name="sign" value="token-SPQ-01"' in page
    officer.post(AT_SPQ_01, {"uuid": str(uuid_number(1)), "sign": "token-SPQ-01"})
    assert CheckIn.objects.get().method == "qr"


@pytest.mark.parametrize("sign", ["made up", "token-SPQ-02"])
def test_a_sign_that_is_not_current_leads_to_the_check_in_by_hand(officer: Client, cast: Cast, sign: str) -> None:
    make_point(cast.station, "SPQ-02")
    with nothing_written():
        response = officer.post(AT_SPQ_01, {"uuid": str(uuid_number(1)), "sign": sign})
    assert list(response.context["form"].errors) == ["sign"]
    assert 'name="sign" value=""' in response.content.decode()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"uuid": "broken"}, "uuid"),
        ({"note": "a\x00b"}, "note"),
        ({"note": "长" * 501}, "note"),
        ({"sign": "a\x00b"}, "sign"),
        ({"sign": "a" * 41}, "sign"),
    ],
)
def test_bad_input_of_a_check_in_is_named(officer: Client, cast: Cast, sent: dict[str, str], field: str) -> None:
    with nothing_written():
        response = officer.post(AT_SPQ_01, {"uuid": str(uuid_number(1)), "note": "why"} | sent)
    assert list(response.context["form"].errors) == [field]


def test_a_form_that_another_officer_used_checks_nobody_in(officer: Client, cast: Cast) -> None:
    make_check_in(cast.colleague, cast.point, NOW, uuid=uuid_number(1))
    with nothing_written():
        response = officer.post(AT_SPQ_01, {"uuid": str(uuid_number(1)), "note": "why"})
    assert response.context["form"].non_field_errors()


@pytest.mark.parametrize("code", ["OTH-01", "SPQ-99", "spq-01", "%00", "SPQ-01%00"])
def test_a_point_of_another_unit_or_of_none_is_not_there(officer: Client, cast: Cast, code: str) -> None:
    make_point(cast.other_station, "OTH-01")
    with nothing_written():
        assert officer.get(f"/today/check-in/{code}/").status_code == 404
        assert officer.post(f"/today/check-in/{code}/", {"uuid": str(uuid_number(1)), "note": "why"}).status_code == 404


def test_a_joint_outing_opens_the_points_of_its_units(client: Client, cast: Cast) -> None:
    client.force_login(cast.squad_officer)
    assert client.get(AT_SPQ_01).status_code == 404
    make_outing(cast.squad_officer, started_at=NOW, kind="joint").units.add(cast.station)
    assert client.get(AT_SPQ_01).status_code == 200
    client.post(AT_SPQ_01, {"uuid": str(uuid_number(1)), "note": "why"})
    assert CheckIn.objects.get().unit == cast.station
