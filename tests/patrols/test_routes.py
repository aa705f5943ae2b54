"""The route of an outing: stops in order, minutes and metres that add up, and the line on the map."""

from datetime import timedelta

from django.utils import timezone

from patrols.actions import drop_old_places
from patrols.models import CheckInReview, Outing
from patrols.routes import route_of
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import PLACE, at, make_check_in, make_outing, make_point

STEP = 0.001  # degrees of longitude: 97 m at this latitude


def outing_of(cast: Cast, *visits: tuple[int, str]) -> Outing:
    """An outing that checked in at these points (by number, in a row to the east) at these times."""
    outing = make_outing(cast.officer, started_at=at("2026-11-23 07:00"), ended_at=at("2026-11-23 09:00"))
    points = {
        number: make_point(cast.station, f"SPQ-{number:02d}", longitude=PLACE[1] + number * STEP)
        for number in {number for number, _clock in visits}
    }
    for number, clock in visits:
        make_check_in(cast.officer, points[number], at(f"2026-11-23 {clock}"), outing=outing)
    return outing


def test_stops_stand_in_order_with_way_and_dwell(cast: Cast) -> None:
    outing = outing_of(cast, (12, "08:00"), (12, "08:12"), (13, "08:15"), (15, "08:25"), (12, "08:40"))

    route = signed_in(cast.officer).get(outing.get_absolute_url()).context["route"]

    assert [(stop.number, stop.point.code, stop.since_min, stop.leg_m, stop.dwell_min) for stop in route.stops] == [
        (1, "SPQ-12", None, None, 12),
        (2, "SPQ-13", 3, 97, None),
        (3, "SPQ-15", 10, 194, None),
        (4, "SPQ-12", 15, 291, None),
    ]
    assert (route.length_m, route.way_min, route.dwell_min) == (582, 28, 12)


def test_minutes_add_up_whatever_the_seconds(cast: Cast) -> None:
    outing = make_outing(cast.officer, started_at=at("2026-11-23 07:00"))
    for number, seconds in enumerate((59, 60, 179, 181, 301)):
        moment = at("2026-11-23 08:00") + timedelta(seconds=seconds)
        make_check_in(cast.officer, make_point(cast.station), moment, outing=outing, device=str(number))

    stops = route_of(outing.check_ins.with_all()).stops

    whole = (stops[-1].first_at.replace(second=0) - stops[0].first_at.replace(second=0)).total_seconds() // 60
    assert sum(stop.since_min or 0 for stop in stops) == whole == 5


def test_a_rejected_check_in_is_no_part_of_it(cast: Cast) -> None:
    outing = outing_of(cast, (12, "08:00"), (13, "08:15"))
    last = outing.check_ins.order_by("captured_at").last()
    assert last
    CheckInReview.objects.create(
        check_in=last, unit=last.unit, captured_at=last.captured_at, outcome="rejected", reason="不在现场",
        reviewed_by=cast.commander, reviewed_at=timezone.now(),
    )  # fmt: skip

    assert [stop.point.code for stop in route_of(outing.check_ins.with_all()).stops] == ["SPQ-12"]


def test_the_map_has_the_line_and_a_mark_for_each_point_with_its_numbers(cast: Cast) -> None:
    outing = outing_of(cast, (12, "08:00"), (13, "08:15"), (12, "08:40"))

    data = signed_in(cast.officer).get(outing.get_absolute_url()).context["map_data"]

    assert {mark["code"]: mark["number"] for mark in data["points"]} == {"SPQ-12": "1·3", "SPQ-13": "2"}
    assert [round(lng - PLACE[1], 6) for _lat, lng in data["route"]] == [0.012, 0.013, 0.012]


def test_the_route_stays_when_positions_are_dropped(cast: Cast) -> None:
    outing = outing_of(cast, (12, "08:00"), (13, "08:15"))
    outing.check_ins.update(latitude=PLACE[0], longitude=PLACE[1])
    before = route_of(outing.check_ins.with_all())

    drop_old_places(at=at("2027-06-01 03:00"))

    after = route_of(outing.check_ins.with_all())
    assert set(outing.check_ins.values_list("latitude", flat=True)) == {None}
    assert (after.length_m, after.places) == (before.length_m, before.places)


def test_what_a_joint_outing_did_elsewhere_is_named_but_not_shown(cast: Cast) -> None:
    joint = make_outing(cast.officer, cast.squad_officer, started_at=at("2026-11-23 07:00"), kind="joint")
    joint.units.add(cast.squad)
    make_check_in(cast.officer, cast.point, at("2026-11-23 07:10"), outing=joint)
    make_check_in(cast.squad_officer, cast.point, at("2026-11-23 07:20"), outing=joint)

    seen = {
        who: signed_in(getattr(cast, who)).get(joint.get_absolute_url()).context for who in ("officer", "squad_officer")
    }

    assert {who: (len(context["check_ins"]), context["unseen"]) for who, context in seen.items()} == {
        "officer": (2, 0),
        "squad_officer": (1, 1),
    }


def test_it_asks_as_often_for_30_check_ins_as_for_1(cast: Cast) -> None:
    client = signed_in(cast.officer)
    short = outing_of(cast, (12, "08:00"))
    long = outing_of(cast, *((number, f"08:{number:02d}") for number in range(20, 50)))

    assert counted(client, long.get_absolute_url()) == counted(client, short.get_absolute_url())
