"""What the schools' records count each month: inspections, hazards, notices."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.statistics.dimensions import UNIT
from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Indicator, register, rows_at
from campus_safety.statistics.sources import Source
from schools.dimensions import SCHOOL
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


def notices(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Rectification notices that these units issued in the period."""
    return RectificationNotice.objects.issued_in(unit_ids, period)


NUMBER = {"number": Count("pk")}
BY_SCHOOL = [(UNIT, "unit_id"), (SCHOOL, "school_id")]
INSPECTIONS = Source("schools.inspections", inspections, NUMBER, BY_SCHOOL)
HAZARDS_FOUND = Source("schools.hazards_found", hazards_found, NUMBER, BY_SCHOOL)
HAZARDS_VERIFIED = Source("schools.hazards_verified", hazards_verified, NUMBER, BY_SCHOOL)
NOTICES = Source("schools.notices", notices, NUMBER, BY_SCHOOL)


register(
    Indicator(
        key="schools_inspected",
        label=_("Schools inspected"),
        unit_word=pgettext_lazy("unit word", "schools"),
        source=INSPECTIONS,
        distinct=SCHOOL,
        breakdowns=(UNIT, SCHOOL),
        rows=rows_at("schools:inspections", by="police"),
        definition=_("The schools at which police finished an inspection in the month; each once."),
        order=110,
    )
)
register(
    Indicator(
        key="hazards_found",
        label=_("Hazards found"),
        unit_word=pgettext_lazy("unit word", "hazards"),
        source=HAZARDS_FOUND,
        breakdowns=(UNIT, SCHOOL),
        rows=rows_at("schools:hazards", counted="1"),
        definition=_(
            "The hazards found or reported in the month, at schools and at premises; withdrawn ones are left out."
        ),
        order=120,
    )
)
register(
    Indicator(
        key="hazards_rectified",
        label=_("Hazards rectified"),
        unit_word=pgettext_lazy("unit word", "hazards"),
        source=HAZARDS_VERIFIED,
        breakdowns=(UNIT, SCHOOL),
        rows=rows_at("schools:hazards", dated="verified"),
        definition=_("The hazards whose rectification an officer verified in the month."),
        order=130,
    )
)
register(
    Indicator(
        key="notices_issued",
        label=_("Rectification notices issued"),
        unit_word=pgettext_lazy("unit word", "notices"),
        source=NOTICES,
        breakdowns=(UNIT, SCHOOL),
        rows=rows_at("schools:notices"),
        definition=_("The rectification notices issued in the month."),
        order=140,
    )
)
