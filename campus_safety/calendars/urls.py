"""Addresses of the calendar."""

from django.urls import path

from campus_safety.calendars.views import days, glance, known_years, spans

app_name = "calendars"

urlpatterns = [
    path("", glance.year, name="year"),
    path("spans/", spans.spans, name="spans"),
    path("spans/new/", spans.span_new, name="span_new"),
    path("spans/<int:pk>/", spans.span_edit, name="span_edit"),
    path("spans/<int:pk>/remove/", spans.span_remove, name="span_remove"),
    path("days/", days.days, name="days"),
    path("days/new/", days.day_new, name="day_new"),
    path("days/<int:pk>/", days.day_edit, name="day_edit"),
    path("days/<int:pk>/remove/", days.day_remove, name="day_remove"),
    path("years/", known_years.known_years, name="known_years"),
    path("years/new/", known_years.known_year_new, name="known_year_new"),
    path("years/<int:pk>/remove/", known_years.known_year_remove, name="known_year_remove"),
]
