"""Addresses for everybody: the verification of a report."""

from django.urls import path

from campus_safety.statistics.views import verifying

app_name = "statistics_public"

urlpatterns = [
    path("verify/", verifying.verify, name="verify"),
]
