"""Addresses of the work with schools."""

from django.urls import path

from outreach.urls import activities, appointments, calls, covers, disputes, feedback, letters, opinions, tips
from outreach.views.index import index

app_name = "outreach"

urlpatterns = [
    path("", index, name="index"),
    *appointments.urlpatterns,
    *letters.urlpatterns,
    *activities.urlpatterns,
    *covers.urlpatterns,
    *opinions.urlpatterns,
    *disputes.urlpatterns,
    *feedback.urlpatterns,
    *calls.urlpatterns,
    *tips.urlpatterns,
]
