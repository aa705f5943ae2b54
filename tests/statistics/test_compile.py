"""Compiling a month: marks, drafts, units above, and two at once."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from campus_safety.accounts.models import Unit
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.actions.marks import mark_all_drafts_stale, mark_months_stale
from campus_safety.statistics.actions.waiting import compile_what_waits
from campus_safety.statistics.comparisons import compared
from campus_safety.statistics.models import Figure, Report, StaleMonth
from campus_safety.statistics.periods import month_named, period_named
from campus_safety.statistics.states import ReportState
from tests.cast import Cast
from tests.factories import at, make_duty, make_outing, make_unit, make_window
from tests.statistics.breaking import break_indicator

OCTOBER, NOVEMBER = month_named("2026-10"), month_named("2026-11")
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


def test_marks_are_one_a_unit_and_month(cast: Cast) -> None:
    for _again in range(2):
        mark_months_stale(unit_ids=[cast.station.pk, cast.squad.pk], moments=[at("2026-11-01 00:00")])

    assert set(StaleMonth.objects.values_list("unit__code", "first_day")) == {
        ("SPQ", date(2026, 11, 1)),
        ("XJW", date(2026, 11, 1)),
    }


def test_a_mark_of_a_past_month_reaches_the_month_that_is_compared_with_it(cast: Cast) -> None:
    mark_months_stale(unit_ids=[cast.station.pk], moments=[at("2026-10-31 23:59")])

    days = StaleMonth.objects.order_by("first_day").values_list("first_day", flat=True)
    assert list(days) == [date(2026, 10, 1), date(2026, 11, 1)]


def test_marking_asks_one_query(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        mark_months_stale(unit_ids=[cast.station.pk, cast.squad.pk], moments=[at("2026-11-02 08:00")])


def test_a_compile_stores_every_figure_and_takes_the_mark(cast: Cast) -> None:
    _go_out(cast, "2026-10-12 07:30")
    mark_months_stale(unit_ids=[cast.station.pk], moments=[at("2026-10-12 07:30")])

    report = compile_report(unit=cast.station, period=OCTOBER)

    assert (report.state, report.revision, report.hash) == ("draft", 1, None)
    assert report.compiled_at == at("2026-11-10 12:00")
    assert _value(cast.station) == 1
    assert _value(cast.station, "visibility_rate") is None
    assert not StaleMonth.objects.filter(unit=cast.station, first_day=OCTOBER.first_day).exists()


def test_a_second_compile_of_the_same_rows_changes_nothing(cast: Cast) -> None:
    _go_out(cast, "2026-10-12 07:30")
    compile_report(unit=cast.station, period=OCTOBER)
    before = list(Figure.objects.order_by("pk").values())

    compile_report(unit=cast.station, period=OCTOBER)

    assert list(Figure.objects.order_by("pk").values()) == before
    assert Report.objects.count() == 1


def test_reports_of_other_periods_wait_for_the_worker(cast: Cast) -> None:
    term = compile_report(unit=cast.station, period=period_named("2026-09-01_2026-10-31"))
    _go_out(cast, "2026-10-12 07:30")
    mark_months_stale(unit_ids=[cast.station.pk], moments=[at("2026-10-12 07:30")])

    compile_what_waits()

    assert term.figures.get(key="officer_person_times").value == 1
    assert not Report.objects.exclude(waiting_since=None).exists()


def test_a_running_month_is_compared_with_the_same_days_of_the_month_before(cast: Cast) -> None:
    for moment in ("2026-10-10 23:00", "2026-10-11 00:00", "2026-11-02 08:00"):
        _go_out(cast, moment)
    compile_report(unit=cast.station, period=OCTOBER)

    report = compile_report(unit=cast.station, period=NOVEMBER)

    figure = report.figures.get(key="officer_person_times")
    assert [figure.value, figure.before] == [1, 1]


def test_a_running_month_is_not_compared_with_a_month_that_nobody_counted(cast: Cast) -> None:
    for month in ("2018-04", "2026-10"):
        compile_report(unit=cast.station, period=month_named(month))

    beside = compared(compile_report(unit=cast.station, period=NOVEMBER))

    assert [beside.before["officer_person_times"], beside.year_before["officer_person_times"]] == [0, None]


def test_a_finished_month_is_compared_with_the_compiled_ones_before_it(cast: Cast) -> None:
    for moment in ("2025-10-31 23:59", "2026-09-30 23:59", "2026-09-01 00:00", "2026-10-31 23:59"):
        _go_out(cast, moment)
    for month in ("2025-10", "2026-09", "2026-10"):
        report = compile_report(unit=cast.station, period=month_named(month))

    beside = compared(report)

    assert [beside.before["officer_person_times"], beside.year_before["officer_person_times"]] == [2, 1]


def test_the_worker_compiles_what_is_stale_up_to_the_bureau(cast: Cast) -> None:
    make_duty(make_window(cast.point), date(2026, 10, 12), "done")
    mark_months_stale(unit_ids=[cast.station.pk], moments=[at("2026-10-12 07:30")])

    compile_what_waits()

    assert _value(cast.station, "duties_done") == _value(cast.bureau_unit, "duties_done") == 1
    assert not StaleMonth.objects.exists()


def test_the_worker_finds_a_report_of_this_month_for_every_unit(cast: Cast) -> None:
    compile_what_waits()

    codes = Report.objects.of(NOVEMBER).values_list("unit__code", flat=True)
    assert sorted(codes) == ["JLP", "OTH", "SPQ", "XJW"]


def test_three_levels_are_compiled_up_to_the_top(cast: Cast) -> None:
    top = make_unit("TOP", Unit.Kind.BUREAU)
    Unit.objects.filter(pk=cast.bureau_unit.pk).update(parent=top)
    _go_out(cast, "2026-10-12 07:30")
    mark_months_stale(unit_ids=[cast.station.pk], moments=[at("2026-10-12 07:30")])

    compile_what_waits()

    assert _value(top) == 1
    assert not StaleMonth.objects.exists()


def test_a_compile_that_breaks_off_leaves_everything_as_it_was(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _go_out(cast, "2026-10-12 07:30")
    mark_months_stale(unit_ids=[cast.station.pk], moments=[at("2026-10-12 07:30")])
    marks = list(StaleMonth.objects.order_by("pk").values())
    break_indicator(monkeypatch, unit_id=cast.station.pk)

    with pytest.raises(ArithmeticError):
        compile_report(unit=cast.station, period=OCTOBER)

    assert list(StaleMonth.objects.order_by("pk").values()) == marks
    assert not Report.objects.exists()


def test_the_night_marks_every_draft(cast: Cast) -> None:
    compile_report(unit=cast.station, period=OCTOBER)
    compile_report(unit=cast.squad, period=OCTOBER)
    Report.objects.filter(unit=cast.squad).update(
        state=ReportState.SIGNED, hash="0" * 64, signed_at=at("2026-11-10 12:00"), signed_by=cast.commander
    )
    StaleMonth.objects.all().delete()

    assert mark_all_drafts_stale() == 1
    assert list(StaleMonth.objects.values_list("unit__code", "first_day")) == [("SPQ", date(2026, 10, 1))]


# --- Two at once, on real connections --------------------------------------------------------------------------------


def _at_once(*calls: Callable[[], object]) -> None:
    """Run the calls in threads that start together; what one of them raises is raised here."""
    barrier, errors = threading.Barrier(len(calls)), []

    def run(call: Callable[[], object]) -> None:
        try:
            barrier.wait(10)
            call()
        except Exception as error:  # noqa: BLE001  (handed to the test below)
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []


@pytest.mark.django_db(transaction=True)
def test_two_compiles_at_once_give_one_report(cast: Cast) -> None:
    _go_out(cast, "2026-10-12 07:30")

    _at_once(*[lambda: compile_report(unit=cast.station, period=OCTOBER)] * 4)

    assert Report.objects.filter(unit=cast.station).count() == 1
    assert _value(cast.station) == 1


@pytest.mark.django_db(transaction=True)
def test_writes_beside_compiles_are_never_lost(cast: Cast) -> None:
    rounds = 12

    def write() -> None:
        for number in range(rounds):
            with transaction.atomic():
                _go_out(cast, f"2026-10-{number + 1:02d} 07:30")
                mark_months_stale(
                    unit_ids=[cast.station.pk, cast.bureau_unit.pk], moments=[at(f"2026-10-{number + 1:02d} 07:30")]
                )

    def compile_some() -> None:
        for _round in range(rounds):
            compile_what_waits()

    _at_once(write, compile_some, compile_some)
    compile_what_waits()

    assert _value(cast.station) == _value(cast.bureau_unit) == rounds
    assert not StaleMonth.objects.exists()
