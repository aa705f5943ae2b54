"""Addresses of the months, under /api/v1/statistics/."""

from django.urls import path

from campus_safety.statistics.api import ReportViewSet

urlpatterns = [
    path("", ReportViewSet.as_view({"get": "list"}), name="statistics"),
    path("<str:month>/", ReportViewSet.as_view({"get": "month"}), name="statistics_month"),
]
