"""Cases on a map: where they are, and what their marks say."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from campus_safety.geo.map_data import PointMark
from campus_safety.wording import listed
from incidents.models import Case
from incidents.states import CLEARED_UP, NO_CASE, CaseState


def spot_of(case: Case) -> tuple[float, float] | None:
    """(latitude, longitude) of a case in degrees, WGS-84: its own, or, on campus without one, that of the school.

    None for one off campus whose place nobody marked. No query if the school came along.
    """
    if case.latitude is not None and case.longitude is not None:
        return case.latitude, case.longitude
    if case.school is not None and not case.is_off_campus:
        return case.school.latitude, case.school.longitude
    return None


def mark_of(case: Case, today: date) -> str:
    """The state of its mark on a day: past its date, to be decided, worked on, solved, or none that counts."""
    left = case.days_left(today)
    if left is not None and left < 0:
        return "late"
    if case.state == CaseState.REPORTED:
        return "due"
    if case.state in CLEARED_UP:
        return "done"
    return "void" if case.state in NO_CASE else "wait"


def point_mark(case: Case, today: date) -> PointMark | None:
    """The mark of a case on a map, which opens its page; None without a place. No query if category and school came."""
    spot = spot_of(case)
    if spot is None:
        return None
    began = date_format(timezone.localtime(case.occurred_from), "SHORT_DATETIME_FORMAT")
    return PointMark(
        code=str(case.pk),
        number="",
        name=listed([case.number, str(case.category), began, str(case.get_state_display())]),
        lat=spot[0],
        lng=spot[1],
        state=mark_of(case, today),
        url=case.get_absolute_url(),
    )
