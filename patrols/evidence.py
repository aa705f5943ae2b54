"""The evidence of a check-in: flags, each computed from numbers that are kept beside it. Flagged, never rejected.

Anyone may read how: a flag is set when its number passes the limit written here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

POOR_ACCURACY_M = 100.0
MOST_DRIFT_S = 120.0
LATE_AFTER = timedelta(minutes=10)
MOST_SPEED_KM_H = 120.0
LEAST_LEAP_M = 300.0
# How far from its moment, before and after, an officer's, or a device's, other check-ins are looked at.
LOOK_ROUND = timedelta(hours=12)


class Flag(StrEnum):
    """What a commander should look at."""

    NO_FIX = "no_fix"
    NO_OUTING = "no_outing"
    OUTSIDE_FENCE = "outside_fence"
    POOR_ACCURACY = "poor_accuracy"
    CLOCK_DRIFT = "clock_drift"
    TOO_FAST = "too_fast"
    SHARED_DEVICE = "shared_device"
    LATE_UPLOAD = "late_upload"


FLAG_LABELS = {
    Flag.NO_FIX: _("no position"),
    Flag.NO_OUTING: _("no open outing"),
    Flag.OUTSIDE_FENCE: _("outside the fence"),
    Flag.POOR_ACCURACY: _("poor accuracy"),
    Flag.CLOCK_DRIFT: _("phone clock is off"),
    Flag.TOO_FAST: _("too far from another check-in for the time between"),
    Flag.SHARED_DEVICE: _("one device, two outings"),
    Flag.LATE_UPLOAD: _("sent late"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The numbers that flags are computed from; None where there is nothing to measure."""

    has_outing: bool
    has_shared_device: bool
    fence_radius_m: int
    distance_m: float | None
    accuracy_m: float | None
    drift_s: float | None
    ahead_s: float
    delay: timedelta
    speed_km_h: float | None

    def flags(self) -> list[str]:
        """The flags in a fixed order."""
        is_off = self.drift_s is not None and abs(self.drift_s) > MOST_DRIFT_S
        found = {
            Flag.NO_FIX: self.distance_m is None,
            Flag.NO_OUTING: not self.has_outing,
            Flag.OUTSIDE_FENCE: self.distance_m is not None and self.distance_m > self.fence_radius_m,
            Flag.POOR_ACCURACY: self.accuracy_m is not None and self.accuracy_m > POOR_ACCURACY_M,
            Flag.CLOCK_DRIFT: is_off or self.ahead_s > MOST_DRIFT_S,
            Flag.TOO_FAST: self.speed_km_h is not None and self.speed_km_h > MOST_SPEED_KM_H,
            Flag.SHARED_DEVICE: self.has_shared_device,
            Flag.LATE_UPLOAD: self.delay > LATE_AFTER,
        }
        return [str(flag) for flag, is_set in found.items() if is_set]


def speed_km_h(distance_m: float, one: datetime, other: datetime) -> float | None:
    """Speed in km/h between two places; None for a leap under 300 m, which a fix can be off by."""
    if distance_m < LEAST_LEAP_M:
        return None
    seconds = max(abs((other - one).total_seconds()), 1.0)
    return round(distance_m / seconds * 3.6, 1)
