"""Reading the schools and all that is kept of them."""

from schools.querysets.days import SchoolDayQuerySet
from schools.querysets.files import DocumentQuerySet, PhotoQuerySet
from schools.querysets.hazards import HazardQuerySet, RectificationNoticeQuerySet
from schools.querysets.premises import PremisesCheckQuerySet, PremisesQuerySet
from schools.querysets.schools import SchoolQuerySet
from schools.querysets.sheet import InspectionQuerySet, ItemResultQuerySet

__all__ = [
    "DocumentQuerySet",
    "HazardQuerySet",
    "InspectionQuerySet",
    "ItemResultQuerySet",
    "PhotoQuerySet",
    "PremisesCheckQuerySet",
    "PremisesQuerySet",
    "RectificationNoticeQuerySet",
    "SchoolDayQuerySet",
    "SchoolQuerySet",
]
