"""Who is sent a unit's report each month, and sending it."""

import logging
import time
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from campus_safety.accounts.models import Unit, User
from campus_safety.jobs.actions import claimed
from campus_safety.local_days import local_day, midnight
from campus_safety.notices.actions import write_notices
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.models import Report, ReportFile, SentBriefing, Subscription
from campus_safety.statistics.notifying import drafts_of_briefing
from campus_safety.statistics.periods import Period, month_of
from campus_safety.statistics.permissions import reads_report

logger = logging.getLogger(__name__)

JOB = "statistics.send_reports"
# A PDF takes a second or so: one run ends well before the soft time limit of a task (40 s), the next one goes on.
LONGEST_RUN_S = 20.0


@transaction.atomic
def subscribe(*, user: User, unit: Unit, at: datetime) -> Subscription:
    """Have the user sent the unit's report each month; once, however often it is asked for."""
    subscription, _is_new = Subscription.objects.get_or_create(user=user, unit=unit, defaults={"since": at})
    return subscription


@transaction.atomic
def unsubscribe(*, user: User, unit: Unit) -> None:
    """Send the unit's report to the user no more."""
    for subscription in Subscription.objects.filter(user=user, unit=unit):
        subscription.delete()


def send_reports(*, at: datetime) -> int:
    """Send last month's report of every unit to those who had subscribed when this month began.

    Each unit's is claimed once, in a transaction of its own; what fails is tried again by a later run, three times in
    all. Returns how many units' were sent.

    Raises ExceptionGroup, at the end, with what went wrong.
    """
    stop_at, month = time.monotonic() + LONGEST_RUN_S, month_of(local_day(at)).before()
    failed: list[Exception] = []
    sent = 0
    for unit in _units_waiting(month, at):
        if time.monotonic() > stop_at:
            break
        try:
            with claimed(job=JOB, period=f"{month.code}:{unit.code}") as mine:
                if mine:
                    send_report(unit=unit, month=month, at=at)
                    sent += 1
        except Exception as error:
            logger.exception("The report of %s for %s could not be sent.", unit.code, month.code)
            failed.append(error)
    if failed:
        raise ExceptionGroup("Some reports could not be sent.", failed)
    return sent


@transaction.atomic
def send_report(*, unit: Unit, month: Period, at: datetime) -> SentBriefing:
    """Compile a unit's month as it is now and send it, as a draft if nobody has signed it; the files before go."""
    from campus_safety.statistics.briefing.files import render  # what writes PDF is large, and few requests need it

    report = compile_report(unit=unit, period=month, at=at)
    for old in SentBriefing.objects.filter(report__unit=unit, report__first_day__lt=month.first_day).defer("content"):
        old.delete()
    briefing = SentBriefing(report=report, content=render(report, ReportFile.Format.PDF), sent_at=at)
    briefing.save()
    readers = [one.user for one in _subscriptions(at).filter(unit=unit) if reads_report(one.user, report)]
    write_notices(drafts=drafts_of_briefing(briefing, readers), at=at)
    return briefing


def _subscriptions(at: datetime) -> QuerySet[Subscription]:
    """Those of people who may sign in, from before the month of `at`."""
    begun = midnight(month_of(local_day(at)).first_day)
    return Subscription.objects.filter(since__lt=begun, user__is_active=True).select_related("user__unit")


def _units_waiting(month: Period, at: datetime) -> list[Unit]:
    """The units with subscribers that were sent nothing of the month yet."""
    sent = SentBriefing.objects.filter(report__in=Report.objects.of(month)).values("report__unit")
    return list(Unit.objects.filter(pk__in=_subscriptions(at).values("unit")).exclude(pk__in=sent).order_by("pk"))
