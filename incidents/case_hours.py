"""The hours that actions took: of each case by kind, and of a filtered list, where each action counts once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypedDict

from django.db.models import Count, Q, QuerySet, Sum

from incidents.models import Case, CaseAction
from incidents.querysets.work import TENTH

Kind = CaseAction.Kind


@dataclass(frozen=True, slots=True)
class KindHours:
    """How many actions of a kind a case has, and the hours that they took."""

    kind: CaseAction.Kind
    actions: int
    hours: Decimal


def hours_of(cases: Iterable[Case]) -> dict[int, list[KindHours]]:
    """{key of a case: its hours by kind, in the order of the kinds}: one query.

    What served several cases counts for each, so the hours of cases must not be added up: see `action_totals`.
    """
    wanted = [case.pk for case in cases]
    summed = CaseAction.objects.filter(cases__in=wanted).order_by().values_list("cases", "kind")
    found: dict[int, list[KindHours]] = defaultdict(list)
    for pk, kind, actions, hours in summed.annotate(Count("pk"), Sum("hours")):
        found[pk].append(KindHours(Kind(kind), actions, hours.quantize(TENTH)))
    order = list(Kind)
    return {pk: sorted(found[pk], key=lambda each: order.index(each.kind)) for pk in wanted}


class ActionTotals(TypedDict):
    """How many actions, the hours that they took, and of these the hours of video and of stakeout."""

    actions: int
    all_hours: Decimal
    video_hours: Decimal
    stakeout_hours: Decimal


def action_totals(rows: QuerySet[Any]) -> ActionTotals:
    """Over a filtered list, each action once: one query."""
    each_once = CaseAction.objects.filter(pk__in=rows.order_by().values("pk")).order_by()
    found: Any = each_once.aggregate(
        actions=Count("pk"),
        all_hours=Sum("hours", default=Decimal(0)),
        video_hours=Sum("hours", filter=Q(kind=Kind.VIDEO_REVIEW), default=Decimal(0)),
        stakeout_hours=Sum("hours", filter=Q(kind=Kind.STAKEOUT), default=Decimal(0)),
    )
    return ActionTotals(
        actions=found["actions"],
        all_hours=found["all_hours"].quantize(TENTH),
        video_hours=found["video_hours"].quantize(TENTH),
        stakeout_hours=found["stakeout_hours"].quantize(TENTH),
    )
