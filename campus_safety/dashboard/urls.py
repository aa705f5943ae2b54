"""Addresses of the commander's desk."""

from django.urls import path

from campus_safety.dashboard.views import charts, goals, month, wall, weights

app_name = "dashboard"

urlpatterns = [
    path("", month.month, name="month"),
    path("charts/<str:chart>.csv", charts.chart, name="chart"),
    path("goals/", goals.goals, name="goals"),
    path("weights/", weights.weights, name="weights"),
    path("wall/", wall.wall, name="wall"),
]
