"""The schools' resources over the API."""

from schools.api.premises import PremisesViewSet
from schools.api.records import HazardViewSet, InspectionViewSet
from schools.api.schools import SchoolViewSet

__all__ = ["HazardViewSet", "InspectionViewSet", "PremisesViewSet", "SchoolViewSet"]
