"""Addresses of the work with schools."""

from outreach.urls import activities, appointments, calls, covers, disputes, feedback, letters, opinions, tips

app_name = "outreach"

urlpatterns = [
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
