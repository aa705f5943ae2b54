"""The lists: who may open them, what is in them, what holds over the whole of them, and what bad input gets."""

from collections.abc import Callable
from datetime import date, time

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from campus_safety.statistics.counting import count_all
from campus_safety.statistics.periods import month_of
from campus_safety.statistics.registry import indicators
from patrols.models import Outing
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.factories import (
    at,
    make_check_in,
    make_duty,
    make_outing,
    make_point,
    make_vehicle,
    make_window,
)

LISTS = ["outings", "check_ins", "duties", "points", "windows", "vehicles"]
NOON = at("2026-10-20 12:00")
OCTOBER = month_of(date(2026, 10, 20))
# The total over the list that stands for a figure.
TOTALS = {
    "outings": "outings", "officer_person_times": "officers", "vehicle_dispatches": "vehicles",
    "volunteer_person_times": "volunteers", "check_ins": "check_ins", "duties_due": "due", "duties_done": "duties",
    "duties_missed": "duties", "visibility_rate": "rate",
}  # fmt: skip


@pytest.mark.parametrize("name", ["index", *LISTS])
def test_it_is_for_police_only(cast: Cast, name: str) -> None:
    address = reverse(f"patrols:{name}")
    found = answers(cast, address)
    police = {"officer", "other_officer", "commander", "bureau"}
    assert found == {role: 200 if role in police else 403 for role in found}
    assert Client().get(address).status_code == 302


def fill_outings(cast: Cast, number: int) -> None:
    for _ in range(number):
        make_outing(
            cast.officer,
            cast.colleague,
            started_at=NOON,
            ended_at=NOON,
            vehicles=(make_vehicle(cast.station),),
            volunteers=2,
        ).units.add(cast.squad)


def fill_check_ins(cast: Cast, number: int) -> None:
    for _ in range(number):
        make_check_in(cast.officer, make_point(cast.station), NOON, flags=["no_fix"])


def fill_duties(cast: Cast, number: int) -> None:
    for _ in range(number):
        make_duty(make_window(make_point(cast.station)), date(2026, 10, 20), "done")


def fill_points(cast: Cast, number: int) -> None:
    for _ in range(number):
        make_duty(make_window(make_point(cast.station, schools=[cast.school, cast.other_school])), date(2026, 10, 20))


def fill_windows(cast: Cast, number: int) -> None:
    for _ in range(number):
        make_window(make_point(cast.station))


def fill_vehicles(cast: Cast, number: int) -> None:
    for _ in range(number):
        make_outing(cast.officer, started_at=NOON, ended_at=NOON, vehicles=(make_vehicle(cast.station),))


@pytest.mark.parametrize(
    ("name", "fill"),
    [
        ("outings", fill_outings),
        ("check_ins", fill_check_ins),
        ("duties", fill_duties),
        ("points", fill_points),
        ("windows", fill_windows),
        ("vehicles", fill_vehicles),
        ("index", fill_points),
    ],
)
def test_it_asks_as_often_for_30_rows_as_for_1(cast: Cast, name: str, fill: Callable[[Cast, int], None]) -> None:
    client, address = signed_in(cast.bureau), reverse(f"patrols:{name}")
    fill(cast, 1)
    one = counted(client, address)
    fill(cast, 29)
    assert counted(client, address) == one


@pytest.mark.parametrize("name", LISTS)
def test_it_says_so_when_nothing_is_there(cast: Cast, name: str) -> None:
    response = signed_in(cast.squad_officer).get(reverse(f"patrols:{name}"))
    assert response.context["page_obj"].paginator.count == 0
    assert 'class="blank"' in response.content.decode()


def test_it_hides_what_another_unit_does(cast: Cast) -> None:
    make_outing(cast.officer, started_at=NOON, vehicles=(make_vehicle(cast.station, "渝A·D0001警"),))
    make_check_in(cast.officer, cast.point, NOON)
    make_duty(make_window(cast.point), date(2026, 10, 20))
    client = signed_in(cast.other_officer)
    for name in LISTS:
        response = client.get(reverse(f"patrols:{name}"))
        assert response.context["page_obj"].paginator.count == 0, name
        assert "SPQ" not in response.content.decode(), name


def test_it_takes_days_of_shanghai_both_included(cast: Cast) -> None:
    inside = [
        make_outing(cast.officer, started_at=at(f"2026-10-{moment}"), ended_at=at(f"2026-10-{moment}"))
        for moment in ("01 00:00", "31 23:59")
    ]
    for moment in ("2026-09-30 23:59", "2026-11-01 00:00"):
        make_outing(cast.officer, started_at=at(moment), ended_at=at(moment))
    response = signed_in(cast.officer).get(reverse("patrols:outings"), {"from": "2026-10-01", "to": "2026-10-31"})
    assert {outing.pk for outing in response.context["page_obj"]} == {outing.pk for outing in inside}


def test_a_joint_outing_is_listed_and_counted_for_each_unit(cast: Cast) -> None:
    outing = make_outing(
        cast.officer, cast.squad_officer, started_at=NOON, kind=Outing.Kind.JOINT, volunteers=5,
        vehicles=(make_vehicle(cast.station), make_vehicle(cast.squad)),
    )  # fmt: skip
    outing.units.add(cast.squad)
    expected = {
        "SPQ": {"outings": 1, "officers": 1, "vehicles": 1, "volunteers": 5},
        "XJW": {"outings": 1, "officers": 1, "vehicles": 1, "volunteers": 0},
        "JLP": {"outings": 1, "officers": 2, "vehicles": 2, "volunteers": 5},
    }
    client, nothing_found = signed_in(cast.bureau), {"problems_found": None}
    for code, totals in expected.items():
        assert client.get(reverse("patrols:outings"), {"unit": code}).context["totals"] == totals | nothing_found
    own = signed_in(cast.squad_officer).get(reverse("patrols:outings")).context["totals"]
    assert own == expected["XJW"] | nothing_found


def test_has_asks_for_what_the_units_themselves_count(cast: Cast) -> None:
    led = make_outing(cast.officer, started_at=NOON, volunteers=2, ended_at=NOON)
    joined = make_outing(
        cast.squad_officer,
        cast.officer,
        started_at=NOON,
        volunteers=9,
        vehicles=(make_vehicle(cast.squad),),
        ended_at=NOON,
    )
    joined.units.add(cast.station)
    own = make_outing(cast.colleague, started_at=NOON, vehicles=(make_vehicle(cast.station),), ended_at=NOON)

    def listed(**given: str) -> set[int]:
        response = signed_in(cast.officer).get(reverse("patrols:outings"), {"unit": "SPQ", **given})
        return {outing.pk for outing in response.context["page_obj"]}

    assert listed() == {led.pk, joined.pk, own.pk}
    assert listed(has="volunteers") == {led.pk}
    assert listed(has="vehicles") == {own.pk}


@time_machine.travel(at("2026-10-25 20:00"), tick=False)
def test_the_totals_of_every_list_are_the_figures_that_lead_there(cast: Cast) -> None:
    fill_outings(cast, 3)
    make_outing(cast.officer, started_at=at("2026-09-30 23:00"), ended_at=NOON, volunteers=50)
    fill_check_ins(cast, 4)
    window = make_window(cast.point)
    for day, state in ((1, "done"), (2, "late"), (3, "missed"), (4, "cancelled"), (5, "done"), (26, "open")):
        make_duty(window, date(2026, 10, day), state)
    client, figures = signed_in(cast.bureau), count_all(cast.bureau.unit_ids, OCTOBER, at("2026-10-25 20:00"))

    for indicator in (one for one in indicators() if one.key in TOTALS):
        totals = client.get(indicator.rows("JLP", OCTOBER)).context["totals"]
        assert totals[TOTALS[indicator.key]] == figures[indicator.key].value, indicator.key
    assert figures["visibility_rate"].value == 50  # two of four


def test_a_state_may_be_repeated(cast: Cast) -> None:
    window = make_window(cast.point)
    for day, state in ((1, "done"), (2, "late"), (3, "missed")):
        make_duty(window, date(2026, 10, day), state)
    response = signed_in(cast.officer).get(f"{reverse('patrols:duties')}?state=done&state=late")
    assert {row.duty.state for row in response.context["page_obj"]} == {"done", "late"}


def test_flags_are_found_by_name(cast: Cast) -> None:
    flagged = make_check_in(cast.officer, cast.point, NOON, flags=["no_fix", "late_upload"])
    make_check_in(cast.officer, cast.point, NOON)
    client, address = signed_in(cast.officer), reverse("patrols:check_ins")
    for given in ({"flag": "late_upload"}, {"flagged": "1"}):
        assert [row.pk for row in client.get(address, given).context["page_obj"]] == [flagged.pk]
    assert client.get(address, {"flag": "too_fast"}).context["page_obj"].paginator.count == 0


def test_points_are_found_by_words_school_and_state(cast: Cast) -> None:
    other = make_point(
        cast.station, "SPQ-02", name="东侧路口", is_published=False, in_force_until=date(2019, 1, 1), batch=2
    )
    client, address = signed_in(cast.officer), reverse("patrols:points")
    for given in ({"q": "东侧 spq"}, {"batch": "2"}, {"published": "0"}, {"in_force": "0"}):
        assert [row.point.pk for row in client.get(address, given).context["page_obj"]] == [other.pk], given
    found = client.get(address, {"school": str(cast.school.pk)}).context["page_obj"]
    assert [row.point.pk for row in found] == [cast.point.pk]


@pytest.mark.parametrize(
    ("name", "given", "field"),
    [
        ("outings", {"from": "2026-13-01"}, "from"),
        ("outings", {"from": "0001-01-01"}, "from"),
        ("outings", {"to": "9999-12-31"}, "to"),
        ("outings", {"from": "2026-10-02", "to": "2026-10-01"}, "to"),
        ("outings", {"unit": "NONE"}, "unit"),
        ("outings", {"unit": "OTH"}, "unit"),
        ("outings", {"unit": "SPQ\0"}, "unit"),
        ("outings", {"kind": "walk"}, "kind"),
        ("outings", {"officer": "officer2"}, "officer"),
        ("outings", {"ordering": "digest"}, "ordering"),
        ("check_ins", {"flag": "_"}, "flag"),
        ("check_ins", {"point": "X" * 5000}, "point"),
        ("check_ins", {"hour": "24"}, "hour"),
        ("check_ins", {"officer": "officer\0"}, "officer"),
        ("check_ins", {"schools": "1,x"}, "schools"),
        ("check_ins", {"schools": ",".join(["9" * 40] * 2)}, "schools"),
        ("duties", {"schools": "0"}, "schools"),
        ("duties", {"state": "lost"}, "state"),
        ("duties", {"closed": "yes"}, "closed"),
        ("points", {"q": "a\0b"}, "q"),
        ("points", {"q": "x" * 61}, "q"),
        ("points", {"batch": "1e99"}, "batch"),
        ("points", {"school": "9" * 40}, "school"),
        ("windows", {"occasion": "noon"}, "occasion"),
        ("vehicles", {"active": "2"}, "active"),
    ],
)
def test_a_bad_filter_gets_a_named_error(cast: Cast, name: str, given: dict[str, str], field: str) -> None:
    response = signed_in(cast.officer).get(reverse(f"patrols:{name}"), given)
    assert response.status_code == 400
    assert list(response.context["filter"].form.errors) == [field]
    assert "data-errors" in response.content.decode()


def test_a_unit_that_is_hidden_is_refused_like_one_that_is_not_there(cast: Cast) -> None:
    client, address = signed_in(cast.officer), reverse("patrols:outings")
    errors = [client.get(address, {"unit": code}).context["filter"].form.errors["unit"] for code in ("OTH", "NONE")]
    assert errors[0] == errors[1]


def test_it_is_cut_into_pages_of_50(cast: Cast) -> None:
    for _ in range(51):
        make_check_in(cast.officer, cast.point, NOON)
    client, address = signed_in(cast.officer), reverse("patrols:check_ins")
    assert [len(client.get(address, {"page": page}).context["page_obj"]) for page in ("1", "2", "99", "x")] == [
        50,
        1,
        1,
        50,
    ]


@time_machine.travel(at("2026-10-20 08:00"), tick=False)
def test_an_open_duty_is_due_within_its_window_only(cast: Cast) -> None:
    for starts, ends in ((time(6), time(7)), (time(7, 30), time(8, 30)), (time(9), time(10))):
        make_duty(make_window(cast.point, starts, ends), date(2026, 10, 20))
    response = signed_in(cast.officer).get(reverse("patrols:duties"), {"ordering": "starts_at"})
    assert [row.mark for row in response.context["page_obj"]] == ["late", "due", "wait"]
