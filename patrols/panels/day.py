"""Today at the points: a mark for each, in words, and on the map."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from campus_safety.dashboard.decisions import rows_of
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.geo.map_data import map_data
from patrols.panels.shared import agenda_today, outings_out
from patrols.points_now import points_now, school_marks


def points_today(desk: Desk) -> dict[str, Any]:
    """The state of every point in force today: two queries beside those that the desk's panels share."""
    agenda = agenda_today(desk)
    now = points_now(desk.unit_ids, agenda, desk.at)
    return {
        "has_points": bool(now.points),
        "has_duties": bool(agenda.by_point()),
        "states": now.states,
        "words": now.words,
        "label": now.label,
        "out": len(outings_out(desk)),
        "out_url": rows_of(desk, "patrols:outings", state="running"),
        "live_url": f"{reverse('patrols:live')}?{urlencode({'unit': desk.unit.code})}",
        "points_url": reverse("patrols:points"),
        "map_data": map_data(outline=desk.unit.outline, schools=school_marks(desk.unit_ids), points=now.marks),
    }
