"""The indicators: sums from the log, on half-open months in Asia/Shanghai time."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit

import pytest
from pytest_django import DjangoAssertNumQueries

from campus_safety.accounts.models import Unit
from campus_safety.statistics.counting import count_all, percent
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.registry import Indicator, indicators
from tests.cast import Cast
from tests.factories import at, make_check_in, make_duty, make_outing, make_vehicle, make_window

OCTOBER = month_named("2026-10")
LATER = at("2026-12-31 12:00")
# Which schools owe a drill is told from the calendar, in Python, before they are counted.
TOLD_FIRST = {"outreach.drills_owed": 6}


def _keyed() -> dict[str, Indicator]:
    return {indicator.key: indicator for indicator in indicators()}


def _figures(*units: Unit, moment: datetime = LATER) -> dict[str, Decimal | None]:
    return {key: one.value for key, one in count_all([unit.pk for unit in units], OCTOBER, moment).items()}


def test_indicators_stand_in_the_order_of_the_report() -> None:
    assert [indicator.key for indicator in indicators()] == [
        "outings",
        "officer_person_times",
        "vehicle_dispatches",
        "volunteer_person_times",
        "check_ins",
        "duties_due",
        "duties_done",
        "duties_missed",
        "visibility_rate",
        "schools_inspected",
        "hazards_found",
        "hazards_open",
        "hazards_overdue",
        "hazards_rectified",
        "notices_issued",
        "incidents_reported",
        "incidents_solved",
        "solve_rate",
        "property_lost_cny",
        "property_recovered_cny",
        "video_hours",
        "stakeout_hours",
        "campus_visits",
        "legal_education_sessions",
        "class_hours",
        "drills_held",
        "drills_overdue",
        "people_educated",
        "measures_served",
        "event_covers",
        "opinions_answered",
        "disputes_resolved",
        "satisfaction",
    ]


def test_each_source_asks_one_query_and_one_a_derived_dimension(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_check_in(cast.officer, cast.point, at("2026-10-12 07:30"))
    for source in {indicator.source for indicator in indicators()}:
        with django_assert_max_num_queries(1 + len(source.derived) + TOLD_FIRST.get(source.key, 0)):
            source.cells([cast.station.pk, cast.squad.pk], OCTOBER, LATER)


def test_each_figure_links_to_its_rows() -> None:
    links = {key: urlsplit(indicator.rows("SPQ", OCTOBER)) for key, indicator in _keyed().items()}
    span = {"from": "2026-10-01", "to": "2026-10-31", "unit": "SPQ"}

    assert {key: (link.path, dict(parse_qsl(link.query))) for key, link in links.items()} == {
        "outings": ("/patrols/outings/", span | {"led": "1"}),
        "officer_person_times": ("/patrols/outings/", span),
        "vehicle_dispatches": ("/patrols/outings/", span | {"has": "vehicles"}),
        "volunteer_person_times": ("/patrols/outings/", span | {"has": "volunteers"}),
        "check_ins": ("/patrols/check-ins/", span),
        "duties_due": ("/patrols/duties/", span | {"closed": "1"}),
        "duties_done": ("/patrols/duties/", span | {"closed": "1", "state": "done"}),
        "duties_missed": ("/patrols/duties/", span | {"closed": "1", "done": "0"}),
        "visibility_rate": ("/patrols/duties/", span | {"closed": "1"}),
        "schools_inspected": ("/schools/inspections/", span | {"by": "police"}),
        "hazards_found": ("/schools/hazards/", span | {"counted": "1"}),
        "hazards_open": ("/schools/hazards/", {"open_on": "2026-10-31", "unit": "SPQ"}),
        "hazards_overdue": ("/schools/hazards/", {"overdue_on": "2026-10-31", "unit": "SPQ"}),
        "hazards_rectified": ("/schools/hazards/", span | {"dated": "verified"}),
        "notices_issued": ("/schools/notices/", span),
        "incidents_reported": ("/incidents/", span | {"counted": "1"}),
        "incidents_solved": ("/incidents/", span | {"dated": "solved"}),
        "solve_rate": ("/incidents/", span | {"counted": "1"}),
        "property_lost_cny": ("/incidents/property/", span | {"counted": "1"}),
        "property_recovered_cny": ("/incidents/property/", span | {"counted": "1", "dated": "recovered"}),
        "video_hours": ("/incidents/actions/", span | {"kind": "video_review"}),
        "stakeout_hours": ("/incidents/actions/", span | {"kind": "stakeout"}),
        "campus_visits": ("/outreach/activities/", span | {"kind": "visit", "counted": "1"}),
        "legal_education_sessions": ("/outreach/activities/", span | {"kind": "lecture", "counted": "1"}),
        "class_hours": ("/outreach/activities/", span | {"kind": "lecture", "counted": "1"}),
        "drills_held": ("/outreach/activities/", span | {"kind": "drill", "counted": "1"}),
        "drills_overdue": ("/outreach/drills/", {"overdue": "2026-10-31", "unit": "SPQ"}),
        "people_educated": ("/outreach/activities/", span | {"educating": "1", "counted": "1"}),
        "measures_served": ("/outreach/measures/", {"period": "2026-10", "unit": "SPQ"}),
        "event_covers": ("/outreach/covers/", span | {"covered": "1"}),
        "opinions_answered": ("/outreach/opinions/", span | {"dated": "answered"}),
        "disputes_resolved": ("/outreach/disputes/", span | {"dated": "ended", "state": "resolved"}),
        "satisfaction": ("/outreach/feedback/", span | {"stage": "over"}),
    }


def test_a_joint_outing_counts_each_unit_for_itself_and_the_bureau_once(cast: Cast) -> None:
    make_outing(
        cast.officer,
        cast.colleague,
        cast.squad_officer,
        started_at=at("2026-10-12 07:30"),
        ended_at=at("2026-10-12 09:00"),
        vehicles=(make_vehicle(cast.station), make_vehicle(cast.squad), make_vehicle(cast.squad)),
        volunteers=4,
    ).units.add(cast.squad)
    effort = ("officer_person_times", "vehicle_dispatches", "volunteer_person_times")

    def effort_of(*units: Unit) -> list[Decimal | None]:
        figures = _figures(*units)
        return [figures[key] for key in effort]

    assert effort_of(cast.station) == [2, 1, 4]
    assert effort_of(cast.squad) == [1, 2, 0]
    assert effort_of(cast.other_station) == [0, 0, 0]
    assert effort_of(cast.bureau_unit, cast.station, cast.squad, cast.other_station) == [3, 3, 4]


@pytest.mark.parametrize(
    ("moment", "counts"),
    [
        ("2026-09-30 23:59", 0),
        ("2026-10-01 00:00", 1),
        ("2026-10-31 23:59", 1),
        ("2026-11-01 00:00", 0),
    ],
)
def test_a_month_ends_at_midnight_in_shanghai(cast: Cast, moment: str, counts: int) -> None:
    started_at = at(moment)
    make_outing(
        cast.officer,
        started_at=started_at,
        ended_at=started_at + timedelta(hours=2),
        vehicles=(make_vehicle(cast.station),),
        volunteers=1,
    )
    make_check_in(cast.officer, cast.point, started_at)

    figures = _figures(cast.station)

    keys = ("officer_person_times", "vehicle_dispatches", "volunteer_person_times", "check_ins")
    assert [figures[key] for key in keys] == [counts] * 4


def test_the_visibility_rate_is_done_over_due(cast: Cast) -> None:
    window = make_window(cast.point)
    for day, state in enumerate(["done", "done", "late", "missed", "open", "cancelled"], start=1):
        make_duty(window, date(2026, 10, day), state)

    figures = _figures(cast.station, moment=at("2026-10-06 12:00"))

    keys = ("duties_due", "duties_done", "duties_missed", "visibility_rate")
    assert [figures[key] for key in keys] == [5, 2, 3, Decimal("40.0")]


def test_a_duty_counts_from_the_end_of_its_window(cast: Cast) -> None:
    make_duty(make_window(cast.point), date(2026, 10, 12), "done")

    before, after = (_figures(cast.station, moment=at(f"2026-10-12 {clock}")) for clock in ("08:29", "08:30"))

    assert [before["duties_due"], before["visibility_rate"]] == [0, None]
    assert [after["duties_due"], after["visibility_rate"]] == [1, Decimal("100.0")]


@pytest.mark.parametrize(
    ("done", "due", "rate"),
    [(0, 0, None), (0, 3, "0.0"), (1, 3, "33.3"), (2, 3, "66.7"), (946, 1000, "94.6"), (1999, 2000, "100.0")],
)
def test_a_rate_has_one_decimal(done: int, due: int, rate: str | None) -> None:
    assert percent(done, due) == (None if rate is None else Decimal(rate))


def test_a_window_over_midnight_of_the_month_counts_by_its_date(cast: Cast) -> None:
    make_duty(make_window(cast.point, time(22, 0), time(23, 59)), date(2026, 10, 31), "done")

    assert _figures(cast.station)["duties_due"] == 1
