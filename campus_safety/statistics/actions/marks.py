"""Which months must be compiled anew: a write marks its month, in the database."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from campus_safety.accounts.models import Unit
from campus_safety.audit.author import current_author
from campus_safety.local_days import local_day
from campus_safety.statements import insert_all
from campus_safety.statistics.models import Report, StaleMonth
from campus_safety.statistics.periods import a_year_before, month_of
from campus_safety.statistics.states import ReportState

REWRITE = """ON CONFLICT (unit_id, first_day) DO UPDATE SET
    attempts = EXCLUDED.attempts, marked_by_id = COALESCE(EXCLUDED.marked_by_id, statistics_stalemonth.marked_by_id)"""


def mark_months_stale(*, unit_ids: Iterable[int], moments: Iterable[datetime]) -> None:
    """Note that the units' months (in Asia/Shanghai) of these moments must be compiled anew. One statement.

    The month that runs is compared with the same days of the month before and of the year before, so it is marked too
    where one of those has changed. Call it last in a transaction.
    """
    this_month = month_of(local_day(timezone.now()))
    compared = {this_month.before().first_day, this_month.year_before().first_day}
    firsts = {month_of(local_day(moment)).first_day for moment in moments}
    if firsts & compared:
        firsts.add(this_month.first_day)
    author = current_author().user
    mark({(unit_id, first) for unit_id in unit_ids for first in firsts}, by_id=author.pk if author else None)


def mark(months: Iterable[tuple[int, date]], *, by_id: int | None = None) -> None:
    """Write marks of (unit, first day) in the order of their keys, in which everybody who holds several takes them.

    A mark that is there already is rewritten rather than ignored: that locks it until the caller commits, so a compile
    that runs meanwhile cannot take the mark away without seeing the caller's rows.
    """
    now = timezone.now()
    marks = [
        StaleMonth(unit_id=unit_id, first_day=first, marked_at=now, marked_by_id=by_id)
        for unit_id, first in sorted(months)
    ]
    if marks:
        insert_all(marks, REWRITE)


def mark_missing_months() -> None:
    """Mark the current month of every unit that has no report of it yet and no mark, so that the desk finds one."""
    period = month_of(timezone.localdate())
    reported = Report.objects.of(period).values("unit_id")
    marked = StaleMonth.objects.filter(first_day=period.first_day).values("unit_id")
    missing = list(Unit.objects.exclude(pk__in=reported).exclude(pk__in=marked).values_list("pk", flat=True))
    mark((pk, period.first_day) for pk in missing)


def mark_all_drafts_stale() -> int:
    """Mark every month of the last year whose report is not signed, so that the night compiles all of them again.

    Returns how many. Reports of other periods wait for the worker in their own row. What was given up after some
    attempts, be it signed or not, is tried anew.
    """
    StaleMonth.objects.exclude(attempts=0).update(attempts=0)
    Report.objects.exclude(attempts=0).update(attempts=0)
    since = a_year_before(month_of(local_day(timezone.now())).first_day)
    unsigned = Report.objects.exclude(state=ReportState.SIGNED).filter(first_day__gte=since)
    months = {
        (report.unit_id, report.first_day) for report in unsigned.only("unit_id", "first_day", "last_day")
        if report.period.is_month
    }  # fmt: skip
    mark(months)
    return len(months)
