"""Which unit and which month a page is about, as its address says."""

from collections.abc import Sequence
from datetime import datetime

from django.http import Http404, HttpRequest

from campus_safety.accounts.models import Unit, User
from campus_safety.local_days import local_day
from campus_safety.statistics.periods import Period, month_named, month_of


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
