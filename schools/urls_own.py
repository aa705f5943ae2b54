"""Addresses of a principal's own school."""

from django.urls import path

from schools.views import own

app_name = "school"

urlpatterns = [
    path("", own.own_school, name="own"),
    path("edit/", own.own_edit, name="edit"),
]
