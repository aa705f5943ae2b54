"""One outing, one check-in: who sees them, and that they tell everything."""

from datetime import date

import pytest
from django.urls import reverse

from campus_safety.audit.trail import Action, entry, record
from patrols.actions import end_outing
from patrols.evidence import Flag
from patrols.findings import findings_of
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, counted, signed_in
from tests.factories import at, make_check_in, make_duty, make_outing, make_user, make_vehicle, make_window

NOON = at("2026-10-20 12:00")


def test_an_outing_tells_its_team_check_ins_and_history(cast: Cast) -> None:
    outing = make_outing(
        cast.officer,
        cast.colleague,
        started_at=NOON,
        vehicles=(make_vehicle(cast.station, "渝A·D0001警"),),
        volunteers=3,
    )
    make_check_in(cast.officer, cast.point, NOON, outing=outing)
    end_outing(by=cast.officer, outing=outing, ended_at=at("2026-10-20 13:10"))
    response = signed_in(cast.commander).get(outing.get_absolute_url())
    page = response.content.decode()
    assert all(word in page for word in ("officer", "colleague", "渝A·D0001警", cast.point.name))
    assert [(told.who, [change.after for change in told.changes]) for told in response.context["history"]] == [
        ("officer", ["2026-10-20 13:10"])
    ]
    assert response.context["outing"].duration_min == 70


@pytest.mark.parametrize("kind", ["outing", "check_in", "duty"])
def test_a_record_is_404_for_another_station_and_403_for_who_is_no_police(cast: Cast, kind: str) -> None:
    pages = {
        "outing": lambda: make_outing(cast.officer, started_at=NOON).get_absolute_url(),
        "check_in": lambda: make_check_in(cast.officer, cast.point, NOON).get_absolute_url(),
        "duty": lambda: make_duty(make_window(cast.point), date(2026, 10, 20)).get_absolute_url(),
    }
    found = answers(cast, pages[kind]())
    assert found == OWN_POLICE_ONLY


def test_a_joint_outing_opens_for_both_units(cast: Cast) -> None:
    outing = make_outing(cast.officer, cast.squad_officer, started_at=NOON)
    outing.units.add(cast.squad)
    assert signed_in(cast.squad_officer).get(outing.get_absolute_url()).status_code == 200


def test_a_check_in_shows_the_number_behind_every_flag(cast: Cast) -> None:
    check_in = make_check_in(
        cast.officer, cast.point, NOON, received_at=at("2026-10-20 12:30"), distance_m=80.5, accuracy_m=120.0,
        drift_s=-300.0, speed_km_h=140.0, device="abc", latitude=29.5, longitude=106.4,
        flags=[flag.value for flag in Flag if flag != Flag.NO_FIX],
    )  # fmt: skip
    findings = findings_of(check_in)
    assert [finding.is_flagged for finding in findings] == [False] + 7 * [True]
    assert [finding.value for finding in findings[2:6]] == ["80.5 m", "120 m", "−300.0 s", "140 km/h"]
    page = signed_in(cast.officer).get(check_in.get_absolute_url()).content.decode()
    assert all(finding.value in page for finding in findings)


def test_a_check_in_without_a_position_says_so(cast: Cast) -> None:
    check_in = make_check_in(cast.officer, cast.point, NOON, distance_m=None, accuracy_m=None, flags=["no_fix"])
    response = signed_in(cast.officer).get(check_in.get_absolute_url())
    assert response.context["map_data"]["me"] is None
    assert [finding.value for finding in response.context["findings"][2:4]] == ["", ""]


def test_the_history_puts_choices_and_flags_into_words(cast: Cast) -> None:
    check_in = make_check_in(cast.officer, cast.point, NOON)
    changes = {"point": (None, "SPQ-01"), "method": (None, "gps"), "flags": (None, "no_fix, late_upload")}
    record(entry(check_in, action=Action.CREATE, changes=changes, actor=cast.officer))
    told = signed_in(cast.officer).get(check_in.get_absolute_url()).context["history"][0]
    after = [change.after for change in told.changes]
    assert (told.is_new, after[0]) == (True, "SPQ-01")
    assert "gps" not in after[1:]
    assert "no_fix" not in after[2]


def test_an_unknown_record_is_404(cast: Cast) -> None:
    client = signed_in(cast.officer)
    for name in ("outing", "check_in", "duty"):
        assert client.get(reverse(f"patrols:{name}", args=[10**30])).status_code == 404


def test_an_outing_asks_as_often_for_a_large_team_as_for_a_small_one(cast: Cast) -> None:
    small = make_outing(cast.officer, started_at=NOON, ended_at=NOON, vehicles=(make_vehicle(cast.station),))
    team = [make_user(unit=unit) for unit in (cast.station, cast.squad) for _each in range(5)]
    cars = tuple(make_vehicle(unit) for unit in (cast.station, cast.squad) for _each in range(3))
    large = make_outing(*team, started_at=NOON, ended_at=NOON, vehicles=cars)
    client = signed_in(cast.commander)

    few, many = (counted(client, outing.get_absolute_url()) for outing in (small, large))

    assert few == many
