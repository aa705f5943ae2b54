"""What holds over a whole filtered list: counted as the figures of the month are."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict

from django.db.models import Count, Q, QuerySet, Sum

from patrols.indicators import percent
from patrols.models import OutingOfficer, VehicleDispatch
from patrols.states import DutyState


class OutingTotals(TypedDict):
    """Effort of the units shown: of a joint outing their own officers and vehicles, volunteers only where they led."""

    outings: int
    officers: int
    vehicles: int
    volunteers: int


def outing_totals(rows: QuerySet[Any], unit_ids: Collection[int]) -> OutingTotals:
    """Outings, officer person-times, vehicle dispatches and volunteer person-times of these units: four queries."""
    listed = rows.order_by().values("pk")
    ours: dict[str, Any] = {"outing__in": listed, "unit_id__in": unit_ids}
    led = rows.order_by().filter(unit_id__in=unit_ids)
    return OutingTotals(
        outings=rows.count(),
        officers=OutingOfficer.objects.filter(**ours).count(),
        vehicles=VehicleDispatch.objects.filter(**ours).count(),
        volunteers=int(led.aggregate(total=Sum("volunteers"))["total"] or 0),
    )


class CheckInTotals(TypedDict):
    """Check-ins, those with a flag, and how many points and officers they are of."""

    check_ins: int
    flagged: int
    points: int
    officers: int


def check_in_totals(rows: QuerySet[Any]) -> CheckInTotals:
    """Counted in one query."""
    found: Any = rows.order_by().aggregate(
        check_ins=Count("pk"),
        flagged=Count("pk", filter=~Q(flags=[])),
        points=Count("point", distinct=True),
        officers=Count("officer", distinct=True),
    )
    return CheckInTotals(
        check_ins=found["check_ins"], flagged=found["flagged"], points=found["points"], officers=found["officers"]
    )


class DutyTotals(TypedDict):
    """Duties listed; those due (window over, not cancelled), those done of them, and the rate in percent."""

    duties: int
    due: int
    done: int
    rate: Decimal | None


def duty_totals(rows: QuerySet[Any], at: datetime) -> DutyTotals:
    """Counted in one query."""
    due = Q(ends_at__lte=at) & ~Q(state=DutyState.CANCELLED)
    found = rows.order_by().aggregate(
        duties=Count("pk"), due=Count("pk", filter=due), done=Count("pk", filter=due & Q(state=DutyState.DONE))
    )
    due_count, done_count = found["due"], found["done"]
    return DutyTotals(duties=found["duties"], due=due_count, done=done_count, rate=percent(done_count, due_count))
