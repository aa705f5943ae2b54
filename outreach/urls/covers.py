"""Addresses of event cover."""

from django.urls import path

from outreach.views import cover_days, cover_export, cover_requests, covers

urlpatterns = [
    path("covers/", covers.cover_list, name="covers"),
    path("covers/export.xlsx", cover_export.covers_export, name="covers_export"),
    path("covers/new/", cover_requests.cover_new, name="cover_new"),
    path("covers/<int:pk>/", covers.cover, name="cover"),
    path("covers/<int:pk>/edit/", cover_requests.cover_edit, name="cover_edit"),
    path("covers/<int:pk>/steps/<slug:step>/", cover_requests.cover_step, name="cover_step"),
    path("covers/<int:pk>/checklist/", cover_days.cover_checklist, name="cover_checklist"),
    path("covers/<int:pk>/checklist.pdf", cover_days.cover_checklist_print, name="cover_checklist_print"),
    path("covers/<int:pk>/start/", cover_days.cover_start, name="cover_start"),
    path("covers/<int:pk>/rate/", cover_days.cover_rate, name="cover_rate"),
]
