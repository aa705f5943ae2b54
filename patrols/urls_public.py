"""Addresses that anybody may read."""

from django.urls import path

from patrols import converters  # noqa: F401  (registers <code:…>)
from patrols.views import public

app_name = "patrols_public"

urlpatterns = [
    path("", public.home, name="home"),
    path("api/v1/public/patrol-points.geojson", public.points_geojson, name="geojson"),
    path("find/", public.find, name="find"),
    path("evidence/", public.evidence, name="evidence"),
    path("points/<code:code>/", public.point, name="point"),
]
