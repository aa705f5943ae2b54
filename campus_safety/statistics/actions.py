"""Compiling months: a write marks its month as stale, the worker compiles what is stale."""

import logging
import time
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from campus_safety.accounts.models import Unit
from campus_safety.audit.trail import Action, entry, record
from campus_safety.local_days import local_day
from campus_safety.statements import insert_all
from campus_safety.statistics.models import Figure, Report, StaleMonth
from campus_safety.statistics.periods import Period, month_of
from campus_safety.statistics.registry import indicators

logger = logging.getLogger(__name__)

REWRITE = "ON CONFLICT (unit_id, first_day) DO UPDATE SET attempts = EXCLUDED.attempts"
MOST_ATTEMPTS = 3
# One run ends well before the soft time limit of a task (40 s); the next beat goes on where it stopped.
LONGEST_RUN_S = 25.0


def mark_months_stale(*, unit_ids: Iterable[int], moments: Iterable[datetime]) -> None:
    """Note that the units' months (in Asia/Shanghai) of these moments must be compiled anew. One statement.

    A month that is over is what the next one is compared with, so that one is marked too.
    Call it last in a transaction.
    """
    this_month = month_of(local_day(timezone.now())).first_day
    firsts = {month_of(local_day(moment)).first_day for moment in moments}
    followers = {month_of(first).after().first_day for first in firsts}
    firsts |= {first for first in followers if first <= this_month}
    _mark({(unit_id, first) for unit_id in unit_ids for first in firsts})


def _mark(months: Iterable[tuple[int, date]]) -> None:
    """Write marks in the order of their keys, in which everybody who holds more than one takes them.

    A mark that is there already is rewritten rather than ignored: that locks it until the caller commits, so a compile
    that runs meanwhile cannot take the mark away without seeing the caller's rows.
    """
    now = timezone.now()
    marks = [StaleMonth(unit_id=unit_id, first_day=first, marked_at=now) for unit_id, first in sorted(months)]
    insert_all(marks, REWRITE)


@transaction.atomic
def compile_month(*, unit: Unit, period: Period, at: datetime | None = None) -> Report:
    """Count every indicator of one unit (with the units below it) over one period, and store the figures.

    The same rows give the same figures; a signed report is left as it is. The month of the unit above becomes stale.
    Returns the report.
    """
    at = at or timezone.now()
    _take_mark(unit, period)
    report = _draft_of(unit, period, at)
    if report.state == Report.State.DRAFT:
        _write_figures(report, at)
    return report


def _take_mark(unit: Unit, period: Period) -> None:
    """Take the unit's mark away and pass it up the tree: in the order of the keys, as `_mark` does."""
    above = [(unit.parent_id, period.first_day)] if unit.parent_id else []
    if unit.parent_id and unit.parent_id < unit.pk:
        _mark(above)
    StaleMonth.objects.filter(unit=unit, first_day=period.first_day).delete()
    if unit.parent_id and unit.parent_id > unit.pk:
        _mark(above)


def _draft_of(unit: Unit, period: Period, at: datetime) -> Report:
    """The report, locked until the end: of two compiles at once the second counts after the first."""
    days = {"unit": unit, "first_day": period.first_day, "last_day": period.last_day}
    report, is_new = Report.objects.select_for_update().get_or_create(**days, revision=1, defaults={"compiled_at": at})
    if is_new:
        record(entry(report, action=Action.CREATE, changes={"state": (None, report.state)}, actor=None))
    return report


def _write_figures(report: Report, at: datetime) -> None:
    unit_ids = list(Unit.objects.at_or_below(report.unit).values_list("pk", flat=True))
    elapsed = (local_day(at) - report.first_day).days + 1
    before = report.period.before(days=elapsed if report.period.holds(local_day(at)) else None)
    figures = [
        Figure(
            report=report,
            key=indicator.key,
            value=_decimal(indicator.count(unit_ids, report.period, at)),
            before=_decimal(indicator.count(unit_ids, before, min(at, before.ends_at))),
        )
        for indicator in indicators()
    ]
    Figure.objects.bulk_create(
        figures, update_conflicts=True, unique_fields=["report", "key"], update_fields=["value", "before"]
    )
    Report.objects.filter(pk=report.pk).update(compiled_at=at)
    report.compiled_at = at


def _decimal(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def compile_stale_months() -> int:
    """Compile every month that is marked as stale, the longest waiting first. Returns how many were compiled.

    Each month is a transaction of its own, so nothing is lost if the worker is killed between two. A month that cannot
    be compiled keeps its mark, goes behind the others, and is left alone after three attempts.

    Raises ExceptionGroup, at the end, with what went wrong.
    """
    stop_at = time.monotonic() + LONGEST_RUN_S
    failed: dict[int, Exception] = {}
    compiled = 0
    mark_missing_months()
    while (mark := _next_mark(failed)) and time.monotonic() < stop_at:
        StaleMonth.objects.filter(pk=mark.pk).update(attempts=F("attempts") + 1)
        try:
            compile_month(unit=mark.unit, period=month_of(mark.first_day))
        except Exception as error:
            logger.exception("The month %s could not be compiled.", mark)
            failed[mark.pk] = error
        else:
            compiled += 1
    if failed:
        raise ExceptionGroup("Some months could not be compiled.", list(failed.values()))
    return compiled


def _next_mark(failed: Iterable[int]) -> StaleMonth | None:
    marks = StaleMonth.objects.select_related("unit").filter(attempts__lt=MOST_ATTEMPTS).exclude(pk__in=failed)
    return marks.order_by("attempts", "marked_at", "pk").first()


def mark_missing_months() -> None:
    """Mark the current month of every unit that has no report of it yet and no mark, so that the desk finds one."""
    period = month_of(timezone.localdate())
    reported = Report.objects.of(period).values("unit_id")
    marked = StaleMonth.objects.filter(first_day=period.first_day).values("unit_id")
    missing = list(Unit.objects.exclude(pk__in=reported).exclude(pk__in=marked).values_list("pk", flat=True))
    if missing:
        _mark((pk, period.first_day) for pk in missing)


def mark_all_drafts_stale() -> int:
    """Mark the month of every draft, so that the night compiles all of them again. Returns how many."""
    drafts = set(Report.objects.filter(state=Report.State.DRAFT).values_list("unit_id", "first_day"))
    _mark(drafts)
    return len(drafts)
