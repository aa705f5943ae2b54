"""Addresses of the monthly reports."""

from django.urls import path

from campus_safety.statistics.views import briefing, figures, periods, reports, signing, stations

app_name = "statistics"

urlpatterns = [
    path("", periods.report_list, name="list"),
    path("new/", periods.report_new, name="new"),
    path("history/<int:pk>/", periods.imported_period, name="history"),
    path("subscribe/", briefing.subscription, name="subscribe"),
    path("<str:month>/", reports.report, name="month"),
    path("<str:month>/briefing/", briefing.briefing, name="briefing"),
    path("<str:month>/report.<str:file_format>", briefing.file, name="file"),
    path("<str:month>/revisions/<int:revision>/", reports.report, name="revision"),
    path("<str:month>/check/", signing.check, name="check"),
    path("<str:month>/send-back/", signing.send_back, name="send_back"),
    path("<str:month>/sign/", signing.sign, name="sign"),
    path("<str:period>/stations/", stations.stations, name="stations"),
    path("<str:period>/stations.<str:kind>", stations.stations_export, name="stations_export"),
    path("<str:period>/figures/<str:key>/", figures.figure, name="figure"),
    path("<str:period>/figures/<str:key>.<str:kind>", figures.figure_export, name="figure_export"),
]
