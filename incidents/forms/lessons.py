"""Extra windows after a case."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.case_points import CasePoint
from incidents.models import Case
from patrols.forms.extra_windows import ExtraWindowForm
from patrols.models import DutyWindow, PatrolPoint

USUAL_DAYS = 14
_HALF_HOUR_MIN, _LAST_HOUR_MIN, _LAST_MINUTE = 30, 23 * 60, 24 * 60 - 1


class CaseWindowForm(ExtraWindowForm):
    """At which of the points near the case, when, on which days, and with how many officers; the case is the cause."""

    cause = None  # type: ignore[assignment]  # Django's way to leave out a field of the form above

    def __init__(self, *args: Any, near: Sequence[CasePoint], case: Case, **options: Any) -> None:
        points = PatrolPoint.objects.filter(pk__in=[each.point.pk for each in near])
        ticked = {"points": [each.point.pk for each in near if each.is_at_hand]}
        initial = _suggested(case) | ticked
        super().__init__(*args, points=points, shown=points.none(), initial=initial, **options)
        field: Any = self.fields["points"]
        field.widget.choices = [(each.point.pk, str(each)) for each in near]
        self.fields["reason"].help_text = _("Every officer of the station reads it: the number, not what happened.")

    def clean(self) -> dict[str, Any]:
        """The cleaned values, with the cause."""
        return super().clean() | {"cause": DutyWindow.Cause.INCIDENT}


def _suggested(case: Case) -> dict[str, Any]:
    """For two weeks from tomorrow, in the hour round the time at which the case began."""
    starts_at, ends_at = hour_round(timezone.localtime(case.occurred_from))
    today = timezone.localdate()
    return {
        "reason": _("Case %(number)s") % {"number": case.number},
        "starts_at": starts_at,
        "ends_at": ends_at,
        "first_day": today + timedelta(days=1),
        "last_day": today + timedelta(days=USUAL_DAYS),
    }


def hour_round(moment: datetime) -> tuple[time, time]:
    """The hour round a local moment, on the half hour and within the day: 10:07 is in 09:30–10:30."""
    middle = round((moment.hour * 60 + moment.minute) / _HALF_HOUR_MIN) * _HALF_HOUR_MIN
    first = min(max(middle - _HALF_HOUR_MIN, 0), _LAST_HOUR_MIN)
    return time(*divmod(first, 60)), time(*divmod(min(first + 60, _LAST_MINUTE), 60))
