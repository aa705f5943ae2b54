"""Importing what units counted before they had the portal: all of a list, or none of it."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime

from django.db import transaction

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.author import acting
from campus_safety.local_days import local_day
from campus_safety.spreadsheets.reading import Table
from campus_safety.statistics.history.checking import Checked, Days, check_rows, imported_before
from campus_safety.statistics.models import ImportedFigure, ImportedPeriod


class NotImported(Exception):
    """Nothing was written: these rows have faults."""

    def __init__(self, faulty: Sequence[Checked]) -> None:
        super().__init__("nothing was written")
        self.faulty = faulty


@transaction.atomic
def import_history(*, table: Table, at: datetime, by: User | None, is_replacing: bool = False) -> list[Checked]:
    """Write the figures of a list, each on the trail; figures that are not on it stay.

    The same list again changes nothing and leaves no trace. Returns what became of each row. Raises NotImported.
    """
    # Until the end nobody else imports for these units (SQLite has one writer).
    list(Unit.objects.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    checked = check_rows(table, today=local_day(at), is_replacing=is_replacing)
    if faulty := [one for one in checked if one.faults]:
        raise NotImported(faulty)
    with acting(by) if by else nullcontext():
        _write([one for one in checked if one.state != "unchanged"], at, by)
    return checked


def _write(rows: Sequence[Checked], at: datetime, by: User | None) -> None:
    before, periods = imported_before(rows), dict[Days, ImportedPeriod]()
    for one in rows:
        if one.days not in periods:
            periods[one.days] = _write_period(one, before.get(one.days), at, by)
        _write_figure(one, periods[one.days])


def _write_period(one: Checked, period: ImportedPeriod | None, at: datetime, by: User | None) -> ImportedPeriod:
    if period is None:
        unit_id, first, last = one.days
        period = ImportedPeriod(unit_id=unit_id, first_day=first, last_day=last)
    period.source, period.imported_at, period.imported_by = one.said["source"], at, by
    period.save()
    return period


def _write_figure(one: Checked, period: ImportedPeriod) -> None:
    figure = ImportedFigure.objects.filter(imported=period, key=one.said["indicator"]).first()
    figure = figure or ImportedFigure(imported=period, key=one.said["indicator"])
    for name, value in one.figure.items():
        setattr(figure, name, value)
    figure.save()
