"""What patrols count each month: effort from outings, presence from check-ins and duties. One query each."""

from collections.abc import Collection
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Indicator, register, rows_at
from patrols.models import CheckIn, CheckInReview, Duty, Outing, OutingOfficer, VehicleDispatch
from patrols.querysets import DutyQuerySet
from patrols.states import DutyState

TENTH = Decimal("0.1")
ONE_DONE = Q(state=DutyState.DONE)


def _sent_out(rows: QuerySet[Any], unit_ids: Collection[int], period: Period) -> int:
    return rows.filter(unit_id__in=unit_ids, started_at__gte=period.starts_at, started_at__lt=period.ends_at).count()


def count_officers(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Officers of these units, summed over the outings that started in the period; a joint outing's each once."""
    return _sent_out(OutingOfficer.objects.all(), unit_ids, period)


def count_vehicles(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Vehicles of these units, summed likewise."""
    return _sent_out(VehicleDispatch.objects.all(), unit_ids, period)


def count_volunteers(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Volunteers of the outings that these units led and that started in the period."""
    total = Outing.objects.of_units(unit_ids, period).aggregate(total=Sum("volunteers"))["total"]
    return int(total or 0)


def count_check_ins(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Check-ins at the units' points, captured in the period, less those that a commander rejected.

    Subtracted, so that the many are counted from their index and the few from another.
    """
    rejected = CheckInReview.objects.rejecting(unit_ids, period).order_by().values("outcome")
    number = Coalesce(Subquery(rejected.annotate(number=Count("*")).values("number")), 0)
    found: int = CheckIn.objects.of_units(unit_ids, period).order_by().aggregate(n=Count("*") - number)["n"]
    return found


def _due(unit_ids: Collection[int], period: Period, at: datetime) -> DutyQuerySet:
    return Duty.objects.of_units(unit_ids, period).closed(at)


def count_due(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Duties of the period whose window has closed at `at`; cancelled ones are out of the count."""
    return _due(unit_ids, period, at).count()


def count_done(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Those of them that were visited in their window."""
    return _due(unit_ids, period, at).filter(ONE_DONE).count()


def percent(done: int, due: int, step: Decimal = TENTH) -> Decimal | None:
    """`done` of `due` in percent, rounded half up to one decimal or another `step`; None where nothing is due."""
    return (Decimal(100 * done) / due).quantize(step, ROUND_HALF_UP) if due else None


def rate_visibility(unit_ids: Collection[int], period: Period, at: datetime) -> Decimal | None:
    """Duties done over duties due, in percent with one decimal; None where nothing is due."""
    found = _due(unit_ids, period, at).aggregate(due=Count("pk"), done=Count("pk", filter=ONE_DONE))
    return percent(found["done"], found["due"])


register(
    Indicator(
        key="officer_person_times",
        label=_("Police officers"),
        unit_word=pgettext_lazy("unit word", "person-times"),
        count=count_officers,
        rows=rows_at("patrols:outings"),
        definition=_("The officers of every outing that started in the month; each once an outing, for the own unit."),
        order=10,
    )
)
register(
    Indicator(
        key="vehicle_dispatches",
        label=_("Police vehicles sent out"),
        unit_word=pgettext_lazy("unit word", "dispatches"),
        count=count_vehicles,
        rows=rows_at("patrols:outings", has="vehicles"),
        definition=_("The vehicles of every outing that started in the month; each once an outing, for the own unit."),
        order=20,
    )
)
register(
    Indicator(
        key="volunteer_person_times",
        label=_("Volunteers"),
        unit_word=pgettext_lazy("unit word", "person-times"),
        count=count_volunteers,
        rows=rows_at("patrols:outings", has="volunteers"),
        definition=_("The volunteers of every outing that started in the month, counted for the leading unit."),
        order=30,
    )
)
register(
    Indicator(
        key="check_ins",
        label=_("Check-ins"),
        unit_word=pgettext_lazy("unit word", "times"),
        count=count_check_ins,
        rows=rows_at("patrols:check_ins"),
        definition=_("The check-ins taken at the unit's points in the month, but for those that a commander rejected."),
        order=40,
    )
)
register(
    Indicator(
        key="duties_due",
        label=_("Duties due"),
        unit_word=pgettext_lazy("unit word", "times"),
        count=count_due,
        rows=rows_at("patrols:duties", closed="1"),
        definition=_("The duties of the month whose window has closed; cancelled ones are left out."),
        order=50,
    )
)
register(
    Indicator(
        key="duties_done",
        label=_("Duties done"),
        unit_word=pgettext_lazy("unit word", "times"),
        count=count_done,
        rows=rows_at("patrols:duties", closed="1", state=DutyState.DONE.value),
        definition=_("The duties due that were visited within their window."),
        order=60,
    )
)
register(
    Indicator(
        key="visibility_rate",
        label=_("Visibility rate"),
        unit_word="%",
        count=rate_visibility,
        rows=rows_at("patrols:duties", closed="1"),
        definition=_("Visibility rate = duties done ÷ duties due. A visit after the window does not count."),
        order=70,
        is_rate=True,
    )
)
