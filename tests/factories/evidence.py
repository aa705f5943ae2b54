"""Rows of what stands behind the visits: words on check-ins, confirmations, signs."""

from datetime import date, datetime
from typing import Any

from campus_safety.accounts.models import User
from patrols.actions.signs import post_sign
from patrols.models import CheckIn, CheckInReview, PatrolPoint, PointSign, VisitConfirmation
from schools.models import School
from tests.factories import make_check_in
from tests.factories.records import photo


def make_review(
    by: User, check_in: CheckIn, at: datetime, outcome: str = "rejected", reason: str = "位置对不上"
) -> CheckInReview:
    """A word on a check-in, without what follows from it."""
    return CheckInReview.objects.create(
        check_in=check_in, unit_id=check_in.unit_id, captured_at=check_in.captured_at, outcome=outcome, reason=reason,
        reviewed_by=by, reviewed_at=at,
    )  # fmt: skip


def make_doubtful(officer: User, point: PatrolPoint, captured_at: datetime, **fields: Any) -> CheckIn:
    """A check-in from outside the fence, flagged for it."""
    return make_check_in(officer, point, captured_at, **{"distance_m": 412.5, "flags": ["outside_fence"]} | fields)


def make_confirmation(by: User, school: School, check_in: CheckIn, at: datetime) -> VisitConfirmation:
    """A school's word on a visit."""
    return VisitConfirmation.objects.create(check_in=check_in, school=school, confirmed_by=by, confirmed_at=at)


def make_posted_sign(by: User, point: PatrolPoint, on: date) -> PointSign:
    """The waiting sign of a point, posted with a photo."""
    return post_sign(by=by, sign=point.signs.get(posted_on=None), on=on, photo=photo())
