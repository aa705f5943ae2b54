"""More patrols for a time where a case happened."""

from collections.abc import Collection
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.audit.author import acting
from incidents.actions.steps import locked
from incidents.models import Case, CaseWindow
from patrols.actions import add_extra_windows
from patrols.actions.windows import Extra
from patrols.models import DutyWindow, PatrolPoint


@transaction.atomic
def add_case_windows(*, by: User, case: Case, points: Collection[PatrolPoint], extra: Extra) -> list[DutyWindow]:
    """Add the same window for a limited time to points of the case's station, and keep that the case is its cause.

    Raises ValidationError for a case that is not accepted, by field for points that are none of the station's, and for
    whatever `add_extra_windows` refuses.
    """
    found = locked(case)
    if not found.is_led:
        raise ValidationError(_("Extra windows follow a case that is accepted."))
    if not points or any(point.unit_id != found.unit_id for point in points):
        raise ValidationError({"points": _("Choose points of the station that works on the case.")})
    windows = add_extra_windows(by=by, points=points, extra=replace(extra, cause=DutyWindow.Cause.INCIDENT))
    with acting(by):
        for window in windows:
            CaseWindow.objects.create(case=found, window=window)
    return windows
