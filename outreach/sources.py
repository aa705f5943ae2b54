"""What the figures of the work with schools are counted from: activities, drills owed, events, opinions, answers."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from campus_safety.statistics.dimensions import UNIT
from campus_safety.statistics.periods import Period
from campus_safety.statistics.sources import Source
from outreach.dimensions import DRILL, KIND, LEAD, MEASURE, OPINION, TOPIC, schools_of_activity
from outreach.drill_plan import owed_drills
from outreach.feedback_results import SATISFIED, counted_answers
from outreach.measures import served
from outreach.models import Activity, Dispute, EventCover, Opinion
from outreach.querysets.activities import EDUCATES
from patrols.dimensions import SCHOOLS
from schools.dimensions import SCHOOL
from schools.models import School


def activities(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Activities of these units that began in the period and took place."""
    return Activity.objects.held_in(unit_ids, period)


def owing(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Open schools of these units that owed an evacuation drill at the end of the period, or owe one at `at`.

    The calendar says when a drill is asked for, so they are told in Python first: six queries more, or one where there
    are no schools.
    """
    open_ones = School.objects.filter(unit_id__in=unit_ids, is_open=True)
    schools = list(open_ones.only("unit_id").prefetch_related("levels"))
    if not schools:
        return School.objects.none()
    return School.objects.filter(pk__in=owed_drills(schools, min(at, period.ends_at)))


def covers(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Events in the period for which officers started an outing."""
    return EventCover.objects.covered_in(unit_ids, period)


def answered(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Opinions of schools whose answer, the last one if there were several, was given in the period."""
    return Opinion.objects.answered_in(unit_ids, period)


def resolved(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Disputes that were resolved in the period, whenever they were found."""
    return Dispute.objects.resolved_in(unit_ids, period)


Kind = Activity.Kind
NUMBER = {"number": Count("pk")}
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
    [(UNIT, "unit_id"), (SCHOOLS, schools_of_activity()), (KIND, "kind"), (DRILL, "drill")],
)
OWING = Source("outreach.drills_owed", owing, NUMBER, [(UNIT, "unit_id"), (SCHOOL, "pk")], is_of_its_day=True)
MEASURES = Source("outreach.measures", served, NUMBER, [(MEASURE, "measure_id")], is_of_its_day=True)
COVERS = Source("outreach.covers", covers, {"number": Count("pk", distinct=True)}, BY_SCHOOL)
OPINIONS = Source("outreach.opinions", answered, NUMBER, [*BY_SCHOOL, (OPINION, "kind"), (TOPIC, "topic")])
DISPUTES = Source("outreach.disputes", resolved, NUMBER, [*BY_SCHOOL, (LEAD, "lead_id")])
# By unit alone: of a school there may be too few answers to tell what they say.
ANSWERS = Source(
    "outreach.answers",
    counted_answers,
    {"number": Count("pk"), "satisfied": Count("pk", filter=Q(overall__gte=SATISFIED))},
    [(UNIT, "round__unit_id")],
)
