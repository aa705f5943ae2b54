"""What the schools' records count each month: inspections, hazards, notices. One query each."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Indicator, register, rows_at
from schools.models import Hazard, Inspection, RectificationNotice


def count_schools_inspected(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Schools of these units at which police finished an inspection in the period; each once."""
    return (
        Inspection.objects.of_units(unit_ids, period).aggregate(schools=Count("school", distinct=True))["schools"] or 0
    )


def count_hazards_found(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Hazards of these units found in the period; withdrawn ones were none."""
    return Hazard.objects.found_in(unit_ids, period).count()


def count_hazards_rectified(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Hazards of these units whose rectification an officer verified in the period."""
    return Hazard.objects.verified_in(unit_ids, period).count()


def count_notices(unit_ids: Collection[int], period: Period, at: datetime) -> int:
    """Rectification notices that these units issued in the period."""
    return RectificationNotice.objects.issued_in(unit_ids, period).count()


register(
    Indicator(
        key="schools_inspected",
        label=_("Schools inspected"),
        unit_word=pgettext_lazy("unit word", "schools"),
        count=count_schools_inspected,
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
        count=count_hazards_found,
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
        count=count_hazards_rectified,
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
        count=count_notices,
        rows=rows_at("schools:notices"),
        definition=_("The rectification notices issued in the month."),
        order=140,
    )
)
