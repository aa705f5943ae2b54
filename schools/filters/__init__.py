"""What lists of the schools' area are filtered by."""

from schools.filters.days import SchoolDayFilter
from schools.filters.hazards import DocumentFilter, HazardFilter, NoticeFilter
from schools.filters.premises import PremisesFilter
from schools.filters.schools import SchoolFilter
from schools.filters.sheet import InspectionFilter, SheetFilter

__all__ = [
    "DocumentFilter",
    "HazardFilter",
    "InspectionFilter",
    "NoticeFilter",
    "PremisesFilter",
    "SchoolDayFilter",
    "SchoolFilter",
    "SheetFilter",
]
