"""The compiler's jobs."""

from celery import shared_task
from django.db.models import Min
from django.utils import timezone

from campus_safety.jobs import waiting
from campus_safety.jobs.actions import claimed
from campus_safety.statistics.actions.marks import mark_all_drafts_stale
from campus_safety.statistics.actions.subscribing import send_reports as send_some
from campus_safety.statistics.actions.waiting import compile_what_waits, oldest_due_report
from campus_safety.statistics.models import StaleMonth

MORNING = 8

waiting.register(
    "statistics.compile_stale_months", lambda: StaleMonth.objects.aggregate(since=Min("marked_at"))["since"]
)
waiting.register("statistics.compile_other_periods", oldest_due_report)


@shared_task(name="statistics.compile_stale_months")
def compile_stale_months() -> None:
    """Compile what has changed: months, and other periods that wait."""
    compile_what_waits()


@shared_task(name="statistics.compile_every_month")
def compile_every_month() -> None:
    """Once a night: mark every draft, so that it is compiled again."""
    with claimed(job="statistics.compile_every_month", period=timezone.localdate().isoformat()) as mine:
        if mine:
            mark_all_drafts_stale()


@shared_task(name="statistics.send_reports")
def send_reports() -> None:
    """Once a month, from eight in the morning of the first on: send last month's report to those who subscribed."""
    now = timezone.localtime()
    if now.day > 1 or now.hour >= MORNING:
        send_some(at=now)
