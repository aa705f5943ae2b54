"""What several panels of one desk read: fetched once a page."""

from typing import cast

from campus_safety.dashboard.panels_registry import Desk
from campus_safety.local_days import local_day
from campus_safety.statistics.periods import Period
from patrols.agenda import Agenda, agenda_of
from patrols.models import Duty, Outing


def agenda_today(desk: Desk) -> Agenda:
    """The day's duties of the desk's units as they stand now."""
    if "patrols.agenda" not in desk.kept:
        day = local_day(desk.at)
        duties = Duty.objects.of_units(desk.unit_ids, Period(day, day)).with_point()
        desk.kept["patrols.agenda"] = agenda_of(duties, desk.at)
    return cast("Agenda", desk.kept["patrols.agenda"])


def outings_out(desk: Desk) -> list[Outing]:
    """The outings that the desk's units lead and that have not ended, the longest first, with their teams."""
    if "patrols.outings" not in desk.kept:
        running = Outing.objects.running().filter(unit_id__in=desk.unit_ids)
        desk.kept["patrols.outings"] = list(running.with_team().order_by("started_at"))
    return cast("list[Outing]", desk.kept["patrols.outings"])
