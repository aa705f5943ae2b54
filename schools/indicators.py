"""What the schools' records count each month: inspections, hazards, notices."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.statistics.dimensions import UNIT, of_choices
from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Indicator, Rows, register, rows_at
from campus_safety.statistics.sources import Dimension, Source
from schools.dimensions import LEVEL, LEVEL_OF_SCHOOL, SCHOOL
from schools.models import Hazard, Inspection, RectificationNotice


def inspections(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Police's inspections at schools of these units that were finished in the period."""
    return Inspection.objects.of_units(unit_ids, period)


def hazards_found(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Hazards of these units found in the period; withdrawn ones were none."""
    return Hazard.objects.found_in(unit_ids, period)


def hazards_verified(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Hazards of these units whose rectification an officer verified in the period."""
    return Hazard.objects.verified_in(unit_ids, period)


def hazards_unsettled(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Hazards of these units that waited for somebody when the period ended, whenever they were found."""
    return Hazard.objects.filter(unit_id__in=unit_ids).unsettled_at(period.ends_at)


def hazards_overdue(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Those of them that were past their deadline and still to be rectified; of a period that runs, at `at`."""
    return Hazard.objects.filter(unit_id__in=unit_ids).overdue_at(period.ends_at, at)


def notices(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Rectification notices that these units issued in the period."""
    return RectificationNotice.objects.issued_in(unit_ids, period)


def _hazards_at_the_end(name: str) -> Rows:
    """The list of hazards as they stood on the last day of the period; it goes by no day of finding."""

    def address(unit_code: str, period: Period) -> str:
        return f"{reverse('schools:hazards')}?{urlencode({name: period.last_day.isoformat(), 'unit': unit_code})}"

    return address


NUMBER = {"number": Count("pk")}
FOUND_BY = Dimension("source", _("found by"), of_choices(Hazard.Source), filter="source")
BY_SCHOOL, BY_LEVEL = [(UNIT, "unit_id"), (SCHOOL, "school_id")], [LEVEL_OF_SCHOOL]
OF_SCHOOLS = (UNIT, SCHOOL, LEVEL)
BY_HAZARD, OF_HAZARDS = [*BY_SCHOOL, (FOUND_BY, "source")], (*OF_SCHOOLS, FOUND_BY)
INSPECTIONS = Source("schools.inspections", inspections, NUMBER, BY_SCHOOL, BY_LEVEL)
HAZARDS_FOUND = Source("schools.hazards_found", hazards_found, NUMBER, BY_HAZARD, BY_LEVEL)
HAZARDS_VERIFIED = Source("schools.hazards_verified", hazards_verified, NUMBER, BY_HAZARD, BY_LEVEL)
HAZARDS_UNSETTLED = Source("schools.hazards_unsettled", hazards_unsettled, NUMBER, BY_HAZARD, BY_LEVEL)
HAZARDS_OVERDUE = Source("schools.hazards_overdue", hazards_overdue, NUMBER, BY_HAZARD, BY_LEVEL)
NOTICES = Source("schools.notices", notices, NUMBER, BY_SCHOOL, BY_LEVEL)


register(
    Indicator(
        key="schools_inspected",
        label=_("Schools inspected"),
        unit_word=pgettext_lazy("unit word", "schools"),
        source=INSPECTIONS,
        distinct=SCHOOL,
        breakdowns=OF_SCHOOLS,
        rows=rows_at("schools:inspections", by="police"),
        definition=_("The schools at which police finished an inspection in the period; each once."),
        order=110,
    )
)
register(
    Indicator(
        key="hazards_found",
        label=_("Hazards found"),
        unit_word=pgettext_lazy("unit word", "hazards"),
        source=HAZARDS_FOUND,
        breakdowns=OF_HAZARDS,
        rows=rows_at("schools:hazards", counted="1"),
        definition=_(
            "The hazards found or reported in the period, at schools and at premises; withdrawn ones are left out."
        ),
        order=120,
    )
)
register(
    Indicator(
        key="hazards_open",
        label=_("Hazards unsettled"),
        unit_word=pgettext_lazy("unit word", "hazards"),
        source=HAZARDS_UNSETTLED,
        breakdowns=OF_HAZARDS,
        rows=_hazards_at_the_end("open_on"),
        definition=_(
            "The hazards that nobody had verified as rectified by the end of the period, whenever they were found; "
            "withdrawn ones are left out."
        ),
        order=125,
        fewer_is_better=True,
    )
)
register(
    Indicator(
        key="hazards_overdue",
        label=_("Hazards overdue"),
        unit_word=pgettext_lazy("unit word", "hazards"),
        source=HAZARDS_OVERDUE,
        breakdowns=OF_HAZARDS,
        rows=_hazards_at_the_end("overdue_on"),
        definition=_(
            "The hazards that were past their deadline and still to be rectified at the end of the period; "
            "withdrawn ones are left out."
        ),
        order=127,
        fewer_is_better=True,
    )
)
register(
    Indicator(
        key="hazards_rectified",
        label=_("Hazards rectified"),
        unit_word=pgettext_lazy("unit word", "hazards"),
        source=HAZARDS_VERIFIED,
        breakdowns=OF_HAZARDS,
        rows=rows_at("schools:hazards", dated="verified"),
        definition=_("The hazards whose rectification an officer verified in the period."),
        order=130,
    )
)
register(
    Indicator(
        key="notices_issued",
        label=_("Rectification notices issued"),
        unit_word=pgettext_lazy("unit word", "notices"),
        source=NOTICES,
        breakdowns=OF_SCHOOLS,
        rows=rows_at("schools:notices"),
        definition=_("The rectification notices issued in the period."),
        order=140,
    )
)
