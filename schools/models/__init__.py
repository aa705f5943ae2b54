"""What is kept of the schools."""

from schools.models.days import SchoolDay
from schools.models.files import Document, Photo
from schools.models.hazards import Hazard, HazardStep, NoticeLine, RectificationNotice
from schools.models.premises import Premises, PremisesCheck
from schools.models.schools import Principalship, School, SchoolLevel
from schools.models.sheet import Inspection, ItemResult

__all__ = [
    "Document",
    "Hazard",
    "HazardStep",
    "Inspection",
    "ItemResult",
    "NoticeLine",
    "Photo",
    "Premises",
    "PremisesCheck",
    "Principalship",
    "RectificationNotice",
    "School",
    "SchoolDay",
    "SchoolLevel",
]
