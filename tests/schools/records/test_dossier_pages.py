"""The dossier and the timeline: complete, in order, and as quick after ten years as on the first day."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campus_safety.uploads.models import StoredFile
from patrols.models import CheckIn
from schools.actions import rectify_hazard, verify_hazard
from schools.models import Document, HazardStep, Inspection, ItemResult, RectificationNotice
from schools.timeline_registry import Batch, Event, events_of
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at, make_check_in, make_point, make_school
from tests.factories.records import make_document, make_hazard, make_inspection, make_notice
from tests.factories.schools import make_premises

MOST_QUERIES = 25
YEARS = 10


def ten_years(cast: Cast) -> None:
    """Ten years of records at one school: 457 inspections, 6,855 results, 1,199 steps of a hazard, 5,000 check-ins."""
    now, hazard = timezone.now(), make_hazard(cast.officer, cast.school)
    days = range(1, 365 * YEARS, 8)
    made = Inspection.objects.bulk_create(
        Inspection(
            unit=cast.station, school=cast.school, inspector=cast.officer, passed=14, failed=1,
            started_at=now - timedelta(days=day), finished_at=now - timedelta(days=day),
        )
        for day in days
    )  # fmt: skip
    ItemResult.objects.bulk_create(
        ItemResult(inspection=each, school=cast.school, item=f"old_{n}", outcome="pass", recorded_at=each.started_at)
        for each in made
        for n in range(15)
    )
    HazardStep.objects.bulk_create(
        HazardStep(hazard=hazard, school=cast.school, after="open", at=now - timedelta(days=day / 2), by=cast.officer)
        for day in range(1, 1200)
    )
    points = [cast.point, make_point(cast.station, schools=[cast.school])]
    patterns = [make_check_in(cast.officer, point, now - timedelta(days=1)) for point in points]
    for pattern in patterns:
        CheckIn.objects.bulk_create(_again(pattern, day) for day in range(2, 2500))


def _again(pattern: CheckIn, day: int) -> CheckIn:
    values = {field.attname: getattr(pattern, field.attname) for field in CheckIn._meta.concrete_fields}
    number = pattern.point_id * 10**9 + day
    values |= {"id": None, "uuid": f"{number:032x}", "captured_at": pattern.captured_at - timedelta(days=day)}
    return CheckIn(**values)


def test_dossier_after_ten_years_takes_at_most_25_queries(cast: Cast) -> None:
    make_notice(cast.officer, make_hazard(cast.officer, cast.school))
    make_inspection(cast.officer, cast.school, {"exits": "fail"})
    make_document(cast.officer, cast.school)
    make_premises(cast.station)
    client = signed_in(cast.officer)
    young = counted(client, cast.school.get_absolute_url())
    ten_years(cast)
    old = counted(client, cast.school.get_absolute_url())
    assert young == old <= MOST_QUERIES


def test_own_page_after_ten_years_takes_at_most_25_queries(cast: Cast) -> None:
    client = signed_in(cast.principal)
    ten_years(cast)
    assert counted(client, "/school/") <= MOST_QUERIES


def other_schools(cast: Cast) -> None:
    """Sixty records of each kind at forty other schools: among them an index is worth its while."""
    now = timezone.now()
    schools = [make_school(cast.station) for _each in range(40)]
    hazards = [make_hazard(cast.officer, school) for school in schools]
    of_day = [
        (school, hazard, now - timedelta(days=day))
        for day in range(60)
        for school, hazard in zip(schools, hazards, strict=True)
    ]
    common = {"unit": cast.station}
    Inspection.objects.bulk_create(
        Inspection(school=school, inspector=cast.officer, started_at=at, finished_at=at, **common)
        for school, _hazard, at in of_day
    )
    HazardStep.objects.bulk_create(
        HazardStep(hazard=hazard, school=school, after="open", at=at, by=cast.officer) for school, hazard, at in of_day
    )
    RectificationNotice.objects.bulk_create(
        RectificationNotice(school=school, year=2026, serial=number, issued_at=at, issued_by=cast.officer, **common)
        for number, (school, _hazard, at) in enumerate(of_day, 1)
    )
    files = StoredFile.objects.bulk_create(
        StoredFile(
            kind="pdf",
            content_type="application/pdf",
            size_bytes=1,
            sha256="0",
            content="x",
            uploaded_by=cast.officer,
            uploaded_at=now,
        )
        for _each in of_day
    )
    Document.objects.bulk_create(
        Document(school=school, kind="fire", title="证", file=file, added_at=at, added_by=cast.officer, **common)
        for file, (school, _hazard, at) in zip(files, of_day, strict=True)
    )


INDEXES = {
    "schools_inspection_school", "schools_hazardstep_school", "schools_notice_school", "schools_document_school",
    "patrols_checkin_point",
}  # fmt: skip


def test_timeline_is_read_from_indexes(cast: Cast) -> None:
    """No kind of event is found by going through, or sorting, the school's whole history."""
    ten_years(cast)
    other_schools(cast)
    with CaptureQueriesContext(connection) as queries:
        batch = events_of(cast.school, cast.principal, timezone.now(), 40)
    assert 30 < len(batch.events) <= 40  # what is as old as the first one left out stays for the next page
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        plans = [_plan(cursor, query["sql"]) for query in queries if " LIMIT " in query["sql"]]
    assert {name for name in INDEXES for plan in plans if name in plan} == INDEXES
    assert [plan for plan in plans if "TEMP B-TREE" in plan] == []


def _plan(cursor: object, sql: str) -> str:
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    cursor.execute(f"{explain} {sql}")  # type: ignore[attr-defined]
    return "\n".join(str(row) for row in cursor.fetchall())  # type: ignore[attr-defined]


def titles(batch: Batch) -> list[str]:
    return [str(event.title) for event in batch.events]


@time_machine.travel(at("2026-11-20 12:00"), tick=False)
def test_timeline_holds_everything_in_order(cast: Cast) -> None:
    make_document(cast.officer, cast.school, title="证")
    hazard = make_hazard(cast.officer, cast.school, at=at("2026-11-01 10:00"))
    make_inspection(cast.officer, cast.school, at=at("2026-11-03 10:00"))
    make_notice(cast.officer, hazard, at=at("2026-11-04 10:00"))
    make_check_in(cast.officer, cast.point, at("2026-11-05 07:52"))
    make_check_in(cast.officer, cast.point, at("2026-11-05 16:40"))
    batch = events_of(cast.school, cast.officer, at("2026-11-21 00:00"), 40)
    assert [event.at for event in batch.events] == [
        at("2026-11-20 12:00"), at("2026-11-05 07:52"), at("2026-11-04 10:00"), at("2026-11-03 10:00"),
        at("2026-11-01 10:00"),
    ]  # fmt: skip
    assert batch.has_older is False


def test_pages_of_the_timeline_hold_every_event_once(cast: Cast) -> None:
    start = at("2026-11-20 12:00")
    for number in range(9):
        make_inspection(cast.officer, cast.school, at=start - timedelta(hours=7 * number))
        make_hazard(cast.officer, cast.school, at=start - timedelta(hours=5 * number, minutes=1))
        make_check_in(cast.officer, cast.point, start - timedelta(days=number, minutes=2))
    whole = events_of(cast.school, cast.officer, timezone.now() + timedelta(days=1), 1000)
    seen: list[Event] = []
    before = timezone.now() + timedelta(days=1)
    while True:
        batch = events_of(cast.school, cast.officer, before, 4)
        seen += batch.events
        if not batch.has_older:
            break
        before = batch.events[-1].at
    assert seen == whole.events
    assert len(seen) == 27


def test_timeline_names_every_step_of_a_hazard(cast: Cast) -> None:
    hazard = make_hazard(cast.officer, cast.school)
    rectify_hazard(by=cast.principal, hazard=hazard, text="已整改")
    verify_hazard(by=cast.officer, hazard=hazard)
    assert len(set(titles(events_of(cast.school, cast.officer, timezone.now(), 40)))) == 3


@pytest.mark.parametrize("before", ["nonsense", "2026-13-40", "2026-11-20T12:00:00"])
def test_moment_that_cannot_be_read_is_now(cast: Cast, before: str) -> None:
    make_inspection(cast.officer, cast.school)
    page = signed_in(cast.officer).get(f"/schools/{cast.school.pk}/timeline/", {"before": before})
    assert len(page.context["events"]) == 1


def test_the_file_fetches_the_newest_events_after_it_is_drawn(cast: Cast) -> None:
    for _each in range(14):
        make_hazard(cast.officer, cast.school)
    client, address = signed_in(cast.officer), f"/schools/{cast.school.pk}/timeline/"

    page = client.get(cast.school.get_absolute_url())
    part = client.get(address, headers={"HX-Request": "true"})

    assert f'hx-get="{address}"' in page.content.decode()
    assert len(part.context["events"]) == 12
    assert "<html" not in part.content.decode()
