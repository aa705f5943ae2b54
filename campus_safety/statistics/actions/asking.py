"""Asking for a report that nobody has compiled yet."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.trail import Action, entry, record
from campus_safety.statistics.actions.marks import mark
from campus_safety.statistics.models import Report
from campus_safety.statistics.periods import Period


def ask_for_report(*, unit: Unit, period: Period, by: User, at: datetime) -> Report:
    """An empty draft of the period that the worker compiles within a minute; or the newest report, if there is one.

    A month is compiled as months are, by its mark; another period waits in its own row.
    """
    ask_for_reports(units=[unit], period=period, by=by, at=at)
    return Report.objects.filter(unit=unit).of(period).select_related("unit").latest("revision")


@transaction.atomic
def ask_for_reports(*, units: Iterable[Unit], period: Period, by: User, at: datetime) -> None:
    """Ask for the reports of several units: those that are there stay as they are.

    Marks are taken first, and in the order of their keys, as everybody takes them who compiles or writes.
    """
    wanted = {unit.pk: unit for unit in units}
    there = set(Report.objects.filter(unit__in=wanted).of(period).values_list("unit_id", flat=True))
    missing = sorted(wanted.keys() - there)
    if period.is_month:
        mark([(unit_id, period.first_day) for unit_id in missing], by_id=by.pk)
    waiting_since = None if period.is_month else at
    for unit_id in missing:
        report, is_new = Report.objects.get_or_create(
            unit=wanted[unit_id], first_day=period.first_day, last_day=period.last_day, revision=1,
            defaults={"compiled_at": at, "waiting_since": waiting_since},
        )  # fmt: skip
        if is_new:
            record(entry(report, action=Action.CREATE, changes={"state": (None, report.state)}, actor=by))
