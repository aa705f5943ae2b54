"""The sheet: the latest result of every item, whose it is, what it is worth, and when it is due again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from campus_safety.levels import Level
from schools.actions import answer_inspection
from schools.models import Inspection, School
from schools.sheet import Line, Sheet, four_of, sheet_of
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, counted, signed_in
from tests.factories import at, make_school
from tests.factories.records import ALL_PASS, make_inspection


def line_of(sheet: Sheet, key: str) -> Line:
    return next(line for line in sheet.lines if line.item.key == key)


def test_sheet_of_a_new_school_is_all_due(cast: Cast) -> None:
    sheet = sheet_of(cast.school, timezone.localdate())
    assert len(sheet.due) == len(sheet.lines) > 10
    assert (sheet.passed, sheet.four_passed, sheet.last) == (0, 0, None)


def test_later_result_replaces_the_earlier_one(cast: Cast) -> None:
    now = timezone.now()
    make_inspection(cast.officer, cast.school, {"exits": "fail", "cameras": "pass"}, at=now - timedelta(days=2))
    make_inspection(cast.colleague, cast.school, {"exits": "pass"}, at=now - timedelta(days=1))
    sheet = sheet_of(cast.school, timezone.localdate())
    assert line_of(sheet, "exits").outcome == "pass"
    assert line_of(sheet, "cameras").outcome == "pass"


def test_inspection_that_is_finished_late_does_not_undo_a_newer_one(cast: Cast) -> None:
    now = timezone.now()
    early = make_inspection(cast.officer, cast.school, {"exits": "fail"}, at=now - timedelta(days=2), is_finished=False)
    make_inspection(cast.colleague, cast.school, {"exits": "pass"}, at=now - timedelta(days=1))
    signed_in(cast.officer).post(f"/schools/inspections/{early.pk}/finish/")
    assert line_of(sheet_of(cast.school, timezone.localdate()), "exits").outcome == "pass"


def test_own_check_of_the_school_is_kept_apart(cast: Cast) -> None:
    make_inspection(cast.officer, cast.school, {"exits": "fail"})
    make_inspection(cast.principal, cast.school, {"exits": "pass"})
    line = line_of(sheet_of(cast.school, timezone.localdate()), "exits")
    assert line.own is not None
    assert (line.outcome, line.own.outcome) == ("fail", "pass")


@pytest.mark.parametrize("answer", ["", "confirmed", "objected"])
def test_grade_says_what_a_result_is_worth(cast: Cast, answer: str) -> None:
    inspection = make_inspection(cast.officer, cast.school)
    if answer:
        inspection = answer_inspection(by=cast.principal, inspection=inspection, answer=answer, note="时间不对")
    grade = {"": "seen", "confirmed": "confirmed", "objected": "seen"}[answer]
    assert inspection.grade == grade
    assert make_inspection(cast.principal, cast.school).grade == "self_reported"


def test_item_is_due_again_after_its_days(cast: Cast) -> None:
    make_inspection(cast.officer, cast.school, ALL_PASS, at=at("2026-10-01 09:00"))
    before = line_of(sheet_of(cast.school, date(2026, 10, 31)), "gate_duty")
    after = line_of(sheet_of(cast.school, date(2026, 11, 2)), "gate_duty")
    assert (before.is_due, after.is_due) == (False, True)


def test_four_hundred_count_open_schools_that_pass(cast: Cast) -> None:
    make_inspection(cast.officer, cast.school)
    make_inspection(cast.officer, cast.other_school, {"closed_campus": "fail", "gate_duty": "not_applicable"})
    make_inspection(cast.principal, cast.school, {"gate_duty": "pass"})
    counted_four = {each.item.key: (each.schools, each.of) for each in four_of(School.objects.all())}
    assert counted_four == {
        "closed_campus": (1, 2), "guards_full_time": (1, 2), "alarm_linked": (1, 2), "gate_duty": (1, 2),
    }  # fmt: skip


def test_sheet_page_by_role(cast: Cast) -> None:
    found = answers(cast, f"/schools/{cast.school.pk}/sheet/")
    assert found == OWN_POLICE_ONLY | {"principal": 200, "other_principal": 404}


def test_sheet_page_takes_the_same_queries_however_many_inspections(cast: Cast) -> None:
    client, address = signed_in(cast.officer), f"/schools/{cast.school.pk}/sheet/"
    make_inspection(cast.officer, cast.school)
    one = counted(client, address)
    for days in range(1, 4):
        make_inspection(cast.colleague, cast.school, at=timezone.now() - timedelta(days=days))
    assert counted(client, address) == one


def test_sheets_page_takes_the_same_queries_however_many_schools(cast: Cast) -> None:
    client = signed_in(cast.officer)
    make_inspection(cast.officer, cast.school, {"exits": "fail"})
    few = counted(client, "/schools/sheets/")
    for name in ("甲校", "乙校", "丙校"):
        make_inspection(
            cast.officer, make_school(cast.station, name, Level.MIDDLE), {"exits": "fail", "cameras": "fail"}
        )
    assert counted(client, "/schools/sheets/") == few


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("fails=exits", {"金色阳光幼儿园"}),
        ("four=1", {"三峡幼儿园"}),
        ("four=0", {"金色阳光幼儿园"}),
        ("q=三峡", {"三峡幼儿园"}),
        ("kind=middle", set()),
    ],
)
def test_sheets_are_filtered(cast: Cast, query: str, shown: set[str]) -> None:
    make_inspection(cast.officer, cast.school)
    make_inspection(cast.officer, cast.other_school, {"exits": "fail"})
    page = signed_in(cast.officer).get(f"/schools/sheets/?{query}").content.decode()
    assert {name for name in ("三峡幼儿园", "金色阳光幼儿园") if f">{name}</a>" in page} == shown


def test_principal_confirms_an_inspection_once(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school)
    client = signed_in(cast.principal)
    first = client.post(f"/schools/inspections/{inspection.pk}/answer/", {"answer": "confirmed"})
    second = client.post(f"/schools/inspections/{inspection.pk}/answer/", {"answer": "objected", "answer_note": "不"})
    inspection.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 302)
    assert (inspection.answer, inspection.answered_by) == (Inspection.Answer.CONFIRMED, cast.principal)


def test_objection_says_why(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school)
    answer = signed_in(cast.principal).post(f"/schools/inspections/{inspection.pk}/answer/", {"answer": "objected"})
    inspection.refresh_from_db()
    assert (answer.status_code, inspection.answer) == (400, "")


@pytest.mark.parametrize("who", ["officer", "commander", "other_principal"])
def test_nobody_answers_for_the_school(cast: Cast, who: str) -> None:
    inspection = make_inspection(cast.officer, cast.school)
    client = signed_in(getattr(cast, who))
    status = client.post(f"/schools/inspections/{inspection.pk}/answer/", {"answer": "confirmed"}).status_code
    assert status == (404 if who == "other_principal" else 403)
