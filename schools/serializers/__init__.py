"""How the API shows what is kept of the schools."""

from schools.serializers.premises import PremisesSerializer
from schools.serializers.records import HazardSerializer, InspectionSerializer
from schools.serializers.schools import SchoolSerializer

__all__ = ["HazardSerializer", "InspectionSerializer", "PremisesSerializer", "SchoolSerializer"]
