"""The evidence of a check-in in words: each number, its limit, and whether it set a flag (patrols.evidence)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.wording import listed
from patrols.evidence import (
    FLAG_LABELS,
    LATE_AFTER,
    LEAST_LEAP_M,
    LOOK_ROUND,
    MOST_DRIFT_S,
    MOST_SPEED_KM_H,
    POOR_ACCURACY_M,
    Flag,
)
from patrols.models import CheckIn

MEASURES: dict[Flag, str | Promise] = {
    Flag.NO_FIX: gettext_lazy("Position"),
    Flag.NO_OUTING: gettext_lazy("Outing"),
    Flag.OUTSIDE_FENCE: gettext_lazy("Distance from the point"),
    Flag.POOR_ACCURACY: gettext_lazy("Accuracy of the position"),
    Flag.CLOCK_DRIFT: gettext_lazy("Clock of the phone"),
    Flag.TOO_FAST: gettext_lazy("Speed between check-ins"),
    Flag.SHARED_DEVICE: gettext_lazy("Device"),
    Flag.LATE_UPLOAD: gettext_lazy("Time until it arrived"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was measured: what, how much ("" if it could not be), the rule, and whether the flag is set."""

    label: str | Promise
    value: str
    rule: str
    is_flagged: bool


def findings_of(check_in: CheckIn) -> list[Finding]:
    """Every check of a check-in, in the order of the flags."""
    flags, rules = set(check_in.flags), rules_of(f"{check_in.fence_radius_m}")
    return [
        Finding(MEASURES[flag], value, rules[flag], flag.value in flags) for flag, value in _measured(check_in).items()
    ]


def doubts_of(check_in: CheckIn) -> list[Finding]:
    """Those of the checks that set a flag."""
    return [finding for finding in findings_of(check_in) if finding.is_flagged]


def flags_in_words(text: str) -> str:
    """Flags as the trail keeps them ("no_fix, late_upload") in words."""
    known = {flag.value: str(label) for flag, label in FLAG_LABELS.items()}
    return listed(known.get(name, name) for name in text.split(", "))


def rules_of(fence: str) -> dict[Flag, str]:
    """When each flag is not set, in words, with the limits of `patrols.evidence`; `fence` is its radius in metres."""
    hours, minutes = (f"{LOOK_ROUND.total_seconds() / 3600:g}", f"{LATE_AFTER.total_seconds() / 60:g}")
    return {
        Flag.NO_FIX: _("A check-in without a position is flagged."),
        Flag.NO_OUTING: _("An officer checks in on an open outing."),
        Flag.OUTSIDE_FENCE: _("At most %(limit)s m: the fence of the point at that time.") % {"limit": fence},
        Flag.POOR_ACCURACY: _("At most %(limit)s m.") % {"limit": f"{POOR_ACCURACY_M:g}"},
        Flag.CLOCK_DRIFT: _("At most %(limit)s s off the server's clock; positive: the phone is ahead.")
        % {"limit": f"{MOST_DRIFT_S:g}"},
        Flag.TOO_FAST: _(
            "At most %(limit)s km/h between the officer's check-ins within %(hours)s hours, from %(leap)s m apart."
        )
        % {"limit": f"{MOST_SPEED_KM_H:g}", "hours": hours, "leap": f"{LEAST_LEAP_M:g}"},
        Flag.SHARED_DEVICE: _("One browser checks in for one outing within %(hours)s hours.") % {"hours": hours},
        Flag.LATE_UPLOAD: _("Sent at most %(limit)s minutes after it was taken.") % {"limit": minutes},
    }


def _measured(row: CheckIn) -> dict[Flag, str]:
    """What was measured for each flag, with its unit; "" where it could not be."""
    delay_min = max((row.received_at - row.captured_at).total_seconds() / 60, 0)
    return {
        Flag.NO_FIX: _("none") if row.distance_m is None else _("present"),
        Flag.NO_OUTING: _("present") if row.outing_id else _("none"),
        Flag.OUTSIDE_FENCE: _amount(row.distance_m, "m"),
        Flag.POOR_ACCURACY: _amount(row.accuracy_m, "m"),
        Flag.CLOCK_DRIFT: "" if row.drift_s is None else f"{row.drift_s:+.1f} s".replace("-", "−"),
        Flag.TOO_FAST: _amount(row.speed_km_h, "km/h"),
        Flag.SHARED_DEVICE: _shared(row),
        Flag.LATE_UPLOAD: f"{delay_min:.1f} min",
    }


def _amount(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:g} {unit}"


def _shared(row: CheckIn) -> str:
    if not row.device:
        return ""
    return _("two outings") if Flag.SHARED_DEVICE.value in row.flags else _("one outing")
