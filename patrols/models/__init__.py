"""Points, windows, duties, outings and check-ins."""

from patrols.models.check_ins import CheckIn
from patrols.models.duties import Duty, DutyWindow
from patrols.models.outings import Outing, OutingOfficer, Vehicle, VehicleDispatch
from patrols.models.points import PatrolPoint, PointSign
from patrols.models.public import PublicCopy

__all__ = [
    "CheckIn",
    "Duty",
    "DutyWindow",
    "Outing",
    "OutingOfficer",
    "PatrolPoint",
    "PointSign",
    "PublicCopy",
    "Vehicle",
    "VehicleDispatch",
]
