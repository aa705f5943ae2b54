"""What the work with schools counts each month: activities, answers, disputes, satisfaction. One query each."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Count as Counting
from campus_safety.statistics.registry import Indicator, register, rows_at
from outreach.feedback_results import satisfaction_of
from outreach.measures import count_served
from outreach.models import Activity, Dispute, EventCover, Opinion

Kind = Activity.Kind


def count_activities(kind: Activity.Kind) -> Counting:
    """Activities of one kind that began in the period and took place."""

    def count(unit_ids: Collection[int], period: Period, at: datetime) -> int:
        return Activity.objects.held_in(unit_ids, period).filter(kind=kind).count()

    return count


def sum_class_hours(unit_ids: Collection[int], period: Period, at: datetime) -> Decimal:
    """Class hours of the lectures that began in the period and took place."""
    return Activity.objects.held_in(unit_ids, period).class_hours()


def count_educated(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Children and staff at the lectures, drills and open days that began in the period and took place."""
    return Activity.objects.held_in(unit_ids, period).people_educated()


def measures_of(unit_code: str, period: Period) -> str:
    """The page of the measures in the period's month."""
    return f"{reverse('outreach:measures')}?month={period.code}"


def count_covers(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Events in the period for which officers started an outing."""
    return EventCover.objects.covered_in(unit_ids, period).count()


def count_answered(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Opinions of schools whose answer, the last one if there were several, was given in the period."""
    return Opinion.objects.answered_in(unit_ids, period).count()


def count_resolved(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Disputes that were resolved in the period, whenever they were found."""
    return Dispute.objects.resolved_in(unit_ids, period).count()


register(
    Indicator(
        key="campus_visits",
        label=_("Visits to schools"),
        unit_word=pgettext_lazy("unit word", "visits"),
        count=count_activities(Kind.VISIT),
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
        count=count_activities(Kind.LECTURE),
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
        count=sum_class_hours,
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
        count=count_activities(Kind.DRILL),
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
        count=count_educated,
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
        count=count_served,
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
        count=count_covers,
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
        count=count_answered,
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
        count=count_resolved,
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
        count=satisfaction_of,
        rows=rows_at("outreach:feedback_rounds", stage="over"),
        definition=_(
            "Satisfaction = answers of 4 or 5 for safety on the whole ÷ answers, of the rounds of feedback that closed "
            "in the month; those of fewer than 5 answers are left out."
        ),
        order=390,
        is_rate=True,
    )
)
