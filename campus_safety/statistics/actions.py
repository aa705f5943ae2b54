"""Compiling months: a write marks its month as stale, the worker compiles what is stale."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from campus_safety.accounts.models import Unit
from campus_safety.audit.trail import Action, entry, record
from campus_safety.statistics.models import Figure, Report, StaleMonth
from campus_safety.statistics.periods import Period, local_day, month_of
from campus_safety.statistics.registry import indicators

BATCH = 50


def mark_months_stale(*, unit_ids: Iterable[int], moments: Iterable[datetime]) -> None:
    """Note that the units' months (in Asia/Shanghai) of these moments must be compiled anew. One statement.

    Call it last in a transaction. The conflicting row is rewritten rather than ignored: that locks it until the caller
    commits, so a compile that runs meanwhile cannot take the mark away without seeing the caller's rows.
    """
    now = timezone.now()
    firsts = {month_of(local_day(moment)).first_day for moment in moments}
    marks = [StaleMonth(unit_id=pk, first_day=first, marked_at=now) for pk in sorted(set(unit_ids)) for first in sorted(firsts)]
    StaleMonth.objects.bulk_create(
        marks, update_conflicts=True, unique_fields=["unit", "first_day"], update_fields=["first_day"]
    )


def compile_month(*, unit: Unit, period: Period, at: datetime | None = None) -> Report:
    """Count every indicator of one unit (with the units below it) over one period, and store the figures.

    The same rows give the same figures; a signed report is left as it is. Returns the report.
    """
    at = at or timezone.now()
    with transaction.atomic():
        StaleMonth.objects.filter(unit=unit, first_day=period.first_day).delete()
        report = _draft_of(unit, period, at)
        if report.state == Report.State.DRAFT:
            _write_figures(report, at)
            if unit.parent_id:
                mark_months_stale(unit_ids=[unit.parent_id], moments=[period.starts_at])
        return report


def _draft_of(unit: Unit, period: Period, at: datetime) -> Report:
    days = {"unit": unit, "first_day": period.first_day, "last_day": period.last_day}
    report, is_new = Report.objects.select_for_update().get_or_create(**days, revision=1, defaults={"compiled_at": at})
    if is_new:
        record(entry(report, action=Action.CREATE, changes={"state": (None, report.state)}, actor=None))
    return report


def _write_figures(report: Report, at: datetime) -> None:
    unit_ids = list(Unit.objects.at_or_below(report.unit).values_list("pk", flat=True))
    elapsed = (local_day(at) - report.first_day).days + 1
    is_running = report.first_day <= local_day(at) <= report.last_day
    before = report.period.before(days=elapsed if is_running else None)
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
    """Compile every month that is marked as stale, units below before those above. Returns how many were compiled.

    A compile marks the month of the unit above in its own transaction, so nothing is lost if the worker is killed
    between the two; the loop ends at the top of the tree.
    """
    compiled = 0
    while marks := list(StaleMonth.objects.select_related("unit").order_by("unit__parent__isnull", "marked_at")[:BATCH]):
        for mark in marks:
            compile_month(unit=mark.unit, period=month_of(mark.first_day))
            compiled += 1
    return compiled


def mark_all_drafts_stale() -> int:
    """Mark the month of every draft, so that the night compiles all of them again. Returns how many."""
    now = timezone.now()
    drafts = Report.objects.filter(state=Report.State.DRAFT).values_list("unit_id", "first_day")
    marks = [StaleMonth(unit_id=unit_id, first_day=first_day, marked_at=now) for unit_id, first_day in drafts]
    StaleMonth.objects.bulk_create(
        marks, update_conflicts=True, unique_fields=["unit", "first_day"], update_fields=["first_day"]
    )
    return len(marks)
