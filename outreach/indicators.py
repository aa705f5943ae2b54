"""What the work with schools counts each month: activities, answers, disputes, satisfaction."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.statistics.dimensions import UNIT
from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Indicator, register, rows_at
from campus_safety.statistics.sources import Source
from outreach.feedback_results import SATISFIED, counted_answers
from outreach.measures import MEASURE, served
from outreach.models import Activity, Dispute, EventCover, Opinion
from outreach.querysets.activities import EDUCATES
from schools.dimensions import SCHOOL

Kind = Activity.Kind


def activities(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Activities of these units that began in the period and took place."""
    return Activity.objects.held_in(unit_ids, period)


def measures_of(unit_code: str, period: Period) -> str:
    """The page of the measures in the period's month."""
    return f"{reverse('outreach:measures')}?month={period.first_day:%Y-%m}"


def covers(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Events in the period for which officers started an outing."""
    return EventCover.objects.covered_in(unit_ids, period)


def answered(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Opinions of schools whose answer, the last one if there were several, was given in the period."""
    return Opinion.objects.answered_in(unit_ids, period)


def resolved(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Disputes that were resolved in the period, whenever they were found."""
    return Dispute.objects.resolved_in(unit_ids, period)


BY_SCHOOL = [(UNIT, "unit_id"), (SCHOOL, "school_id")]
ACTIVITIES = Source(
    "outreach.activities",
    activities,
    {
        "visits": Count("pk", filter=Q(kind=Kind.VISIT)),
        "lectures": Count("pk", filter=Q(kind=Kind.LECTURE)),
        "class_hours": Sum("class_hours"),
        "drills": Count("pk", filter=Q(kind=Kind.DRILL)),
        "educated": Sum(F("children") + F("staff"), filter=Q(kind__in=EDUCATES)),
    },
    [(UNIT, "unit_id")],
)
MEASURES = Source("outreach.measures", served, {"number": Count("pk")}, [(MEASURE, "measure_id")])
COVERS = Source("outreach.covers", covers, {"number": Count("pk", distinct=True)}, BY_SCHOOL)
OPINIONS = Source("outreach.opinions", answered, {"number": Count("pk")}, BY_SCHOOL)
DISPUTES = Source("outreach.disputes", resolved, {"number": Count("pk")}, BY_SCHOOL)
ANSWERS = Source(
    "outreach.answers",
    counted_answers,
    {"number": Count("pk"), "satisfied": Count("pk", filter=Q(overall__gte=SATISFIED))},
    [(UNIT, "round__unit_id")],
)


register(
    Indicator(
        key="campus_visits",
        label=_("Visits to schools"),
        unit_word=pgettext_lazy("unit word", "visits"),
        source=ACTIVITIES,
        measure="visits",
        breakdowns=(UNIT,),
        rows=rows_at("outreach:activities", kind=Kind.VISIT.value, counted="1"),
        definition=_("The visits held in the month; one that went to several schools is one."),
        order=310,
    )
)
register(
    Indicator(
        key="legal_education_sessions",
        label=_("Lectures on the law"),
        unit_word=pgettext_lazy("unit word", "lectures"),
        source=ACTIVITIES,
        measure="lectures",
        breakdowns=(UNIT,),
        rows=rows_at("outreach:activities", kind=Kind.LECTURE.value, counted="1"),
        definition=_("The lectures held in the month."),
        order=320,
    )
)
register(
    Indicator(
        key="class_hours",
        label=_("Class hours given"),
        unit_word=pgettext_lazy("unit word", "class hours"),
        source=ACTIVITIES,
        measure="class_hours",
        breakdowns=(UNIT,),
        rows=rows_at("outreach:activities", kind=Kind.LECTURE.value, counted="1"),
        definition=_("The class hours of the lectures held in the month, each lecture once."),
        order=330,
    )
)
register(
    Indicator(
        key="drills_held",
        label=_("Drills held"),
        unit_word=pgettext_lazy("unit word", "drills"),
        source=ACTIVITIES,
        measure="drills",
        breakdowns=(UNIT,),
        rows=rows_at("outreach:activities", kind=Kind.DRILL.value, counted="1"),
        definition=_("The drills held in the month, of whichever kind."),
        order=340,
    )
)
register(
    Indicator(
        key="people_educated",
        label=_("Children and staff educated"),
        unit_word=pgettext_lazy("unit word", "person-times"),
        source=ACTIVITIES,
        measure="educated",
        breakdowns=(UNIT,),
        rows=rows_at("outreach:activities", educating="1", counted="1"),
        definition=_("The children and staff at the lectures, drills and open days of the month, by head count."),
        order=350,
    )
)
register(
    Indicator(
        key="measures_served",
        label=_("Measures with evidence"),
        unit_word=pgettext_lazy("unit word", "measures"),
        source=MEASURES,
        distinct=MEASURE,
        breakdowns=(MEASURE,),
        rows=measures_of,
        definition=_("The measures in use (服务学校29条) that an activity held in the month served."),
        order=355,
    )
)
register(
    Indicator(
        key="event_covers",
        label=_("Events covered"),
        unit_word=pgettext_lazy("unit word", "events"),
        source=COVERS,
        breakdowns=(UNIT, SCHOOL),
        rows=rows_at("outreach:covers", covered="1"),
        definition=_("The events of schools in the month for which officers went out."),
        order=360,
    )
)
register(
    Indicator(
        key="opinions_answered",
        label=_("Opinions answered"),
        unit_word=pgettext_lazy("unit word", "opinions"),
        source=OPINIONS,
        breakdowns=(UNIT, SCHOOL),
        rows=rows_at("outreach:opinions", dated="answered"),
        definition=_("The requests, complaints and suggestions of schools that were answered in the month."),
        order=370,
    )
)
register(
    Indicator(
        key="disputes_resolved",
        label=_("Disputes resolved"),
        unit_word=pgettext_lazy("unit word", "disputes"),
        source=DISPUTES,
        breakdowns=(UNIT, SCHOOL),
        rows=rows_at("outreach:disputes", dated="ended", state="resolved"),
        definition=_("The disputes touching a school that were resolved in the month, whenever they were found."),
        order=380,
    )
)
register(
    Indicator(
        key="satisfaction",
        label=_("Satisfaction"),
        unit_word="%",
        source=ANSWERS,
        measure="satisfied",
        over="number",
        breakdowns=(UNIT,),
        rows=rows_at("outreach:feedback_rounds", stage="over"),
        definition=_(
            "Satisfaction = answers of 4 or 5 for safety on the whole ÷ answers, of the rounds of feedback that closed "
            "in the month; those of fewer than 5 answers are left out."
        ),
        order=390,
    )
)
