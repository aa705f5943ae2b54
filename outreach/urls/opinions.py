"""Addresses of opinions."""

from django.urls import path

from outreach.views import opinion_exporting, opinions

urlpatterns = [
    path("opinions/", opinions.opinion_list, name="opinions"),
    path("opinions/export.xlsx", opinion_exporting.opinions_export, name="opinions_export"),
    path("opinions/new/", opinions.opinion_new, name="opinion_new"),
    path("opinions/<int:pk>/", opinions.opinion, name="opinion"),
    path("opinions/<int:pk>/steps/<slug:step>/", opinions.opinion_step, name="opinion_step"),
]
