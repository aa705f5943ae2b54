"""Addresses of the API, version 1. Each app brings its own resources."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from campus_safety.api.views import DocsView, TokenView

app_name = "api"

urlpatterns = [
    path("", include("patrols.urls_api")),
    path("", include("schools.urls_api")),
    path("", include("incidents.urls_api")),
    path("", include("outreach.urls_api")),
    path("statistics/", include("campus_safety.statistics.urls_api")),
    path("token/", TokenView.as_view(), name="token"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(url_name="api:schema"), name="docs"),
]
