"""Checking, sending back and signing: every pair of states, what was seen, and two at once."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.utils import translation

from campus_safety.notices.models import Notice
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.actions.signing import FiguresMoved, check_report, send_back_report, sign_report
from campus_safety.statistics.models import Report, ReportStep
from campus_safety.statistics.periods import month_named, period_named
from campus_safety.statistics.snapshot import Snapshot
from campus_safety.statistics.states import ReportState, report_may_become
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.factories import at, make_outing
from tests.factories.reports import make_checked_report, make_signed_report

OCTOBER = month_named("2026-10")
DRAFT, CHECKED, SIGNED = ReportState.DRAFT, ReportState.CHECKED, ReportState.SIGNED
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-10 12:00"), tick=False), translation.override("en"):
        yield


def _go_out(cast: Cast, moment: str = "2026-10-12 07:30") -> None:
    make_outing(cast.officer, started_at=at(moment), ended_at=at(moment))


def _report_in(cast: Cast, state: ReportState) -> Report:
    if state == DRAFT:
        return compile_report(unit=cast.station, period=OCTOBER)
    make = make_checked_report if state == CHECKED else make_signed_report
    return make(cast.station, "2026-10", by=cast.commander)


def _step_to(report: Report, cast: Cast, state: ReportState) -> Report:
    seen = Snapshot.of(report)
    steps: dict[str, Callable[[], Report]] = {
        DRAFT: lambda: send_back_report(report=report, by=cast.bureau, text="Look again."),
        CHECKED: lambda: check_report(report=report, by=cast.commander, seen=seen),
        SIGNED: lambda: sign_report(report=report, by=cast.commander, seen=seen),
    }
    return steps[state]()


@pytest.mark.parametrize(("before", "after"), list(product(ReportState, ReportState)))
def test_a_report_turns_as_the_table_says_and_in_no_other_way(
    cast: Cast, before: ReportState, after: ReportState
) -> None:
    report = _report_in(cast, before)
    steps = list(ReportStep.objects.values_list("before", "after"))

    if report_may_become(before, after):
        turned = _step_to(report, cast, after)
        steps.append((before, after))
        assert turned.state == Report.objects.get().state == after
    else:
        with pytest.raises(ValidationError):
            _step_to(report, cast, after)
        assert Report.objects.get().state == before
    assert list(ReportStep.objects.values_list("before", "after")) == steps


def test_a_signed_report_says_who_signed_what_and_it_is_on_the_trail(cast: Cast) -> None:
    _go_out(cast)

    report = make_signed_report(cast.station, "2026-10", by=cast.commander)

    stored = Report.objects.get()
    assert (stored.signed_by, stored.signed_at, stored.reason) == (cast.commander, at("2026-11-10 12:00"), "")
    assert (stored.hash, stored.rows_digests) == (report.hash, report.rows_digests)
    assert len(stored.hash or "") == 64
    entry = LogEntry.objects.get_for_object(stored).order_by("pk").last()
    assert entry is not None
    assert (entry.actor_id, entry.changes) == (
        cast.commander.pk,
        {"state": ["checked", "signed"], "hash": ["None", stored.hash]},
    )


def test_the_same_rows_have_the_same_hash(cast: Cast) -> None:
    _go_out(cast)
    first = make_signed_report(cast.station, "2026-10", by=cast.commander).hash
    ReportStep.objects.all().delete()
    Report.objects.all().delete()

    assert make_signed_report(cast.station, "2026-10", by=cast.commander).hash == first


def test_a_running_period_is_neither_checked_nor_signed(cast: Cast) -> None:
    report = compile_report(unit=cast.station, period=month_named("2026-11"))

    with pytest.raises(ValidationError, match="still runs"):
        check_report(report=report, by=cast.commander, seen=Snapshot.of(report))
    with time_machine.travel(at("2026-12-01 00:00"), tick=False):
        checked = check_report(report=report, by=cast.commander, seen=Snapshot.of(report))
    assert checked.state == CHECKED


@pytest.mark.parametrize("state", [DRAFT, CHECKED])
def test_figures_that_moved_unseen_are_refused_by_name_and_stay_compiled(cast: Cast, state: ReportState) -> None:
    report = _report_in(cast, state)
    _go_out(cast)

    with pytest.raises(FiguresMoved) as refused:
        _step_to(report, cast, CHECKED if state == DRAFT else SIGNED)

    moved = {one.key: (one.before, one.now) for one in refused.value.moved}
    assert moved["officer_person_times"] == ("0", "1")
    stored = Report.objects.get()
    assert stored.state == DRAFT
    assert stored.figures.get(key="officer_person_times").value == 1


def test_the_same_sum_spread_in_another_way_is_refused_too(cast: Cast) -> None:
    make_outing(cast.officer, started_at=at("2026-10-12 07:30"), ended_at=at("2026-10-12 08:00"))
    report = _report_in(cast, DRAFT)
    cast.station.outings.get().officers.update(officer=cast.colleague)

    with pytest.raises(FiguresMoved) as refused:
        _step_to(report, cast, CHECKED)

    moved = {one.key: (one.before, one.now) for one in refused.value.moved}
    assert moved == {"officer_person_times": ("1", "1")}


def test_words_are_needed_to_send_back_and_to_sign_anew(cast: Cast) -> None:
    _report_in(cast, CHECKED)
    with pytest.raises(ValidationError) as unsaid:
        send_back_report(report=Report.objects.get(), by=cast.bureau, text="  ")
    assert set(unsaid.value.message_dict) == {"text"}

    _step_to(Report.objects.get(), cast, SIGNED)
    _go_out(cast)
    with pytest.raises(ValidationError) as unsaid:
        make_signed_report(cast.station, "2026-10", by=cast.commander)
    assert set(unsaid.value.message_dict) == {"reason"}
    again = sign_report(
        report=Report.objects.get(revision=2),
        by=cast.commander,
        seen=Snapshot.of(Report.objects.get(revision=2)),
        reason="An outing came late.",
    )
    assert (again.revision, again.reason) == (2, "An outing came late.")


def test_a_late_record_makes_a_revision_and_tells_the_commander_once(cast: Cast) -> None:
    signed = _report_in(cast, SIGNED)
    _go_out(cast)
    for _again in range(2):
        compile_report(unit=cast.station, period=OCTOBER)

    assert list(Report.objects.order_by("revision").values_list("revision", "state")) == [(1, SIGNED), (2, DRAFT)]
    assert signed.figures.get(key="officer_person_times").value == 0
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.data) == (
        cast.commander, "statistics.restated", {"period": "2026-10", "revision": 2},
    )  # fmt: skip


def test_a_year_is_signed_as_a_month_is(cast: Cast) -> None:
    with time_machine.travel(at("2027-01-01 00:00"), tick=False):
        report = make_signed_report(cast.station, "2026", by=cast.commander)

    assert (report.state, report.period) == (SIGNED, period_named("2026"))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_one_signs(cast: Cast) -> None:
    report = _report_in(cast, CHECKED)

    def sign() -> tuple[int, str]:
        try:
            sign_report(report=report, by=cast.commander, seen=Snapshot.of(report))
        except ValidationError:
            return 409, "refused"
        return 200, "signed"

    assert sorted(all_at_once([sign] * 2)) == [(200, "signed"), (409, "refused")]
    assert ReportStep.objects.filter(after=SIGNED).count() == 1
