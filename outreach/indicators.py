"""What the work with schools counts each month: activities, drills owed, answers, disputes, satisfaction."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.statistics.dimensions import UNIT
from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Indicator, register, rows_at
from outreach.dimensions import DRILL, KIND, LEAD, MEASURE, OPINION, TOPIC
from outreach.models import Activity
from outreach.sources import ACTIVITIES, ANSWERS, COVERS, DISPUTES, MEASURES, OPINIONS, OWING
from patrols.dimensions import SCHOOLS
from schools.dimensions import SCHOOL

Kind = Activity.Kind


def measures_of(unit_code: str, period: Period) -> str:
    """The page of the measures, with their evidence in the unit and the period."""
    return f"{reverse('outreach:measures')}?{urlencode({'period': period.code, 'unit': unit_code})}"


def owing_at_the_end(unit_code: str, period: Period) -> str:
    """The plan of drills as it stood at the end of the period: the schools of the unit that owed one."""
    return f"{reverse('outreach:drills')}?{urlencode({'overdue': period.last_day.isoformat(), 'unit': unit_code})}"


register(
    Indicator(
        key="campus_visits",
        label=_("Visits to schools"),
        unit_word=pgettext_lazy("unit word", "visits"),
        source=ACTIVITIES,
        measure="visits",
        breakdowns=(UNIT, SCHOOLS),
        rows=rows_at("outreach:activities", kind=Kind.VISIT.value, counted="1"),
        definition=_("The visits held in the period; one that went to several schools is one."),
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
        breakdowns=(UNIT, SCHOOLS),
        rows=rows_at("outreach:activities", kind=Kind.LECTURE.value, counted="1"),
        definition=_("The lectures held in the period."),
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
        breakdowns=(UNIT, SCHOOLS),
        rows=rows_at("outreach:activities", kind=Kind.LECTURE.value, counted="1"),
        definition=_("The class hours of the lectures held in the period, each lecture once."),
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
        breakdowns=(UNIT, SCHOOLS, DRILL),
        rows=rows_at("outreach:activities", kind=Kind.DRILL.value, counted="1"),
        definition=_("The drills held in the period, of whichever kind."),
        order=340,
    )
)
register(
    Indicator(
        key="drills_overdue",
        label=_("Schools that owe a drill"),
        unit_word=pgettext_lazy("unit word", "schools"),
        source=OWING,
        breakdowns=(UNIT, SCHOOL),
        rows=owing_at_the_end,
        fewer_is_better=True,
        definition=_(
            "The schools in operation whose last month (of kindergartens, quarter) with school days passed without an "
            "evacuation drill, and that have held none since; as they stood at the end of the period."
        ),
        order=345,
    )
)
register(
    Indicator(
        key="people_educated",
        label=_("Children and staff educated"),
        unit_word=pgettext_lazy("unit word", "person-times"),
        source=ACTIVITIES,
        measure="educated",
        breakdowns=(UNIT, SCHOOLS, KIND),
        rows=rows_at("outreach:activities", educating="1", counted="1"),
        definition=_("The children and staff at the lectures, drills and open days of the period, by head count."),
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
        definition=_(
            "The measures in use (the 29 measures that serve schools) that an activity held in the period served."
        ),
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
        definition=_("The events of schools in the period for which officers went out."),
        order=360,
    )
)
register(
    Indicator(
        key="opinions_answered",
        label=_("Opinions answered"),
        unit_word=pgettext_lazy("unit word", "opinions"),
        source=OPINIONS,
        breakdowns=(UNIT, SCHOOL, OPINION, TOPIC),
        rows=rows_at("outreach:opinions", dated="answered"),
        definition=_("The requests, complaints and suggestions of schools that were answered in the period."),
        order=370,
    )
)
register(
    Indicator(
        key="disputes_resolved",
        label=_("Disputes resolved"),
        unit_word=pgettext_lazy("unit word", "disputes"),
        source=DISPUTES,
        breakdowns=(UNIT, SCHOOL, LEAD),
        rows=rows_at("outreach:disputes", dated="ended", state="resolved"),
        definition=_("The disputes touching a school that were resolved in the period, whenever they were found."),
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
            "in the period; those of fewer than 5 answers are left out."
        ),
        order=390,
    )
)
