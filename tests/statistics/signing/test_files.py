"""A signed report as a file: made once, kept byte for byte, and known when it comes back."""

from collections.abc import Iterator
from hashlib import sha256

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils.translation import override

from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.actions.files import report_file
from campus_safety.statistics.models import Report, ReportFile
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.verification import verified
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.factories import at
from tests.factories.reports import make_signed_report

EXCEL = ReportFile.Format.EXCEL


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-10 12:00"), tick=False):
        yield


def _signed(cast: Cast) -> Report:
    report = make_signed_report(cast.station, "2026-10", by=cast.commander)
    return Report.objects.with_figures().get(pk=report.pk)


@pytest.mark.django_db
def test_a_file_is_made_once_and_verified_by_its_bytes(cast: Cast) -> None:
    report = _signed(cast)

    first, again = report_file(report=report, format=EXCEL), report_file(report=report, format=EXCEL)

    content = again.content.read()
    assert (first.pk, content[:2]) == (again.pk, b"PK")
    found = verified(sha256(content).hexdigest())
    assert found is not None
    assert (found.report, found.has_later) == (report, False)


@pytest.mark.django_db
def test_no_file_is_made_of_figures_that_are_not_those_that_were_signed(cast: Cast) -> None:
    report = _signed(cast)
    report.figures.filter(key="outings").update(value=99)

    with override("en"), pytest.raises(ValidationError, match="not those that were signed"):
        report_file(report=Report.objects.with_figures().get(pk=report.pk), format=EXCEL)
    assert not ReportFile.objects.exists()


@pytest.mark.django_db
def test_a_draft_has_no_file(cast: Cast) -> None:
    with pytest.raises(ValueError, match="not signed"):
        report_file(report=compile_report(unit=cast.station, period=month_named("2026-10")), format=EXCEL)
    assert not ReportFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_both_get_the_one_file(cast: Cast) -> None:
    report = _signed(cast)

    def ask() -> tuple[int, str]:
        stored = report_file(report=report, format=EXCEL)
        return stored.pk, stored.sha256

    assert len(set(all_at_once([ask] * 2))) == 1
    assert ReportFile.objects.count() == 1
