"""The rows of the list of reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from campus_safety.statistics.models import ImportedPeriod, Report
from campus_safety.statistics.words import period_name


@dataclass(frozen=True, slots=True)
class ListedPeriod:
    """A row of the list: the newest revision of a report, or an imported period."""

    name: str
    report: Report | None = None
    imported: ImportedPeriod | None = None


def listed_periods(entries: Sequence[Any]) -> list[ListedPeriod]:
    """The rows of a page of entries: at most two queries."""
    keys: tuple[list[int], list[int]] = ([], [])
    for is_imported, pk, _first, _last in entries:
        keys[is_imported].append(pk)
    reports = Report.objects.select_related("signed_by").in_bulk(keys[0])
    imported = ImportedPeriod.objects.in_bulk(keys[1])
    return [
        ListedPeriod(period_name(imported[pk].period), imported=imported[pk])
        if is_imported
        else ListedPeriod(period_name(reports[pk].period), report=reports[pk])
        for is_imported, pk, _first, _last in entries
    ]
