"""Reading patrols."""

from patrols.querysets.duties import DutyQuerySet, DutyWindowQuerySet
from patrols.querysets.minutes import MinuteSecretQuerySet
from patrols.querysets.outings import CheckInQuerySet, OutingQuerySet, VehicleQuerySet
from patrols.querysets.points import PatrolPointQuerySet, in_force_on
from patrols.querysets.reviews import CheckInReviewQuerySet, VisitConfirmationQuerySet
from patrols.querysets.roster import RosterEntryQuerySet, StandbyQuerySet, SwapQuerySet, TeamQuerySet
from patrols.querysets.signs import PointSignQuerySet

__all__ = [
    "CheckInQuerySet",
    "CheckInReviewQuerySet",
    "DutyQuerySet",
    "DutyWindowQuerySet",
    "MinuteSecretQuerySet",
    "OutingQuerySet",
    "PatrolPointQuerySet",
    "PointSignQuerySet",
    "RosterEntryQuerySet",
    "StandbyQuerySet",
    "SwapQuerySet",
    "TeamQuerySet",
    "VehicleQuerySet",
    "VisitConfirmationQuerySet",
    "in_force_on",
]
