"""What the dashboard itself lays on the desk, from compiled figures of every app."""

from campus_safety.dashboard.hours import hours_against, hours_sheet
from campus_safety.dashboard.load import load_sheet, officer_load
from campus_safety.dashboard.panels_registry import Panel, register
from campus_safety.dashboard.places import cases_by_place, places_sheet
from campus_safety.dashboard.ranking_panel import ranking_sheet, schools_ranked
from campus_safety.dashboard.trends import trend_of_figure, trend_sheet

register(Panel("dashboard.ranking", "dashboard/panels/ranking.html", schools_ranked, order=40, sheet=ranking_sheet))
register(Panel("dashboard.hours", "dashboard/panels/hours.html", hours_against, order=20, sheet=hours_sheet))
register(Panel("dashboard.places", "dashboard/panels/places.html", cases_by_place, order=21, sheet=places_sheet))
register(Panel("dashboard.trend", "dashboard/panels/trend.html", trend_of_figure, order=1, sheet=trend_sheet))
register(Panel("dashboard.load", "dashboard/panels/load.html", officer_load, order=30, sheet=load_sheet))
