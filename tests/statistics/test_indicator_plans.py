"""Each source of figures is counted from one index over its range: the plan that the database makes says so."""

import re
from datetime import date, datetime, timedelta
from itertools import cycle
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus_safety.accounts.models import Unit
from campus_safety.local_days import local_day, midnight
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.registry import indicators
from campus_safety.statistics.sources import Source
from incidents.models import Case, CaseAction, Category, PropertyItem
from outreach.models import Activity, ActivitySchool, CoverOuting, Dispute, EventCover, Opinion
from patrols.models import CheckIn, CheckInReview, Duty, Outing, OutingOfficer, VehicleDispatch
from schools.models import Hazard, HazardStep, Inspection, RectificationNotice
from tests.cast import Cast
from tests.factories import at, make_point, make_school, make_unit, make_vehicle, make_window

OCTOBER = month_named("2026-10")
DAYS = 4000
POINTS_A_UNIT = 5  # with one point in all, an index that begins with the point would do as well
# {source: the index that its rows are found by, or the two of which it is one}
INDEXES = {
    "patrols.outings": "patrols_outing_month",
    "patrols.officers": "patrols_outingofficer_month",
    "patrols.vehicles": "patrols_dispatch_month",
    "patrols.check_ins": "patrols_checkin_month",
    "patrols.duties": "patrols_duty_month",
    "schools.inspections": "schools_inspection_month",
    "schools.hazards_found": "schools_hazard_found",
    "schools.hazards_unsettled": "schools_hazard_unverified",
    "schools.hazards_overdue": "schools_hazard_unverified",
    "schools.hazards_verified": "schools_hazard_verified",
    "schools.notices": "schools_notice_month",
    "incidents.reported": "incidents_case_month",
    "incidents.solved": "incidents_case_solved_at",
    "incidents.lost": "incidents_case_month",
    "incidents.recovered": "incidents_item_recovered",
    "incidents.actions": "incidents_caseaction_month",
    "outreach.activities": "outreach_activity_month",
    "outreach.covers": "outreach_eventcover_month",
    "outreach.opinions": "outreach_opinion_answered_at",
    "outreach.disputes": "outreach_dispute_ended_on",
}

# Counted over the schools, over 29 measures, and over a few rounds a year: whichever way the database takes is short.
SMALL = {"outreach.drills_owed", "outreach.measures", "outreach.answers"}
READ_WHOLE = re.compile(r"(?:SCAN|Seq Scan on) ((?:patrols|schools|incidents|outreach)_\w+)")
# Tables that are short enough to be read whole.
SHORT = {"patrols_dutywindow", "schools_school", "incidents_category"}


def _sources() -> dict[str, Source]:
    return {indicator.source.key: indicator.source for indicator in indicators()}


@pytest.fixture
def plans(cast: Cast) -> dict[str, str]:
    """{source: the plan of its query}, over ten years, twenty units and a hundred points that are all counted."""
    car = make_vehicle(cast.station)
    days = [date(2016, 6, 1) + timedelta(days=number) for number in range(DAYS)]
    starts = [midnight(day) + timedelta(hours=7, minutes=30) for day in days]
    units = [cast.station, *(make_unit() for _each in range(19))]
    of = cycle(units)
    windows = [make_window(make_point(unit)) for _each in range(POINTS_A_UNIT) for unit in units]
    outings = Outing.objects.bulk_create(
        Outing(unit=next(of), started_at=start, ended_at=start, volunteers=1, started_by=cast.officer, digest="")
        for start in starts
    )
    OutingOfficer.objects.bulk_create(
        OutingOfficer(
            unit=next(of), outing=out, officer=cast.officer, started_at=out.started_at, ended_at=out.started_at
        )
        for out in outings
    )
    VehicleDispatch.objects.bulk_create(
        VehicleDispatch(unit=next(of), outing=out, vehicle=car, started_at=out.started_at) for out in outings
    )
    CheckIn.objects.bulk_create(
        CheckIn(
            unit=window.point.unit, uuid=uuid4(), point=window.point, officer=cast.officer, method="gps", digest="",
            device=str(start), captured_at=start, received_at=start, fence_radius_m=50,
        )
        for window, start in zip(cycle(windows), starts)
    )  # fmt: skip
    CheckInReview.objects.bulk_create(
        CheckInReview(
            check_in=row, unit_id=row.unit_id, captured_at=row.captured_at, outcome="rejected", reason="x",
            reviewed_by=cast.commander, reviewed_at=row.captured_at,
        )
        for row in CheckIn.objects.all()
    )  # fmt: skip
    Duty.objects.bulk_create(
        Duty(
            unit=window.point.unit, point=window.point, window=window, on=day, starts_at=start,
            ends_at=start + timedelta(hours=1), visited_at=start, state="done",
        )
        for window, day, start in zip(cycle(windows), days, starts)
    )  # fmt: skip
    fill_records(cast, units, starts)
    fill_cases(cast, units, starts)
    fill_outreach(cast, units, starts)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {key: _plan(source, cast) for key, source in _sources().items() if key not in SMALL}


def fill_records(cast: Cast, units: list[Unit], starts: list[datetime]) -> None:
    """An inspection, a hazard and a notice of each day, at three schools of each unit in turn."""
    schools = cycle([make_school(unit) for _each in range(3) for unit in units])
    of_day = [(next(schools), start) for start in starts]
    Inspection.objects.bulk_create(
        Inspection(unit_id=school.unit_id, school=school, inspector=cast.officer, started_at=start, finished_at=start)
        for school, start in of_day
    )
    Hazard.objects.bulk_create(
        Hazard(
            unit_id=school.unit_id, school=school, description="x", source="patrol", found_at=start,
            found_by=cast.officer, state="verified", verified_at=start,
        )
        for school, start in of_day
    )  # fmt: skip
    HazardStep.objects.bulk_create(
        HazardStep(hazard=hazard, school_id=hazard.school_id, after="verified", at=hazard.found_at, by=cast.officer)
        for hazard in Hazard.objects.all()
    )
    RectificationNotice.objects.bulk_create(
        RectificationNotice(
            unit_id=school.unit_id,
            school=school,
            year=start.year,
            serial=number,
            issued_at=start,
            issued_by=cast.officer,
        )
        for number, (school, start) in enumerate(of_day)
    )


def fill_cases(cast: Cast, units: list[Unit], starts: list[datetime]) -> None:
    """A solved case of each day, with an item that was recovered and an hour of stakeout, at each unit in turn."""
    category = Category.objects.get(code="theft")
    cases = Case.objects.bulk_create(
        Case(
            unit=unit, year=start.year, serial=number, category=category, is_off_campus=True, place="x", facts="x",
            occurred_from=start, occurred_until=start, reported_at=start, way="110", state="solved", solved_at=start,
            lead=cast.officer, entered_by=cast.officer,
        )
        for number, (unit, start) in enumerate(zip(cycle(units), starts))
    )  # fmt: skip
    PropertyItem.objects.bulk_create(
        PropertyItem(
            case=case, category="phone", description="x", value_cny=1, owner="staff",
            recovered_on=local_day(case.reported_at),
        )
        for case in cases
    )  # fmt: skip
    CaseAction.objects.bulk_create(
        CaseAction(
            unit_id=case.unit_id, kind="stakeout", started_at=case.reported_at, ended_at=case.reported_at, hours=1,
            result="x", entered_by=cast.officer,
        )
        for case in cases
    )  # fmt: skip


def fill_outreach(cast: Cast, units: list[Unit], starts: list[datetime]) -> None:
    """A visit, an event, an opinion that was answered and a dispute that was resolved on each day, by turns."""
    schools = cycle([make_school(unit) for unit in units])
    of_day = [(next(schools), start, start + timedelta(hours=1)) for start in starts]
    Activity.objects.bulk_create(
        Activity(
            unit_id=school.unit_id, kind="visit", title="x", starts_at=start, ends_at=end, state="held",
            entered_by=cast.officer,
        )
        for school, start, end in of_day
    )  # fmt: skip
    ActivitySchool.objects.bulk_create(
        ActivitySchool(activity=activity, school=school)
        for activity, (school, _start, _end) in zip(Activity.objects.order_by("starts_at"), of_day, strict=True)
    )
    EventCover.objects.bulk_create(
        EventCover(
            unit_id=school.unit_id, school=school, title="x", latitude=29.5, longitude=106.5, starts_at=start,
            ends_at=end, people=1, valuables_watched_by="x", requested_at=start, entered_by=cast.officer,
        )
        for school, start, end in of_day
    )  # fmt: skip
    CoverOuting.objects.bulk_create(
        CoverOuting(cover=cover, outing=outing)
        for cover, outing in zip(EventCover.objects.all(), Outing.objects.all(), strict=True)
    )
    Opinion.objects.bulk_create(
        Opinion(
            unit_id=school.unit_id, school=school, kind="request", topic="other", way="visit", text="x", answer="x",
            received_at=start, due_on=local_day(end), state="answered", answered_at=end, entered_by=cast.officer,
        )
        for school, start, end in of_day
    )  # fmt: skip
    Dispute.objects.bulk_create(
        Dispute(
            unit_id=school.unit_id, school=school, parties=["parents"], text="x", found_on=local_day(start),
            ended_on=local_day(end), state="resolved", lead=cast.officer, entered_by=cast.officer,
        )
        for school, start, end in of_day
    )  # fmt: skip


def _plan(source: Source, cast: Cast) -> str:
    with CaptureQueriesContext(connection) as captured:
        source.cells([cast.station.pk, cast.squad.pk], OCTOBER, at("2026-11-10 12:00"))
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(explain + captured.captured_queries[0]["sql"])
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_every_source_is_counted_from_its_index(plans: dict[str, str]) -> None:
    assert plans.keys() == INDEXES.keys()
    assert {key for key, plan in plans.items() if not any(index in plan for index in INDEXES[key].split())} == set(), (
        plans
    )
    assert {table for plan in plans.values() for table in READ_WHOLE.findall(plan)} <= SHORT, plans
