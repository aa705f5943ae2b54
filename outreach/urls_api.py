"""Resources of the work with schools, under /api/v1/."""

from rest_framework.routers import SimpleRouter

from outreach.api import ActivityViewSet, AppointmentViewSet, CoverViewSet

router = SimpleRouter(use_regex_path=False)
router.register("appointments", AppointmentViewSet, basename="appointments")
router.register("activities", ActivityViewSet, basename="activities")
router.register("event-covers", CoverViewSet, basename="event_covers")

urlpatterns = router.urls
