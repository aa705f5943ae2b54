"""The document that a report becomes: its title and marks, chapters, tables, and where its hash is verified."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.briefing.build import build
from campus_safety.statistics.briefing.document import Briefing, Cell, Table
from campus_safety.statistics.models import Report
from campus_safety.statistics.periods import month_named, period_named
from tests.cast import Cast
from tests.factories import (
    at,
    make_check_in,
    make_duty,
    make_first_outings,
    make_outing,
    make_point,
    make_school,
    make_vehicle,
    make_window,
)
from tests.factories.reports import make_signed_report

OCTOBER = month_named("2026-10")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-10 12:00"), tick=False), translation.override("en"):
        yield


def _work(cast: Cast) -> None:
    """An outing with a vehicle, a duty, and check-ins at the points of one school, of two, and of none."""
    moment = at("2026-10-12 07:30")
    shared = make_point(cast.station, schools=[cast.school, cast.other_school])
    vehicle = make_vehicle(cast.station)
    make_outing(cast.officer, cast.colleague, started_at=moment, ended_at=moment, vehicles=(vehicle,))
    make_duty(make_window(cast.point), date(2026, 10, 12), "done")
    for point in (cast.point, shared, make_point(cast.station)):
        make_check_in(cast.officer, point, moment)


def _briefing(cast: Cast) -> Briefing:
    return build(compile_report(unit=cast.station, period=OCTOBER))


def _table(briefing: Briefing, title: str) -> Table:
    return next(table for table in briefing.breakdowns if table.title == title)


def _column(table: Table, head: str) -> dict[str, Cell]:
    """What a column says on each line that has a name."""
    place = next(place for place, column in enumerate(table.columns) if column.title == head)
    return {str(row[0]): row[place] for row in [*table.rows, table.total]}


def test_a_draft_is_marked_and_names_no_hash(cast: Cast) -> None:
    briefing = _briefing(cast)

    assert briefing.title == "石坪桥派出所, October 2026: briefing on the safety of schools"
    assert briefing.line == "1 October 2026 to 31 October 2026, Revision 1"
    assert briefing.mark == "Draft, not signed"
    assert briefing.signature == ["石坪桥派出所", "(not signed)"]
    assert "Hash" not in {fact.label for fact in briefing.facts}
    assert not any("Hash" in line for line in briefing.closing)


def test_a_signed_one_says_by_what_office_and_when_and_where_its_hash_is_verified(cast: Cast) -> None:
    report = make_signed_report(cast.station, "2026-10", by=cast.commander)
    briefing = build(report)

    assert (briefing.mark, briefing.signature[-1]) == ("", "10 November 2026")
    assert briefing.closing[0] == "Signed by the commander of 石坪桥派出所 on 10 November 2026."
    assert str(report.hash) in briefing.closing[1]
    assert briefing.closing[2].endswith(settings.PUBLIC_URL + reverse("statistics_public:verify"))


def test_each_app_has_its_chapter_and_every_figure_its_line(cast: Cast) -> None:
    _work(cast)
    briefing = _briefing(cast)
    report = Report.objects.get()

    assert [section.heading for section in briefing.sections] == [
        "1. The period at a glance",
        "2. Patrols round the schools",
        "3. Inspections and hazards",
        "4. Cases that touch schools",
        "5. Legal education and service to schools",
    ]
    assert "Police officers: 2 person-times" in briefing.sections[1].paragraphs[0]
    assert len(briefing.figures.rows) == len(briefing.definitions.rows) == report.figures.count()


def test_a_figure_stands_beside_those_that_it_is_compared_with(cast: Cast) -> None:
    make_check_in(cast.officer, cast.point, at("2026-09-30 23:59"))
    compile_report(unit=cast.station, period=OCTOBER.before())
    _work(cast)
    figures = _briefing(cast).figures

    [row] = [row for row in figures.rows if row[0] == "Check-ins"]
    assert list(map(str, row)) == ["Check-ins", "3", "times", "1", "+2", "—", "—"]
    assert [column.title for column in figures.columns][3:] == [
        "the month before", "Change", "the same month a year before", "Change",
    ]  # fmt: skip


def test_a_breakdown_has_a_line_a_key_and_adds_up(cast: Cast) -> None:
    _work(cast)
    by_school = _column(_table(_briefing(cast), "By school"), "Check-ins (times)")

    assert {name: str(cell) for name, cell in by_school.items() if str(cell) != "0"} == {
        "三峡幼儿园": "1",
        "三峡幼儿园, 金色阳光幼儿园": "1",
        "none": "1",
        "Together": "3",
    }
    assert list(by_school)[-2:] == ["none", "Together"]


def test_a_unit_is_broken_down_by_unit_only_where_there_are_several(cast: Cast) -> None:
    _work(cast)
    moment = at("2026-10-12 07:30")
    make_outing(cast.other_officer, started_at=moment, ended_at=moment)

    assert "By unit" not in {table.title for table in _briefing(cast).breakdowns}
    of_bureau = build(compile_report(unit=cast.bureau_unit, period=OCTOBER))
    by_unit = _column(_table(of_bureau, "By unit"), "Police officers (person-times)")
    assert {name: str(cell) for name, cell in by_unit.items()} == {
        "单位 OTH": "1",
        "石坪桥派出所": "2",
        "Together": "3",
    }


def test_a_wide_table_stands_on_paper_by_chapters_and_a_crossed_one_not_at_all(cast: Cast) -> None:
    make_first_outings(cast.officer)
    _work(cast)
    briefing = _briefing(cast)

    assert briefing.annexes[0].title == "Annex 1: All figures"
    assert [table.title.partition(":")[0] for table in briefing.annexes] == [
        f"Annex {number}" for number in range(1, len(briefing.annexes) + 1)
    ]
    assert any(table.title.endswith("By school: Patrols round the schools") for table in briefing.annexes)
    assert all(len(table.columns) <= 6 for table in briefing.annexes[1:])
    assert {table.keys for table in briefing.breakdowns} == {1, 2}
    assert {table.keys for table in briefing.annexes} == {1}


def test_a_year_is_compared_with_one_year_alone(cast: Cast) -> None:
    briefing = build(compile_report(unit=cast.station, period=period_named("2025")))

    assert [column.title for column in briefing.figures.columns][3:] == ["the year before", "Change"]
    assert briefing.title.startswith("石坪桥派出所, 2025:")


def test_a_month_that_runs_says_so(cast: Cast) -> None:
    briefing = build(compile_report(unit=cast.station, period=month_named("2026-11")))

    assert "The period has not ended: it is compared with the same days." in briefing.sections[0].paragraphs


def test_however_much_there_is_it_takes_as_many_queries(cast: Cast) -> None:
    _work(cast)
    report = compile_report(unit=cast.station, period=OCTOBER)
    with CaptureQueriesContext(connection) as few:
        build(Report.objects.with_figures().get(pk=report.pk))
    for _number in range(5):
        make_check_in(
            cast.colleague, make_point(cast.station, schools=[make_school(cast.station)]), at("2026-10-13 16:30")
        )
    compile_report(unit=cast.station, period=OCTOBER)

    with CaptureQueriesContext(connection) as many:
        build(Report.objects.with_figures().get(pk=report.pk))

    assert len(many) == len(few)
