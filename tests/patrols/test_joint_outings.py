"""Joint outings, from the start to the month: what each unit counts of them, and the district everybody once."""

from typing import Any

import pytest
import time_machine
from django.utils import translation

from campus_safety.accounts.models import Unit
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.ledger import ledger_of
from campus_safety.statistics.periods import month_named
from patrols.models import Outing
from patrols.shares import shares_of
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_outing, make_vehicle

NOVEMBER = month_named("2026-11")
NOW = at("2026-11-26 12:00")
EFFORT = ("officer_person_times", "vehicle_dispatches", "volunteer_person_times")


@pytest.fixture
def month(cast: Cast) -> Cast:
    """Two joint outings, one led by each side, and one that each made alone."""
    ours, theirs = make_vehicle(cast.station), make_vehicle(cast.squad)
    spans: list[dict[str, Any]] = [
        {"started_at": at(f"2026-11-{day:02d} 07:00"), "ended_at": at(f"2026-11-{day:02d} 09:00")}
        for day in (2, 3, 4, 5)
    ]
    led = make_outing(
        cast.officer,
        cast.colleague,
        cast.squad_officer,
        kind="joint",
        vehicles=(ours, theirs),
        volunteers=5,
        **spans[0],
    )
    led.units.add(cast.squad)
    joined = make_outing(cast.squad_officer, cast.officer, kind="joint", vehicles=(theirs,), volunteers=3, **spans[1])
    joined.units.add(cast.station)
    make_outing(cast.officer, vehicles=(ours,), volunteers=1, **spans[2])
    make_outing(cast.squad_officer, volunteers=2, **spans[3])
    return cast


def test_the_month_of_each_unit_and_of_the_district(month: Cast) -> None:
    def effort(unit: Unit) -> list[str]:
        rows = {row.key: row.plain for row in ledger_of(compile_report(unit=unit, period=NOVEMBER))}
        return [rows[key] for key in EFFORT]

    assert effort(month.station) == ["4", "2", "6"]
    assert effort(month.squad) == ["3", "2", "5"]
    assert effort(month.bureau_unit) == ["7", "4", "11"]


def test_the_shares_of_an_outing_come_to_all_of_it(month: Cast) -> None:
    led = Outing.objects.with_team().get(unit=month.station, kind="joint")

    shares = shares_of(led)

    assert [(share.unit.code, share.officers, share.vehicles, share.volunteers) for share in shares] == [
        ("SPQ", 2, 1, 5),
        ("XJW", 1, 1, None),
    ]


@pytest.mark.parametrize("who", ["officer", "squad_officer", "bureau"])
def test_page_and_list_say_what_each_unit_counts(month: Cast, who: str) -> None:
    led = Outing.objects.get(unit=month.station, kind="joint")
    client = signed_in(getattr(month, who))
    client.cookies["django_language"] = "en"

    page = " ".join(client.get(led.get_absolute_url()).content.decode().split())
    listed = " ".join(client.get("/patrols/outings/?kind=joint").content.decode().split())

    with translation.override("en"):
        assert '<td class="num">2</td> <td class="num">1</td> <td class="num">5</td>' in page
        assert '<td class="num">3</td> <td class="num">2</td> <td class="num">5</td>' in page
    assert "Officers 2" in listed
    assert listed.count("Officers 1") == 3


@time_machine.travel(NOW, tick=False)
def test_an_officer_of_the_squad_on_the_team_sees_and_ends_it(cast: Cast) -> None:
    joint = make_outing(cast.officer, cast.squad_officer, started_at=at("2026-11-26 07:00"), kind="joint")
    joint.units.add(cast.squad)
    client = signed_in(cast.squad_officer)

    listed = [outing.pk for outing in client.get("/patrols/outings/?state=running").context["page_obj"]]
    may_end = client.get(joint.get_absolute_url()).context["may_end"]
    client.post(f"/patrols/outings/{joint.pk}/end/")

    joint.refresh_from_db()
    assert (listed, may_end, joint.ended_at) == ([joint.pk], True, NOW)


def test_one_of_the_squad_who_was_not_there_sees_it_and_does_not_end_it(cast: Cast) -> None:
    joint = make_outing(cast.officer, started_at=at("2026-11-26 07:00"), kind="joint")
    joint.units.add(cast.squad)
    client = signed_in(cast.squad_officer)

    assert client.get(joint.get_absolute_url()).context["may_end"] is False
    assert client.post(f"/patrols/outings/{joint.pk}/end/").status_code == 403
