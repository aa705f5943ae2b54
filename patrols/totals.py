"""What holds over a whole filtered list: counted as the figures of the month are."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict

from django.db.models import Count, Q, QuerySet, Sum

from campus_safety.accounts.models import User
from campus_safety.statistics.counting import percent
from patrols.models import CheckInReview, OutingOfficer, Vehicle, VehicleDispatch
from patrols.states import DutyState


class OutingTotals(TypedDict):
    """Effort of the units shown: of a joint outing their own officers and vehicles, volunteers only where they led."""

    outings: int
    officers: int
    vehicles: int
    volunteers: int
    # By the rectifications that they led; None where nothing was noted.
    problems_found: int | None


def outing_totals(
    rows: QuerySet[Any], unit_ids: Collection[int], *, officer: User | None = None, vehicle: Vehicle | None = None
) -> OutingTotals:
    """Outings, person-times, dispatches and findings of these units, as the month counts them: four queries.

    With an `officer` or a `vehicle` those alone are counted, and not the others who were out with them.
    """
    listed = rows.order_by().values("pk")
    ours: dict[str, Any] = {"outing__in": listed, "unit_id__in": unit_ids}
    led: Any = rows.order_by().filter(unit_id__in=unit_ids)
    led = led.aggregate(volunteers=Sum("volunteers"), problems_found=Sum("problems_found"))
    return OutingTotals(
        outings=rows.count(),
        officers=OutingOfficer.objects.filter(**ours, **({"officer": officer} if officer else {})).count(),
        vehicles=VehicleDispatch.objects.filter(**ours, **({"vehicle": vehicle} if vehicle else {})).count(),
        volunteers=int(led["volunteers"] or 0),
        problems_found=led["problems_found"],
    )


class CheckInTotals(TypedDict):
    """Check-ins that count, those of them with a flag, how many points and officers they are of; and those rejected."""

    check_ins: int
    flagged: int
    points: int
    officers: int
    rejected: int


def check_in_totals(rows: QuerySet[Any]) -> CheckInTotals:
    """Counted in one query."""
    rejected = Q(review__outcome=CheckInReview.Outcome.REJECTED)
    found: Any = rows.order_by().aggregate(
        check_ins=Count("pk", filter=~rejected),
        flagged=Count("pk", filter=~rejected & ~Q(flags=[])),
        points=Count("point", distinct=True, filter=~rejected),
        officers=Count("officer", distinct=True, filter=~rejected),
        rejected=Count("pk", filter=rejected),
    )
    return CheckInTotals(
        check_ins=found["check_ins"],
        flagged=found["flagged"],
        points=found["points"],
        officers=found["officers"],
        rejected=found["rejected"],
    )


class DutyTotals(TypedDict):
    """Duties listed, and cancelled; those due (window over, not cancelled), done of them, and the rate in percent."""

    duties: int
    cancelled: int
    due: int
    done: int
    rate: Decimal | None


def duty_totals(rows: QuerySet[Any], at: datetime) -> DutyTotals:
    """Counted in one query."""
    due = Q(ends_at__lte=at) & ~Q(state=DutyState.CANCELLED)
    found = rows.order_by().aggregate(
        duties=Count("pk"),
        cancelled=Count("pk", filter=Q(state=DutyState.CANCELLED)),
        due=Count("pk", filter=due),
        done=Count("pk", filter=due & Q(state=DutyState.DONE)),
    )
    return DutyTotals(
        duties=found["duties"],
        cancelled=found["cancelled"],
        due=found["due"],
        done=found["done"],
        rate=percent(found["done"], found["due"]),
    )
