"""What cases count each month: reports, what was solved, loss and recovery, hours of work."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.statistics.dimensions import HOUR, UNIT, named_by, of_choices
from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Indicator, register, rows_at
from campus_safety.statistics.sources import Dimension, Source
from incidents.models import Case, CaseAction, Category, PropertyItem
from incidents.querysets.cases import HOUR_OF_CASE
from incidents.states import CLEARED_UP
from schools.dimensions import SCHOOL


def reported(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Cases of these units reported in the period; what was not accepted or withdrawn was none."""
    return Case.objects.reported_in(unit_ids, period)


def solved(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Cases of these units solved in the period, whenever they were reported."""
    return Case.objects.solved_in(unit_ids, period)


def lost(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """What was lost by the cases that were reported in the period and count."""
    return PropertyItem.objects.lost_in(unit_ids, period)


def recovered(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """What was recovered in the period, whenever it was lost."""
    return PropertyItem.objects.recovered_in(unit_ids, period)


def actions(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """The actions that these units began in the period; each once, however many cases it served."""
    return CaseAction.objects.of_units(unit_ids, period)


def _names_of_categories(keys: Collection[str]) -> Mapping[str, str]:
    return {str(found.pk): str(found) for found in Category.objects.filter(pk__in=[int(key) for key in keys if key])}


Kind = CaseAction.Kind
CATEGORY = Dimension(
    "category", _("kind of case"), _names_of_categories, filter="category",
    codes=named_by(Category.objects.all, "code"),
)  # fmt: skip
WHAT = Dimension("property", _("kind of property"), of_choices(PropertyItem.Category), filter="category")
BY_CASE = [(UNIT, "unit_id"), (SCHOOL, "school_id"), (CATEGORY, "category_id")]
BY_ITEM = [(UNIT, "case__unit_id"), (SCHOOL, "case__school_id"), (WHAT, "category")]
REPORTED = Source(
    "incidents.reported",
    reported,
    {"number": Count("pk"), "solved": Count("pk", filter=Q(state__in=CLEARED_UP))},
    [*BY_CASE, (HOUR, HOUR_OF_CASE)],
)
SOLVED = Source("incidents.solved", solved, {"number": Count("pk")}, BY_CASE)
LOST = Source("incidents.lost", lost, {"number": Sum("value_cny")}, BY_ITEM)
RECOVERED = Source("incidents.recovered", recovered, {"number": Sum("value_cny")}, BY_ITEM)
ACTIONS = Source(
    "incidents.actions",
    actions,
    {kind.value: Sum("hours", filter=Q(kind=kind)) for kind in (Kind.VIDEO_REVIEW, Kind.STAKEOUT)},
    [(UNIT, "unit_id")],
)


register(
    Indicator(
        key="incidents_reported",
        label=_("Cases reported"),
        unit_word=pgettext_lazy("unit word", "cases"),
        source=REPORTED,
        breakdowns=(UNIT, SCHOOL, CATEGORY, HOUR, (SCHOOL, HOUR)),
        rows=rows_at("incidents:list", counted="1"),
        definition=_("The cases reported in the period; those not accepted and those withdrawn are left out."),
        order=210,
        fewer_is_better=True,
    )
)
register(
    Indicator(
        key="incidents_solved",
        label=_("Cases solved"),
        unit_word=pgettext_lazy("unit word", "cases"),
        source=SOLVED,
        breakdowns=(UNIT, SCHOOL, CATEGORY),
        rows=rows_at("incidents:list", dated="solved"),
        definition=_("The cases solved in the period, whenever they were reported."),
        order=220,
    )
)
register(
    Indicator(
        key="solve_rate",
        label=_("Solve rate"),
        unit_word="%",
        source=REPORTED,
        measure="solved",
        over="number",
        breakdowns=(UNIT, SCHOOL, CATEGORY),
        rows=rows_at("incidents:list", counted="1"),
        definition=_("Solve rate = those of the cases reported in the period that are solved by now ÷ cases reported."),
        order=230,
    )
)
register(
    Indicator(
        key="property_lost_cny",
        label=_("Property lost"),
        unit_word=pgettext_lazy("unit word", "yuan"),
        source=LOST,
        breakdowns=(UNIT, SCHOOL, WHAT),
        rows=rows_at("incidents:items", counted="1"),
        definition=_(
            "The value of what was lost in the cases reported in the period, but for those not accepted or withdrawn."
        ),
        order=240,
        fewer_is_better=True,
    )
)
register(
    Indicator(
        key="property_recovered_cny",
        label=_("Property recovered"),
        unit_word=pgettext_lazy("unit word", "yuan"),
        source=RECOVERED,
        breakdowns=(UNIT, SCHOOL, WHAT),
        rows=rows_at("incidents:items", dated="recovered", counted="1"),
        definition=_("The value of what was recovered in the period, whenever it was lost."),
        order=250,
    )
)
register(
    Indicator(
        key="video_hours",
        label=_("Video reviewed"),
        unit_word=pgettext_lazy("unit word", "hours"),
        source=ACTIONS,
        measure=Kind.VIDEO_REVIEW.value,
        breakdowns=(UNIT,),
        rows=rows_at("incidents:actions", kind=CaseAction.Kind.VIDEO_REVIEW.value),
        definition=_("The hours of the video reviews that began in the period; one that served several cases once."),
        order=260,
    )
)
register(
    Indicator(
        key="stakeout_hours",
        label=_("Stakeouts"),
        unit_word=pgettext_lazy("unit word", "hours"),
        source=ACTIONS,
        measure=Kind.STAKEOUT.value,
        breakdowns=(UNIT,),
        rows=rows_at("incidents:actions", kind=CaseAction.Kind.STAKEOUT.value),
        definition=_("The hours of the stakeouts that began in the period; one that served several cases once."),
        order=270,
    )
)
