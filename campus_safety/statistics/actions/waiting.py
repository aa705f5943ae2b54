"""Compiling what waits for it: marked months, and reports of other periods."""

import logging
import time
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from campus_safety.local_days import local_day
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.actions.marks import mark_missing_months
from campus_safety.statistics.models import Report, StaleMonth
from campus_safety.statistics.querysets import ReportQuerySet

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
# One run ends well before the soft time limit of a task (40 s); the next beat goes on where it stopped.
LONGEST_RUN_S = 25.0
# A year or a term that runs follows its rows more slowly than a month: it has many of them, and each write wakes it.
RUNNING_AGAIN_AFTER = timedelta(hours=1)


def compile_what_waits() -> int:
    """Compile every month that is marked as stale, the longest waiting first, and then what waits of other periods.

    Of these a running one is compiled once an hour at most.
    Each is a transaction of its own, so nothing is lost if the worker is killed between two. A month that cannot be
    compiled keeps its mark, goes behind the others, and is left alone after three attempts. Returns how many were
    compiled.

    Raises ExceptionGroup, at the end, with what went wrong.
    """
    stop_at = time.monotonic() + LONGEST_RUN_S
    mark_missing_months()
    failed = [
        *_compile_each(_next_mark, stop_at),
        *_compile_each(_next_waiting, stop_at),
    ]
    errors = [error for error in failed if error is not None]
    if errors:
        raise ExceptionGroup("Some reports could not be compiled.", errors)
    return len(failed)


def _compile_each(
    following: Callable[[Collection[int]], StaleMonth | Report | None], stop_at: float
) -> list[Exception | None]:
    """Compile one after the other until there is none or time is up. Returns what went wrong with each, if anything."""
    outcomes: list[Exception | None] = []
    failed: set[int] = set()
    while (waiting := following(failed)) and time.monotonic() < stop_at:
        type(waiting).objects.filter(pk=waiting.pk).update(attempts=F("attempts") + 1)
        try:
            compile_report(unit=waiting.unit, period=waiting.period)
        except Exception as error:
            logger.exception("%s could not be compiled.", waiting)
            failed.add(waiting.pk)
            outcomes.append(error)
        else:
            outcomes.append(None)
    return outcomes


def _next_mark(failed: Collection[int]) -> StaleMonth | None:
    marks = StaleMonth.objects.select_related("unit").filter(attempts__lt=MOST_ATTEMPTS).exclude(pk__in=failed)
    return marks.order_by("attempts", "marked_at", "pk").first()


def _next_waiting(failed: Collection[int]) -> Report | None:
    waiting = _due_reports(timezone.now()).filter(attempts__lt=MOST_ATTEMPTS).exclude(pk__in=failed)
    return waiting.select_related("unit").order_by("attempts", "waiting_since", "pk").first()


def _due_reports(at: datetime) -> ReportQuerySet:
    """Those just asked for, those whose period is over, and those that run and were not compiled in the last hour."""
    is_new = Q(fingerprint="")
    is_due = Q(last_day__lt=local_day(at)) | Q(compiled_at__lte=at - RUNNING_AGAIN_AFTER)
    return Report.objects.filter(is_new | is_due, waiting_since__isnull=False)


def oldest_due_report() -> datetime | None:
    """When the report of a year, a term or other days became due that waits longest; None if none is due."""
    now = timezone.now()
    return min((_due_since(report, local_day(now)) for report in _due_reports(now)), default=None)


def _due_since(report: Report, today: date) -> datetime:
    since = report.waiting_since or report.compiled_at
    if not report.fingerprint or report.last_day < today:
        return since
    return max(since, report.compiled_at + RUNNING_AGAIN_AFTER)
