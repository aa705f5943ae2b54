"""What the demonstration's records of schools hold."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
from auditlog.models import LogEntry
from django.utils import timezone
from PIL import Image

from campus_safety.accounts.models import Unit, User
from campus_safety.dashboard.asks_registry import Ask
from campus_safety.jobs.models import JobRun
from campus_safety.uploads.models import Kind, StoredFile
from patrols.demo.days import SchoolDays
from schools.asks import principals
from schools.demo.filling import JOB, Filled
from schools.demo.visits import NEVER
from schools.models import (
    Document,
    Hazard,
    HazardStep,
    Inspection,
    ItemResult,
    NoticeLine,
    Photo,
    Premises,
    PremisesCheck,
    RectificationNotice,
    School,
)
from schools.sheet import four_of, sheets_of
from schools.states import HAZARD_STEPS
from schools.states import HazardState as State
from schools.surroundings import breaches, near_school, open_schools
from tests.patrols.demonstration import NOW, SEED
from tests.schools.demo.conftest import FIRST

pytestmark = pytest.mark.once

TODAY = date(2026, 10, 9)


def asked_of(username: str, ask: Callable[[User, datetime], Iterator[Ask]]) -> list[Ask]:
    """What is asked of a user."""
    return list(ask(User.objects.get(username=username), NOW))


def test_police_have_inspected_every_school_but_one(filled: Filled) -> None:
    inspected = Inspection.objects.by_police().finished()
    without = School.objects.exclude(pk__in=inspected.values("school"))
    results = ItemResult.objects.filter(inspection__in=inspected)

    assert [school.name for school in without] == [NEVER]
    assert 0.9 < results.exclude(outcome="fail").count() / results.count() < 0.96
    for school in School.objects.exclude(name=NEVER):
        spans = [TODAY - timezone.localdate(each.finished_at) for each in inspected.filter(school=school)]
        assert min(spans) >= timedelta(days=5)
        assert max(spans) > timedelta(days=20)


def test_the_sheets_hold_the_latest_result_of_every_item(filled: Filled) -> None:
    finished = ItemResult.objects.filter(inspection__finished_at__isnull=False)
    latest = {
        (result.school_id, result.by_school, result.item): result.pk
        for result in finished.order_by("recorded_at", "pk")
    }
    sheets = sheets_of(list(School.objects.prefetch_related("levels")), TODAY)

    assert set(ItemResult.objects.filter(is_current=True).values_list("pk", flat=True)) == set(latest.values())
    for each in Inspection.objects.finished():
        assert each.passed + each.failed + each.not_applicable == each.results.count()
    assert any(line.is_due and line.police for sheet in sheets.values() for line in sheet.lines)
    assert any(line.own for sheet in sheets.values() for line in sheet.lines)


def test_three_of_the_four_are_reached_by_most_schools_and_none_by_all(filled: Filled) -> None:
    reached = four_of(School.objects.filter(unit__code="SPQ"))

    assert all(each.schools < each.of for each in reached)
    assert sum(each.schools >= each.of - 2 for each in reached) == 3


def test_officer_begins_with_no_inspection_open(filled: Filled) -> None:
    [left] = Inspection.objects.open().select_related("inspector")

    assert left.inspector.username != "officer"
    assert not left.results.filter(is_current=True).exists()


def test_principals_are_asked_for_what_is_theirs(filled: Filled) -> None:
    hazards = asked_of("principal", principals.put_hazards_right)
    documents = asked_of("principal", principals.renew_documents)

    assert [ask.is_late for ask in hazards] == [True, False]
    assert len(asked_of("principal", principals.confirm_inspections)) == 1
    assert len(asked_of("principal", principals.sign_for_notices)) == 1
    assert [ask.is_late for ask in documents] == [False]
    assert [ask.is_late for ask in asked_of("principal2", principals.renew_documents)] == [True]
    assert asked_of("principal2", principals.confirm_inspections) == []
    assert Inspection.objects.get(answer="objected").school.name == "金色阳光幼儿园"


def test_hazards_are_in_every_state(filled: Filled) -> None:
    station = Hazard.objects.filter(unit__code="SPQ")
    states = Counter(station.values_list("state", flat=True))
    own = Hazard.objects.filter(school__name="三峡幼儿园")

    assert states == {"verified": 12, "open": 8, "reported": 2, "rectified": 2, "withdrawn": 1}
    assert station.overdue(TODAY).count() == 3
    assert [TODAY - each.due_on for each in own.overdue(TODAY) if each.due_on] == [timedelta(days=3)]
    assert own.get(state=State.RECTIFIED).officer == User.objects.get(username="officer")
    assert own.filter(state=State.VERIFIED).count() == 2
    assert station.filter(premises__isnull=False).count() == 4
    assert HazardStep.objects.filter(before=State.RECTIFIED, after=State.OPEN).count() == 1


def test_hazards_have_gone_their_way_step_by_step_in_working_hours(filled: Filled) -> None:
    days = SchoolDays.between(FIRST, TODAY)
    for hazard in Hazard.objects.prefetch_related("steps"):
        steps = list(hazard.steps.order_by("at"))
        assert [step.before for step in steps] == ["", *(step.after for step in steps[:-1])]
        assert all(step.after in HAZARD_STEPS[step.before] for step in steps[1:])
        assert (steps[0].at, steps[-1].after) == (hazard.found_at, hazard.state)
        assert hazard.verified_at == (steps[-1].at if hazard.state == State.VERIFIED else None)
        assert all(8 <= timezone.localtime(step.at).hour < 18 for step in steps)
        assert all(days.has_school(timezone.localdate(step.at)) for step in steps)
        assert hazard.due_on is None or hazard.due_on >= timezone.localdate(hazard.found_at)


def test_notices_are_numbered_and_ask_for_hazards_that_were_open(filled: Filled) -> None:
    notices = list(RectificationNotice.objects.order_by("issued_at"))

    assert [notice.serial for notice in notices] == [1, 2, 3]
    assert [notice.received_at is not None for notice in notices] == [True, False, False]
    assert [str(notice.school or notice.premises) for notice in notices][::2] == ["金色阳光幼儿园", "三峡幼儿园"]
    for line in NoticeLine.objects.select_related("notice", "hazard"):
        before = line.hazard.steps.filter(at__lte=line.notice.issued_at)
        assert [step.after for step in before] == [State.OPEN]
        assert (line.hazard.school_id, line.hazard.premises_id) == (line.notice.school_id, line.notice.premises_id)


def test_premises_of_every_kind_lie_round_the_schools(filled: Filled) -> None:
    middle = School.objects.prefetch_related("levels").get(name="青石坪中学")
    cafes = near_school(middle, 500, among=Premises.objects.filter(kind="internet_cafe"), on=TODAY)
    units = list(Unit.objects.values_list("pk", flat=True))
    broken = breaches(open_schools(units), Premises.objects.all(), on=TODAY)
    strict = {breach.rule.key for found in broken.values() for breach in found if breach.rule.is_checked}
    houses = Premises.objects.filter(kind="rental")

    assert set(Premises.objects.values_list("kind", flat=True)) == set(Premises.Kind.values)
    assert [(round(each.distance_m), each.breach is not None) for each in cafes] == [(150, True), (380, False)]
    assert strict == {"internet_cafe_distance"}
    assert len(broken) > 4
    assert (houses.count(), houses.filter(temporary_residents__gt=0).count()) == (8, 8)
    assert Premises.objects.overdue(TODAY).count() == 4


def test_checks_tell_what_the_premises_say(filled: Filled) -> None:
    for premises in Premises.objects.prefetch_related("checks"):
        last = premises.checks.latest("checked_at")
        assert timezone.localdate(last.checked_at) == premises.last_check_on
        assert (last.outcome == PremisesCheck.Outcome.CLOSED) == (not premises.is_open)
        assert (last.outcome == PremisesCheck.Outcome.HAZARD) == premises.hazards.exists()
        assert last.temporary_residents == premises.temporary_residents


def test_files_are_there_and_open(filled: Filled) -> None:
    pictures, papers = StoredFile.objects.filter(kind=Kind.IMAGE), StoredFile.objects.filter(kind=Kind.PDF)

    for file in pictures:
        with Image.open(BytesIO(file.content.read())) as picture:
            assert picture.size == (file.width_px, file.height_px)
    for file in papers:
        with pikepdf.open(BytesIO(file.content.read())) as paper:
            assert len(paper.pages) == 1
    assert Photo.objects.filter(step__after=State.RECTIFIED).count() >= 6
    assert Photo.objects.filter(result__isnull=False).count() == 2
    assert papers.count() == Document.objects.count() == 18


def test_documents_are_added_by_school_and_police_and_one_is_replaced(filled: Filled) -> None:
    [newer] = Document.objects.exclude(replaces=None).select_related("replaces")

    assert newer.replaces is not None
    assert newer.replaces.ended_at == newer.added_at
    assert set(Document.objects.filter(ended_at__isnull=False)) == {newer.replaces}
    for name in ("三峡幼儿园", "金色阳光幼儿园"):
        assert set(Document.objects.filter(school__name=name).values_list("by_school", flat=True)) == {True, False}


def test_the_trail_tells_who_did_what_and_when(filled: Filled) -> None:
    told = LogEntry.objects.filter(content_type__app_label="schools", additional_data__demonstration=True)
    begun = told.filter(content_type__model="inspection", action=LogEntry.Action.CREATE)
    steps = HazardStep.objects.values_list("at", "by")

    assert not told.filter(actor=None).exists()
    assert not told.filter(content_type__model="itemresult").exists()
    assert begun.count() == Inspection.objects.count()
    assert Counter(told.filter(content_type__model="hazard").values_list("timestamp", "actor")) == Counter(steps)
    assert sorted(filled.moments) == list(told.order_by("timestamp").values_list("timestamp", flat=True))


def test_what_was_recorded_lies_in_the_past(filled: Filled) -> None:
    assert filled.records > 150
    assert max(filled.moments) < NOW
    assert timezone.localdate(min(filled.moments)) >= FIRST
    assert JobRun.objects.filter(job=JOB, period=str(SEED)).count() == 1
