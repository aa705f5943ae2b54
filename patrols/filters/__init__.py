"""What the lists of the patrols are filtered by."""

from patrols.filters.evidence import ReviewFilter, SignFilter, VisitFilter
from patrols.filters.ground import PointFilter, VehicleFilter, WindowFilter
from patrols.filters.records import CheckInFilter, DutyFilter, OutingFilter

__all__ = [
    "CheckInFilter",
    "DutyFilter",
    "OutingFilter",
    "PointFilter",
    "ReviewFilter",
    "SignFilter",
    "VehicleFilter",
    "VisitFilter",
    "WindowFilter",
]
