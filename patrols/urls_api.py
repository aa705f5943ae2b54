"""Addresses of the patrols' resources, under /api/v1/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from patrols.api.check_ins import CheckInViewSet
from patrols.api.duties import DutyViewSet, DutyWindowViewSet
from patrols.api.outings import OutingViewSet, VehicleViewSet
from patrols.api.points import PatrolPointViewSet

router = SimpleRouter(use_regex_path=False)
router.register("check-ins", CheckInViewSet, basename="check_ins")
router.register("patrol-points", PatrolPointViewSet, basename="patrol_points")
router.register("duty-windows", DutyWindowViewSet, basename="duty_windows")
router.register("duties", DutyViewSet, basename="duties")
router.register("outings", OutingViewSet, basename="outings")
router.register("vehicles", VehicleViewSet, basename="vehicles")

BY_UUID = {"lookup_field": "uuid"}

urlpatterns = [
    *router.urls,
    path("outings/<uuid:uuid>/", OutingViewSet.as_view({"get": "by_uuid"}, **BY_UUID), name="outing_by_uuid"),
    path("outings/<uuid:uuid>/end/", OutingViewSet.as_view({"post": "end"}, **BY_UUID), name="outing_end"),
    path("check-ins/<uuid:uuid>/", CheckInViewSet.as_view({"get": "by_uuid"}, **BY_UUID), name="check_in_by_uuid"),
]
