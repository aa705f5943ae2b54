"""Which unit, which month and which report a page is about, as its address says."""

from collections.abc import Sequence
from datetime import datetime

from django.http import Http404, HttpRequest

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import signed_in
from campus_safety.local_days import local_day
from campus_safety.statistics.models import Report
from campus_safety.statistics.periods import Period, month_named, month_of, period_named


def units_of(user: User) -> list[Unit]:
    """The units that a commander chooses from: the own one first."""
    return sorted(Unit.objects.visible_to(user), key=lambda unit: (unit.pk != user.unit_id, unit.code))


def at_or_below(unit: Unit) -> frozenset[int]:
    """The keys of the unit and of every unit below it."""
    return frozenset(Unit.objects.at_or_below(unit).values_list("pk", flat=True))


def chosen_unit(request: HttpRequest, units: Sequence[Unit]) -> Unit:
    """The unit that `?unit=CODE` names, else the first.

    Raises Http404 for a unit that is not among them.
    """
    code = request.GET.get("unit", "")
    found = next((unit for unit in units if code in {"", unit.code}), None)
    if found is None:
        raise Http404
    return found


def chosen_month(request: HttpRequest, now: datetime) -> Period:
    """The month that `?month=YYYY-MM` names, else the current one.

    Raises ValidationError for what is no month.
    """
    code = request.GET.get("month", "")
    return month_named(code) if code else month_of(local_day(now))


def revisions_named(request: HttpRequest, unit: Unit, code: str) -> list[Report]:
    """The revisions of a unit's report of the period called `code`, the newest first. One query.

    Raises ValidationError for what is no period, and Http404 if there is no such report.
    """
    reports = Report.objects.visible_to(signed_in(request)).filter(unit=unit).of(period_named(code))
    found = list(reports.select_related("unit", "signed_by").order_by("-revision"))
    if not found:
        raise Http404
    return found
