"""Addresses of the monthly reports."""

from django.urls import path

from campus_safety.statistics import views

app_name = "statistics"

urlpatterns = [
    path("", views.report_list, name="list"),
    path("<str:month>/", views.report, name="month"),
]
