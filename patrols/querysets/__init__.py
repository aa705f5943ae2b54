"""Reading patrols."""

from patrols.querysets.duties import DutyQuerySet, DutyWindowQuerySet
from patrols.querysets.outings import CheckInQuerySet, OutingQuerySet, VehicleQuerySet
from patrols.querysets.points import PatrolPointQuerySet, in_force_on

__all__ = [
    "CheckInQuerySet",
    "DutyQuerySet",
    "DutyWindowQuerySet",
    "OutingQuerySet",
    "PatrolPointQuerySet",
    "VehicleQuerySet",
    "in_force_on",
]
