"""Points, windows, duties, outings and check-ins."""

from patrols.models.check_ins import CheckIn
from patrols.models.duties import Duty, DutyRun, MinuteSecret
from patrols.models.outings import Outing, OutingOfficer, Vehicle, VehicleDispatch
from patrols.models.points import PatrolPoint, PointSign
from patrols.models.public import PublicCopy
from patrols.models.reviews import CheckInReview, VisitConfirmation
from patrols.models.roster import RosterEntry, Standby, Swap, Team
from patrols.models.windows import DutyWindow

__all__ = [
    "CheckIn",
    "CheckInReview",
    "Duty",
    "DutyRun",
    "DutyWindow",
    "MinuteSecret",
    "Outing",
    "OutingOfficer",
    "PatrolPoint",
    "PointSign",
    "PublicCopy",
    "RosterEntry",
    "Standby",
    "Swap",
    "Team",
    "Vehicle",
    "VehicleDispatch",
    "VisitConfirmation",
]
