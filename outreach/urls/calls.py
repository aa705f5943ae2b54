"""Addresses of the log of the hotline."""

from django.urls import path

from outreach.views import call_exporting, call_turning, calls

urlpatterns = [
    path("calls/", calls.call_list, name="calls"),
    path("calls/export.xlsx", call_exporting.calls_export, name="calls_export"),
    path("calls/new/", calls.call_new, name="call_new"),
    path("calls/<int:pk>/", calls.call, name="call"),
    path("calls/<int:pk>/edit/", calls.call_edit, name="call_edit"),
    path("calls/<int:pk>/follow-up/", calls.call_follow_up, name="call_follow_up"),
    path("calls/<int:pk>/turn/<slug:into>/", call_turning.call_turn, name="call_turn"),
]
