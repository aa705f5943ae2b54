"""Addresses of the schools' resources, under /api/v1/."""

from rest_framework.routers import SimpleRouter

from schools.api import HazardViewSet, InspectionViewSet, PremisesViewSet, SchoolViewSet

router = SimpleRouter(use_regex_path=False)
router.register("schools", SchoolViewSet, basename="schools")
router.register("hazards", HazardViewSet, basename="hazards")
router.register("inspections", InspectionViewSet, basename="inspections")
router.register("premises", PremisesViewSet, basename="premises")

urlpatterns = router.urls
