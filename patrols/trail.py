"""What of the patrols enters the audit trail by itself; outings, check-ins and duties are recorded by their actions."""

from campus_safety.audit.trail import keep
from patrols.models import (
    CheckInReview,
    DutyRun,
    DutyWindow,
    MinuteSecret,
    PatrolPoint,
    PointSign,
    RosterEntry,
    Standby,
    Swap,
    Team,
    Vehicle,
    VisitConfirmation,
)

keep(PatrolPoint, without=["duties_until"])
keep(DutyWindow)
keep(PointSign, by_name_only=["token"])
keep(Vehicle)
keep(DutyRun)
keep(MinuteSecret, by_name_only=["secret"])
keep(Team)
keep(RosterEntry, without=["swap"])
keep(Standby)
keep(Swap)
keep(CheckInReview, without=["unit", "captured_at"])
keep(VisitConfirmation)
