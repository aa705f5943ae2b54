"""What patrols lay on the commander's desk."""

from campus_safety.dashboard.panels_registry import DECISIONS_TEMPLATE, Panel, register
from patrols.panels.day import points_today
from patrols.panels.decisions import flagged_check_ins, late_duties, outings_left_open
from patrols.panels.heat import KEY, visibility_by_point, visibility_sheet
from patrols.panels.missed import missed_duties

register(Panel("patrols.late_duties", DECISIONS_TEMPLATE, late_duties, order=10, place="decisions"))
register(Panel("patrols.missed_duties", DECISIONS_TEMPLATE, missed_duties, order=15, place="decisions"))
register(Panel("patrols.flagged_check_ins", DECISIONS_TEMPLATE, flagged_check_ins, order=30, place="decisions"))
register(Panel("patrols.outings_left_open", DECISIONS_TEMPLATE, outings_left_open, order=40, place="decisions"))
register(
    Panel(
        "patrols.points_today",
        "patrols/desk/day.html",
        points_today,
        order=10,
        place="day",
        wall="patrols/desk/wall.html",
    )
)
register(Panel(KEY, "patrols/desk/heat.html", visibility_by_point, order=10, sheet=visibility_sheet))
