"""The worker compiles what waits: what fails is given up after some attempts and holds up nothing else."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

import pytest
import time_machine

from campus_safety.accounts.models import Unit
from campus_safety.statistics.actions.asking import ask_for_report
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.actions.marks import mark_all_drafts_stale, mark_months_stale
from campus_safety.statistics.actions.waiting import MOST_ATTEMPTS, compile_what_waits, oldest_due_report
from campus_safety.statistics.models import Figure, Report, StaleMonth
from campus_safety.statistics.periods import month_named, period_named
from tests.cast import Cast
from tests.factories import at, make_outing
from tests.factories.reports import make_signed_report
from tests.statistics.breaking import break_indicator

OCTOBER = month_named("2026-10")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-10 12:00"), tick=False):
        yield


def _value(unit: Unit, month: str) -> object:
    return Figure.objects.get(
        report__unit=unit, report__first_day=month_named(month).first_day, key="officer_person_times"
    ).value


def _go_out(cast: Cast, moment: str) -> None:
    make_outing(cast.officer, started_at=at(moment), ended_at=at(moment))


def _give_up(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what waits of the unit fail until it is left alone; the units above may fail once more in between."""
    with monkeypatch.context() as patched:
        break_indicator(patched, unit_id=unit.pk)
        with pytest.raises(ExceptionGroup):
            compile_what_waits()
        for _attempt in range(MOST_ATTEMPTS):
            with suppress(ExceptionGroup):
                compile_what_waits()
        assert compile_what_waits() == 0


def test_a_period_is_due_from_when_it_is_asked_for_and_while_it_runs_from_an_hour_after(cast: Cast) -> None:
    now, year = at("2026-11-10 12:00"), period_named("2026")
    due = [oldest_due_report()]
    ask_for_report(unit=cast.station, period=year, by=cast.commander, at=now)
    due.append(oldest_due_report())
    compile_what_waits()
    due.append(oldest_due_report())
    mark_months_stale(unit_ids=[cast.station.pk], moments=[at("2026-11-09 07:30")])
    compile_report(unit=cast.station, period=month_named("2026-11"))  # which wakes the year
    due.append(oldest_due_report())
    for later in (now + timedelta(minutes=59), now + timedelta(minutes=61), at("2027-01-01 00:00")):
        with time_machine.travel(later, tick=False):
            due.append(oldest_due_report())

    assert due == [None, now, None, None, None, now + timedelta(hours=1), now]


def test_a_year_that_runs_is_compiled_again_after_an_hour_at_the_earliest(cast: Cast) -> None:
    year = compile_report(unit=cast.station, period=period_named("2026"))
    _go_out(cast, "2026-11-09 07:30")
    mark_months_stale(unit_ids=[cast.station.pk], moments=[at("2026-11-09 07:30")])

    compile_what_waits()
    soon = year.figures.get(key="officer_person_times").value
    with time_machine.travel(at("2026-11-10 13:00"), tick=False):
        compile_what_waits()

    assert [soon, year.figures.get(key="officer_person_times").value] == [0, 1]
    assert not Report.objects.exclude(waiting_since=None).exists()


def test_a_month_that_fails_keeps_its_mark_and_holds_up_no_other(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    compile_what_waits()
    mark_months_stale(unit_ids=[cast.station.pk, cast.squad.pk], moments=[at("2026-11-02 08:00")])
    _go_out(cast, "2026-11-02 08:00")
    with monkeypatch.context() as patched:
        break_indicator(patched, unit_id=cast.squad.pk)

        with pytest.raises(ExceptionGroup):
            compile_what_waits()

    assert _value(cast.station, month="2026-11") == 1
    assert set(StaleMonth.objects.values_list("unit__code", flat=True)) == {"XJW", "JLP"}
    compile_what_waits()
    assert not StaleMonth.objects.exists()


def test_a_month_that_fails_three_times_is_left_alone_until_it_is_marked_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_what_waits()
    mark_months_stale(unit_ids=[cast.squad.pk], moments=[at("2026-11-02 08:00")])
    _give_up(cast.squad, monkeypatch)
    assert compile_what_waits() == 0

    mark_months_stale(unit_ids=[cast.squad.pk], moments=[at("2026-11-02 08:00")])

    assert compile_what_waits() > 0
    assert not StaleMonth.objects.filter(unit=cast.squad).exists()


def test_a_month_without_a_report_that_fails_is_given_up_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    break_indicator(monkeypatch, unit_id=cast.squad.pk)
    for _attempt in range(MOST_ATTEMPTS + 1):  # the units below mark the bureau once more in the first run
        with suppress(ExceptionGroup):
            compile_what_waits()

    assert compile_what_waits() == 0
    assert Report.objects.filter(unit=cast.station).exists()
    assert dict(StaleMonth.objects.values_list("unit__code", "attempts")) == {"XJW": 3, "JLP": 3}


def test_a_year_that_cannot_be_compiled_holds_up_no_other_and_is_tried_anew_by_night(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_what_waits()
    for unit, year in ((cast.squad, "2024"), (cast.station, "2025")):
        ask_for_report(unit=unit, period=period_named(year), by=cast.commander, at=at("2026-11-10 12:00"))
    _give_up(cast.squad, monkeypatch)
    assert Report.objects.get(unit=cast.station, first_day=date(2025, 1, 1)).figures.exists()

    mark_all_drafts_stale()
    compile_what_waits()

    assert Report.objects.get(unit=cast.squad, first_day=date(2024, 1, 1)).figures.exists()


def test_what_was_given_up_of_a_signed_month_is_tried_anew_by_night(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_signed_report(cast.station, "2026-10", by=cast.commander)
    compile_what_waits()
    _go_out(cast, "2026-10-12 07:30")
    mark_months_stale(unit_ids=[cast.station.pk], moments=[at("2026-10-12 07:30")])
    _give_up(cast.station, monkeypatch)

    mark_all_drafts_stale()
    compile_what_waits()

    assert Report.objects.of(OCTOBER).filter(unit=cast.station).count() == 2


def test_a_year_waits_since_the_first_record_that_it_lacks(cast: Cast) -> None:
    year = compile_report(unit=cast.station, period=period_named("2026"))
    for moment in ("2026-11-10 12:00", "2026-11-10 12:20"):
        with time_machine.travel(at(moment), tick=False):
            compile_report(unit=cast.station, period=OCTOBER)

    year.refresh_from_db()
    assert year.waiting_since == at("2026-11-10 12:00")


def test_a_year_lacks_what_waits_of_any_of_its_months(cast: Cast) -> None:
    mark_months_stale(unit_ids=[cast.station.pk], moments=[at("2026-05-04 08:00")])

    touched = [
        StaleMonth.objects.touching([cast.station.pk], period_named(code)).exists()
        for code in ("2026", "2026-05-20_2026-06-01", "2026-04", "2026-05-31_2026-05-31", "2025")
    ]

    assert touched == [True, True, False, True, False]
