"""Addresses of appointments."""

from django.urls import path

from outreach.views import appointment_exporting, appointment_steps, appointments, coverage

urlpatterns = [
    path("appointments/", appointments.appointment_list, name="appointments"),
    path("appointments/new/", appointment_steps.appointment_new, name="appointment_new"),
    path("appointments/export.xlsx", appointment_exporting.appointments_export, name="appointments_export"),
    path("appointments/coverage/", coverage.appointment_coverage, name="appointment_coverage"),
    path("appointments/<int:pk>/", appointments.appointment, name="appointment"),
    path("appointments/<int:pk>/steps/<slug:step>/", appointment_steps.appointment_step, name="appointment_step"),
    path("appointments/<int:pk>/evaluate/", appointment_steps.appointment_evaluate, name="appointment_evaluate"),
]
