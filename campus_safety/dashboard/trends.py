"""The trend of one figure on the desk, over 24 months."""

from typing import Any

from django.utils.translation import gettext as _

from campus_safety.dashboard.by_school import dimension_of, schools_of, trend_at_school
from campus_safety.dashboard.compiled import goals, trends
from campus_safety.dashboard.desks import export_of
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.local_days import local_day
from campus_safety.spreadsheets.writing import Heading, Sheet, Value
from campus_safety.statistics.registry import Indicator, indicator_named, indicators
from campus_safety.statistics.trend_drawing import Drawn, drawn
from campus_safety.statistics.trends import Point


def trend_of_figure(desk: Desk) -> dict[str, Any]:
    """The panel: the trend that the desk asks for, and those that can be chosen. No query but for what the desk shares.

    Of a school it takes one query, and there is no goal: goals are the unit's.
    """
    return {
        "desk": desk,
        "indicator": chosen_trend(desk),
        "choices": [(one.key, one.label) for one in _offered(desk)],
        "drawn": _drawn(desk),
        "school_name": schools_of(desk).get(desk.school, ""),
        "export_url": export_of(desk, "dashboard.trend"),
    }


def chosen_trend(desk: Desk) -> Indicator:
    """The indicator that the address names; else the first rate, or the first of all."""
    offered = _offered(desk)
    named = indicator_named(desk.trend)
    return named if named in offered else next((one for one in offered if one.is_rate), offered[0])


def _offered(desk: Desk) -> list[Indicator]:
    return [one for one in indicators() if not desk.school or dimension_of(one)]


def _drawn(desk: Desk) -> Drawn | None:
    indicator, today = chosen_trend(desk), local_day(desk.at)
    if desk.school:
        return drawn(indicator, trend_at_school(desk.unit, desk.period, indicator, desk.school), today)
    return drawn(indicator, trends(desk).get(indicator.key, ()), today, goals(desk))


def trend_sheet(desk: Desk) -> Sheet:
    """The months of the chosen indicator as a table."""
    indicator, found = chosen_trend(desk), _drawn(desk)
    headings = [
        Heading(_("Month"), 12),
        Heading(f"{indicator.label} ({indicator.unit_word})", 24),
        Heading(_("Goal"), 12),
        Heading(_("Where from"), 24),
    ]
    months = found.months if found else []
    rows: list[list[Value]] = [
        [month.point.month.code, month.point.value, month.goal, _source_of(month.point)] for month in months
    ]
    return Sheet(str(indicator.label), headings, rows)


def _source_of(point: Point) -> str:
    if point.value is None:
        return _("not compiled")
    if not point.is_imported:
        return _("compiled from the rows")
    return _("imported, at least so many") if point.is_lower_bound else _("imported")
