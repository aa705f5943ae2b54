"""What cases count each month: reports, what was solved, loss and recovery, hours of work. One query each."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Count as Counting
from campus_safety.statistics.registry import Indicator, register, rows_at
from incidents.models import Case, CaseAction, PropertyItem
from incidents.states import CLEARED_UP
from patrols.indicators import percent


def count_reported(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Cases of these units reported in the period; what was not accepted or withdrawn was none."""
    return Case.objects.reported_in(unit_ids, period).count()


def count_solved(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Cases of these units solved in the period, whenever they were reported."""
    return Case.objects.solved_in(unit_ids, period).count()


def rate_solved(unit_ids: Collection[int], period: Period, at: datetime) -> Decimal | None:
    """Of the cases reported in the period those that are solved by now, in percent; None where none was reported."""
    found = Case.objects.reported_in(unit_ids, period).order_by()
    counts = found.aggregate(reported=Count("pk"), solved=Count("pk", filter=Q(state__in=CLEARED_UP)))
    return percent(counts["solved"], counts["reported"])


def sum_lost(unit_ids: Collection[int], period: Period, at: datetime) -> Decimal:
    """The value, in yuan, of what was lost by the cases that were reported in the period and count."""
    return PropertyItem.objects.lost_in(unit_ids, period).value()


def sum_recovered(unit_ids: Collection[int], period: Period, at: datetime) -> Decimal:
    """The value, in yuan, of what was recovered in the period, whenever it was lost."""
    return PropertyItem.objects.recovered_in(unit_ids, period).value()


def hours_of(kind: CaseAction.Kind) -> Counting:
    """The hours of one kind of action that these units began in the period; each once, however many cases it served."""

    def count(unit_ids: Collection[int], period: Period, at: datetime) -> Decimal:
        return CaseAction.objects.of_units(unit_ids, period).of_kind(kind).hours()

    return count


register(
    Indicator(
        key="incidents_reported",
        label=_("Cases reported"),
        unit_word=pgettext_lazy("unit word", "cases"),
        count=count_reported,
        rows=rows_at("incidents:list", counted="1"),
        definition=_("The cases reported in the month; those not accepted and those withdrawn are left out."),
        order=210,
    )
)
register(
    Indicator(
        key="incidents_solved",
        label=_("Cases solved"),
        unit_word=pgettext_lazy("unit word", "cases"),
        count=count_solved,
        rows=rows_at("incidents:list", dated="solved"),
        definition=_("The cases solved in the month, whenever they were reported."),
        order=220,
    )
)
register(
    Indicator(
        key="solve_rate",
        label=_("Solve rate"),
        unit_word="%",
        count=rate_solved,
        rows=rows_at("incidents:list", counted="1"),
        definition=_("Solve rate = those of the cases reported in the month that are solved by now ÷ cases reported."),
        order=230,
        is_rate=True,
    )
)
register(
    Indicator(
        key="property_lost_cny",
        label=_("Property lost"),
        unit_word=pgettext_lazy("unit word", "yuan"),
        count=sum_lost,
        rows=rows_at("incidents:items", counted="1"),
        definition=_(
            "The value of what was lost in the cases reported in the month, but for those not accepted or withdrawn."
        ),
        order=240,
    )
)
register(
    Indicator(
        key="property_recovered_cny",
        label=_("Property recovered"),
        unit_word=pgettext_lazy("unit word", "yuan"),
        count=sum_recovered,
        rows=rows_at("incidents:items", dated="recovered", counted="1"),
        definition=_("The value of what was recovered in the month, whenever it was lost."),
        order=250,
    )
)
register(
    Indicator(
        key="video_hours",
        label=_("Video reviewed"),
        unit_word=pgettext_lazy("unit word", "hours"),
        count=hours_of(CaseAction.Kind.VIDEO_REVIEW),
        rows=rows_at("incidents:actions", kind=CaseAction.Kind.VIDEO_REVIEW.value),
        definition=_("The hours of the video reviews that began in the month; one that served several cases once."),
        order=260,
    )
)
register(
    Indicator(
        key="stakeout_hours",
        label=_("Stakeouts"),
        unit_word=pgettext_lazy("unit word", "hours"),
        count=hours_of(CaseAction.Kind.STAKEOUT),
        rows=rows_at("incidents:actions", kind=CaseAction.Kind.STAKEOUT.value),
        definition=_("The hours of the stakeouts that began in the month; one that served several cases once."),
        order=270,
    )
)
