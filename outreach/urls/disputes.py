"""Addresses of disputes."""

from django.urls import path

from outreach.views import dispute_exporting, disputes

urlpatterns = [
    path("disputes/", disputes.dispute_list, name="disputes"),
    path("disputes/export.xlsx", dispute_exporting.disputes_export, name="disputes_export"),
    path("disputes/new/", disputes.dispute_new, name="dispute_new"),
    path("disputes/<int:pk>/", disputes.dispute, name="dispute"),
    path("disputes/<int:pk>/edit/", disputes.dispute_edit, name="dispute_edit"),
    path("disputes/<int:pk>/steps/<slug:step>/", disputes.dispute_step, name="dispute_step"),
]
