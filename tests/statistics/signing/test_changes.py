"""What a revision says of the one before; and a signed report that is no longer what was signed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from campus_safety.accounts.models import Unit
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.changes import Change, changes_between
from campus_safety.statistics.integrity import is_whole
from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.periods import month_named
from tests.cast import Cast
from tests.factories import at, make_duty, make_outing, make_window
from tests.factories.reports import make_signed_report

OCTOBER = month_named("2026-10")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-10 12:00"), tick=False), translation.override("en"):
        yield


@pytest.fixture
def signed(cast: Cast) -> Report:
    """October, signed, with one outing of one officer and a missed duty."""
    make_outing(cast.officer, started_at=at("2026-10-12 07:30"), ended_at=at("2026-10-12 08:00"))
    make_duty(make_window(cast.point), OCTOBER.first_day, "missed")
    return make_signed_report(cast.station, "2026-10", by=cast.commander)


def _changes(cast: Cast, signed: Report) -> dict[str, Change]:
    newer = compile_report(unit=cast.station, period=OCTOBER)
    assert newer.revision == signed.revision + 1
    return {str(change.label): change for change in changes_between(signed, newer)}


def test_a_late_outing_changes_figures_and_their_lines(cast: Cast, signed: Report) -> None:
    make_outing(cast.colleague, started_at=at("2026-10-13 07:30"), ended_at=at("2026-10-13 08:00"))

    change = _changes(cast, signed)["Police officers"]

    assert (change.before, change.now, str(change.unit)) == ("1", "2", "person-times")
    lines = [(str(line.by), line.name, line.before, line.now) for line in change.lines]
    assert ("officer", "colleague", "0", "1") in lines
    assert ("unit", "石坪桥派出所", "1", "2") in lines


def test_a_rate_says_what_it_is_made_of(cast: Cast, signed: Report) -> None:
    make_duty(make_window(cast.point), OCTOBER.last_day, "done")

    change = _changes(cast, signed)["Visibility rate"]

    assert (change.before, change.now) == ("0", "50.0")
    assert ("0 (0/1)", "50.0 (1/2)") in {(line.before, line.now) for line in change.lines}


def test_rows_that_change_no_figure_make_a_revision_without_changes(cast: Cast, signed: Report) -> None:
    cast.station.outings.get().delete()
    make_outing(cast.officer, started_at=at("2026-10-12 07:30"), ended_at=at("2026-10-12 08:00"))

    assert _changes(cast, signed) == {}


def test_changes_ask_one_query_for_each_dimension(
    cast: Cast, signed: Report, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for day in range(13, 20):
        make_outing(
            cast.colleague, cast.officer, started_at=at(f"2026-10-{day} 07:30"), ended_at=at(f"2026-10-{day} 08:00")
        )
    newer = Report.objects.with_figures().get(pk=compile_report(unit=cast.station, period=OCTOBER).pk)
    older = Report.objects.with_figures().get(pk=signed.pk)

    with django_assert_max_num_queries(3):
        changes = changes_between(older, newer)

    assert changes


@pytest.mark.parametrize(
    "forged", [{"value": 99}, {"breakdowns": {"unit": {"1": 99}}}, {"whole": 3}], ids=["value", "breakdown", "whole"]
)
def test_a_forged_figure_shows(signed: Report, forged: dict[str, object]) -> None:
    stored = Report.objects.with_figures().get()
    assert is_whole(stored)

    Figure.objects.filter(report=signed, key="visibility_rate").update(**forged)

    assert not is_whole(Report.objects.with_figures().get())


def test_a_forged_hash_or_digest_shows(signed: Report) -> None:
    forgeries: list[dict[str, Any]] = [
        {"hash": "0" * 64}, {"rows_digests": {}}, {"revision": 2}, {"fingerprint": "0" * 64},
        {"signed_at": datetime(2026, 11, 9, tzinfo=UTC)}, {"signed_code": "OTH"}, {"reason": "another"},
    ]  # fmt: skip
    for forged in forgeries:
        kept = Report.objects.values(*forged).get()
        Report.objects.update(**forged)
        assert not is_whole(Report.objects.with_figures().get())
        Report.objects.update(**kept)
    assert is_whole(Report.objects.with_figures().get())


def test_a_report_stays_whole_when_its_unit_gets_another_code(signed: Report) -> None:
    Unit.objects.filter(pk=signed.unit_id).update(code="SPQ2")

    assert is_whole(Report.objects.with_figures().get())
