"""What the figures of patrols are counted from: outings with officers and vehicles, check-ins, duties."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from campus_safety.statistics.dimensions import HOUR, OFFICER, UNIT, hour_of
from campus_safety.statistics.periods import Period
from campus_safety.statistics.sources import Source
from patrols.dimensions import KIND, POINT, SCHOOLS_OF_POINT, VEHICLE, WINDOW
from patrols.models import CheckIn, CheckInReview, Duty, Outing, OutingOfficer, VehicleDispatch
from patrols.states import DutyState


def _sent_out(rows: QuerySet[Any], unit_ids: Collection[int], period: Period) -> QuerySet[Any]:
    return rows.filter(unit_id__in=unit_ids, started_at__gte=period.starts_at, started_at__lt=period.ends_at)


def officers(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Officers of these units on the outings that started in the period; a joint outing's each once."""
    return _sent_out(OutingOfficer.objects.all(), unit_ids, period)


def vehicles(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Vehicles of these units, likewise."""
    return _sent_out(VehicleDispatch.objects.all(), unit_ids, period)


def outings(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """The outings that these units led and that started in the period."""
    return Outing.objects.of_units(unit_ids, period)


def check_ins(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Check-ins at the units' points, captured in the period, but for those that a commander rejected.

    The rejected ones are few and found by an index of their own, rather than each check-in's review.
    """
    rejected = CheckInReview.objects.rejecting(unit_ids, period).filter(check_in=OuterRef("pk"))
    return CheckIn.objects.of_units(unit_ids, period).exclude(Exists(rejected))


def duties(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Duties of the period whose window has closed at `at`; cancelled ones are out of the count."""
    return Duty.objects.of_units(unit_ids, period).closed(at)


# Nothing is asked of a row but what the index of the month carries, not even its key: the table is left alone.
OUTINGS = Source(
    "patrols.outings",
    outings,
    {"number": Count("*"), "volunteers": Sum("volunteers")},
    [(UNIT, "unit_id"), (KIND, "kind")],
)
OFFICERS = Source(
    "patrols.officers",
    officers,
    {"number": Count("*")},
    [(UNIT, "unit_id"), (KIND, "outing__kind"), (OFFICER, "officer_id")],
)
VEHICLES = Source(
    "patrols.vehicles",
    vehicles,
    {"number": Count("*")},
    [(UNIT, "unit_id"), (KIND, "outing__kind"), (VEHICLE, "vehicle_id")],
)
CHECK_INS = Source(
    "patrols.check_ins",
    check_ins,
    {"number": Count("*")},
    [(UNIT, "unit_id"), (POINT, "point_id"), (OFFICER, "officer_id"), (HOUR, hour_of("captured_at"))],
    [SCHOOLS_OF_POINT],
)
DUTIES = Source(
    "patrols.duties",
    duties,
    {
        "due": Count("*"),
        "done": Count("unit_id", filter=Q(state=DutyState.DONE)),
        "not_done": Count("unit_id", filter=~Q(state=DutyState.DONE)),
    },
    [(UNIT, "unit_id"), (POINT, "point_id"), (WINDOW, "window__occasion")],
    [SCHOOLS_OF_POINT],
)
