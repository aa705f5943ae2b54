"""The commander's word on the evidence of a check-in, and what follows from it (docs/adr/0023)."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.notices.actions import write_notices
from campus_safety.statistics.actions.marks import mark_months_stale
from patrols.actions.public import mark_public_stale
from patrols.actions.settling import settle_duties
from patrols.models import CheckIn, CheckInReview
from patrols.permissions import may_review
from patrols.review_notices import draft_of

Outcome = CheckInReview.Outcome


@transaction.atomic
def review_check_in(*, by: User, check_in: CheckIn, outcome: str, reason: str = "") -> CheckInReview:
    """Accept or reject a check-in, or change the word on it. The same word again changes nothing.

    A rejected one is counted nowhere; its duty goes back by REOPENED_STEPS, and on by DUTY_STEPS when the rejection is
    taken back. Raises PermissionDenied if it is not for `by` to say, ValidationError by field: a rejection, and any
    change, needs a reason.
    """
    if not may_review(by, check_in):
        raise PermissionDenied
    found = CheckIn.objects.select_for_update(no_key=True).get(pk=check_in.pk)
    former = CheckInReview.objects.filter(check_in=found).first()
    reason = reason.strip()
    if former and (former.outcome, former.reason) == (outcome, reason):
        return former
    if not reason and (former or outcome == Outcome.REJECTED):
        words = _("Say why the word on it is changed.") if former else _("Say why the check-in is rejected.")
        raise ValidationError({"reason": words})
    review = former or CheckInReview(check_in=found, unit_id=found.unit_id, captured_at=found.captured_at)
    was_standing = former is None or former.outcome == Outcome.ACCEPTED
    review.outcome, review.reason, review.reviewed_by, review.reviewed_at = outcome, reason, by, timezone.now()
    review.full_clean(exclude=["check_in", "unit", "reviewed_by"])
    review.save()
    if was_standing != (outcome == Outcome.ACCEPTED):
        _follow(by, check_in, review, review.reviewed_at)
    return review


def _follow(by: User, check_in: CheckIn, review: CheckInReview, at: datetime) -> None:
    """The check-in has begun, or has ceased, to count: its duty, the officer, the public page and the months follow."""
    changed = settle_duties(by=by, check_in=check_in, at=at)
    write_notices(drafts=[draft_of(check_in, review)], at=at)
    if any(duty.ends_at <= at for duty in changed):
        mark_public_stale()
    moments = [check_in.captured_at, *(duty.starts_at for duty in changed)]
    mark_months_stale(unit_ids=[check_in.unit_id], moments=moments)


@transaction.atomic
def accept_check_ins(*, by: User, check_ins: Iterable[CheckIn]) -> int:
    """Accept those that nobody has reviewed yet; returns how many. Raises PermissionDenied as `review_check_in`."""
    reviewed = 0
    for check_in in sorted(check_ins, key=lambda row: row.pk):
        CheckIn.objects.select_for_update(no_key=True).get(pk=check_in.pk)  # nobody else decides in between
        if not CheckInReview.objects.filter(check_in=check_in).exists():
            review_check_in(by=by, check_in=check_in, outcome=Outcome.ACCEPTED)
            reviewed += 1
    return reviewed
