"""What is asked of an officer: inspections left open, own hazards overdue or to be verified, reports of schools."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from campus_safety.dashboard.asks_registry import Ask
from campus_safety.local_days import local_day
from schools.models import Hazard, Inspection
from schools.states import HazardState

MOST = 20


def inspections_left_open(user: User, at: datetime) -> Iterator[Ask]:
    """The inspections that the user has begun and not finished. One query."""
    if not is_officer(user):
        return
    for inspection in (
        Inspection.objects.open().filter(inspector=user).select_related("school").order_by("started_at")[:MOST]
    ):
        day = date_format(local_day(inspection.started_at), "SHORT_DATE_FORMAT")
        yield Ask(
            title=_("Inspection of %(school)s is still open") % {"school": inspection.school},
            line=_("begun %(day)s") % {"day": day},
            url=inspection.get_absolute_url(),
            action=_("Go on"),
        )


def hazards_of_mine(user: User, at: datetime) -> Iterator[Ask]:
    """The user's hazards that are overdue, or said to be put right; and those of the unit that nobody has in charge.

    One query.
    """
    if not is_officer(user):
        return
    today = local_day(at)
    mine = Q(officer=user) & (Q(state=HazardState.RECTIFIED) | Q(state=HazardState.OPEN, due_on__lt=today))
    anybodys = Q(state__in=[HazardState.REPORTED, HazardState.RECTIFIED]) | Q(state=HazardState.OPEN, due_on__lt=today)
    reported = Q(unit_id=user.unit_id, officer=None) & anybodys
    for hazard in Hazard.objects.visible_to(user).filter(mine | reported).with_place().pressing_first()[:MOST]:
        title, action, is_late = _words(hazard)
        line = " · ".join(filter(None, [str(hazard.school or hazard.premises), hazard.place]))
        yield Ask(
            title=title % {"hazard": hazard.description},
            line=line,
            url=hazard.get_absolute_url(),
            action=action,
            is_late=is_late,
        )


def _words(hazard: Hazard) -> tuple[str, str, bool]:
    if hazard.state == HazardState.RECTIFIED:
        return _("Verify: %(hazard)s"), _("Look at it"), False
    if hazard.state == HazardState.REPORTED:
        return _("Reported by a school: %(hazard)s"), _("Take it up"), False
    return _("Overdue: %(hazard)s"), _("See to it"), True
