"""The month's check-ins by the hour of the day."""

from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractHour
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.dashboard.panels_registry import Desk
from campus_safety.statistics.words import month_name
from patrols.models import CheckIn


def check_ins_by_hour(desk: Desk) -> dict[str, Any]:
    """How many check-ins there were in each hour, from the first hour with one to the last: one query."""
    hour = ExtractHour("captured_at", tzinfo=timezone.get_default_timezone())
    found = CheckIn.objects.standing().of_units(desk.unit_ids, desk.period).order_by().annotate(hour=hour)
    counts = dict(found.values_list("hour").annotate(number=Count("pk")))
    if not counts:
        return {}
    busiest = min(counts, key=lambda hour: (-counts[hour], hour))
    hours = list(range(min(counts), max(counts) + 1))
    numbers = [counts.get(hour, 0) for hour in hours]
    return {
        "sentence": _("Most check-ins are taken between %(from)s and %(until)s o'clock")
        % {"from": busiest, "until": busiest + 1},
        "month": month_name(desk.period),
        "rows": list(zip(hours, numbers, strict=True)),
        "chart": {"labels": hours, "values": numbers, "label": _("Check-ins")},
    }
