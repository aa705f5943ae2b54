"""Addresses of the schools' resources, under /api/v1/."""

from rest_framework.routers import SimpleRouter

from schools.api import SchoolViewSet

router = SimpleRouter(use_regex_path=False)
router.register("schools", SchoolViewSet, basename="schools")

urlpatterns = router.urls
