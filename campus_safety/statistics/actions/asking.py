"""Asking for a report that nobody has compiled yet."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.trail import Action, entry, record
from campus_safety.statistics.actions.marks import mark
from campus_safety.statistics.models import Report
from campus_safety.statistics.periods import Period


@transaction.atomic
def ask_for_report(*, unit: Unit, period: Period, by: User, at: datetime) -> Report:
    """An empty draft of the period that the worker compiles within a minute; or the newest report, if there is one.

    A month is compiled as months are, by its mark; another period waits in its own row.
    """
    waiting_since = None if period.is_month else at
    report, is_new = Report.objects.get_or_create(
        unit=unit, first_day=period.first_day, last_day=period.last_day, revision=1,
        defaults={"compiled_at": at, "waiting_since": waiting_since},
    )  # fmt: skip
    if not is_new:
        return Report.objects.filter(unit=unit).of(period).select_related("unit").latest("revision")
    record(entry(report, action=Action.CREATE, changes={"state": (None, report.state)}, actor=by))
    if period.is_month:
        mark([(unit.pk, period.first_day)], by_id=by.pk)
    return report


@transaction.atomic
def ask_for_reports(*, units: Iterable[Unit], period: Period, by: User, at: datetime) -> None:
    """Ask for the reports of several units: those that are there stay as they are."""
    for unit in units:
        ask_for_report(unit=unit, period=period, by=by, at=at)
