"""What late rows do to reports that were checked or signed."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine

from campus_safety.accounts.models import Unit
from campus_safety.audit.author import acting
from campus_safety.statistics.actions.compiling import compile_report, digests_of, step_to
from campus_safety.statistics.actions.marks import mark_months_stale
from campus_safety.statistics.actions.waiting import compile_what_waits
from campus_safety.statistics.models import Figure, Report, ReportStep, StaleMonth
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.states import ReportState
from patrols.models import OutingOfficer
from tests.cast import Cast
from tests.factories import at, make_outing, make_school

OCTOBER = month_named("2026-10")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-10 12:00"), tick=False):
        yield


def _value(unit: Unit, key: str = "officer_person_times", month: str = "2026-10") -> Decimal | None:
    period = month_named(month)
    return Figure.objects.get(report__unit=unit, report__first_day=period.first_day, key=key).value


def _go_out(cast: Cast, moment: str) -> None:
    make_outing(cast.officer, started_at=at(moment), ended_at=at(moment))


def test_a_signed_report_stays_and_late_rows_make_the_next_revision(cast: Cast) -> None:
    compile_report(unit=cast.station, period=OCTOBER)
    _sign(cast)
    _go_out(cast, "2026-10-12 07:30")
    mark_months_stale(unit_ids=[cast.station.pk], moments=[at("2026-10-12 07:30")])

    compile_what_waits()

    reports = Report.objects.filter(unit=cast.station).of(OCTOBER).order_by("revision")
    values = Figure.objects.filter(report__in=reports, key="officer_person_times").order_by("report__revision")
    assert [(report.revision, report.state) for report in reports] == [(1, "signed"), (2, "draft")]
    assert list(values.values_list("value", flat=True)) == [0, 1]
    assert _value(cast.bureau_unit) == 1
    assert not StaleMonth.objects.exists()


def test_a_signed_report_whose_rows_are_as_they_were_gets_no_revision(cast: Cast) -> None:
    _go_out(cast, "2026-10-12 07:30")
    compile_report(unit=cast.station, period=OCTOBER)
    _sign(cast)

    compile_report(unit=cast.station, period=OCTOBER)

    assert list(Report.objects.values_list("revision", "state")) == [(1, "signed")]


def test_other_rows_with_the_same_figures_are_a_new_revision(cast: Cast) -> None:
    _go_out(cast, "2026-10-12 07:30")
    compile_report(unit=cast.station, period=OCTOBER)
    _sign(cast)
    OutingOfficer.objects.update(officer=cast.colleague)

    report = compile_report(unit=cast.station, period=OCTOBER)

    assert (report.revision, report.state) == (2, "draft")


def test_figures_that_came_to_the_portal_later_are_no_change(cast: Cast) -> None:
    compile_report(unit=cast.station, period=OCTOBER)
    _sign(cast)
    Figure.objects.filter(key="officer_person_times").delete()

    assert compile_report(unit=cast.station, period=OCTOBER).revision == 1


def test_a_school_that_opened_since_is_no_change(cast: Cast) -> None:
    compile_report(unit=cast.station, period=OCTOBER)
    _sign(cast)
    make_school(cast.station, "新开的幼儿园")

    assert compile_report(unit=cast.station, period=OCTOBER).revision == 1


def test_a_late_record_says_whose_it_was(cast: Cast) -> None:
    compile_report(unit=cast.station, period=OCTOBER)
    _sign(cast)
    StaleMonth.objects.all().delete()
    with acting(cast.officer):
        _go_out(cast, "2026-10-12 07:30")
        mark_months_stale(unit_ids=[cast.station.pk], moments=[at("2026-10-12 07:30")])

    compile_what_waits()

    steps = ReportStep.objects.filter(report__unit=cast.station, report__revision=2)
    assert list(steps.values_list("before", "after", "by__username")) == [("", "draft", cast.officer.username)]


def test_a_checked_report_whose_figures_change_is_a_draft_again(cast: Cast) -> None:
    report = compile_report(unit=cast.station, period=OCTOBER)
    step_to(report, ReportState.CHECKED, at=at("2026-11-10 12:00"), by=cast.commander)
    assert compile_report(unit=cast.station, period=OCTOBER).state == "checked"

    _go_out(cast, "2026-10-12 07:30")

    assert compile_report(unit=cast.station, period=OCTOBER).state == "draft"
    assert list(report.steps.values_list("after", flat=True)) == ["checked", "draft"]


def _sign(cast: Cast) -> None:
    """As a signed report stands: with the digests of its rows."""
    digests = digests_of([cast.station.pk], OCTOBER, at("2026-11-10 12:00"))
    Report.objects.filter(unit=cast.station).update(
        state=ReportState.SIGNED, hash="0" * 64, rows_digests=digests, signed_at=at("2026-11-10 12:00"),
        signed_by=cast.commander,
    )  # fmt: skip
