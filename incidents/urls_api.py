"""Addresses of the cases' resources, under /api/v1/."""

from rest_framework.routers import SimpleRouter

from incidents.api import CaseActionViewSet, CaseStepViewSet, CaseViewSet, PropertyItemViewSet

router = SimpleRouter(use_regex_path=False)
router.register("incidents", CaseViewSet, basename="incidents")
router.register("incidents", CaseStepViewSet, basename="incident")
router.register("case-actions", CaseActionViewSet, basename="case_actions")
router.register("property-items", PropertyItemViewSet, basename="property_items")

urlpatterns = router.urls
