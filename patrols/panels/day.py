"""Today at the points: a mark for each, in words, and on the map."""

from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from campus_safety.dashboard.decisions import rows_of
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.geo.map_data import SchoolMark, map_data
from campus_safety.statistics.periods import local_day
from campus_safety.wording import listed
from patrols.coverage import point_mark
from patrols.models import PatrolPoint
from patrols.panels.shared import agenda_today, outings_out
from patrols.states import MARK_WORDS
from schools.models import School

# In the order in which they are read out; a state that no point has is left out.
_STATES = ("done", "after", "due", "late", "missed", "wait")


def points_today(desk: Desk) -> dict[str, Any]:
    """The state of every point in force today: two queries beside those that the desk's panels share."""
    points = list(PatrolPoint.objects.in_force(local_day(desk.at)).filter(unit_id__in=desk.unit_ids))
    items = agenda_today(desk).by_point()
    states = [items[point.code].state if point.code in items else "wait" for point in points]
    counts = Counter(states)
    words = [(state, counts[state]) for state in _STATES if counts[state]]
    return {
        "has_points": bool(points),
        "has_duties": bool(items),
        "states": states,
        "words": words,
        "label": _sentence(len(points), words),
        "out": len(outings_out(desk)),
        "out_url": rows_of(desk, "patrols:outings", state="running"),
        "points_url": reverse("patrols:points"),
        "map_data": map_data(
            outline=desk.unit.outline,
            schools=_schools(desk),
            points=[point_mark(point, state) for point, state in zip(points, states, strict=True)],
        ),
    }


def _sentence(number: int, words: list[tuple[str, int]]) -> str:
    found = listed(f"{MARK_WORDS[state]} {count}" for state, count in words)
    return _("%(number)s points: %(found)s") % {"number": number, "found": found}


def _schools(desk: Desk) -> list[SchoolMark]:
    found = School.objects.filter(unit_id__in=desk.unit_ids).values_list("name", "latitude", "longitude")
    return [SchoolMark(name=name, lat=latitude, lng=longitude) for name, latitude, longitude in found]
