"""Addresses of the audit trail."""

from django.urls import path

from campus_safety.audit import views

app_name = "audit"

urlpatterns = [
    path("", views.trail_list, name="list"),
    path("export/", views.export, name="export"),
]
