"""What people have said of the demonstration's check-ins, once: the commander of the flags, principals of visits."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from auditlog.models import LogEntry

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, record
from patrols.demo.units import STATION
from patrols.models import CheckIn, CheckInReview, VisitConfirmation
from schools.demo.trail import dated
from schools.models import Principalship

# What is younger waits for its reader.
WAITS, CONFIRMED_WITHIN = timedelta(days=4), timedelta(days=12)
REJECTED_WHY = "核对出勤记录，该时段未到点位（演示数据）"
Outcome = CheckInReview.Outcome


def fill_reviews(now: datetime) -> int:
    """Review the flagged check-ins that are older than four days, and confirm some visits. Returns how many rows.

    Only what belongs to no duty is rejected: no figure of a duty hangs on it.
    """
    reviews, confirmations = list(_reviews(now)), list(_confirmations(now))
    CheckInReview.objects.bulk_create(reviews)
    VisitConfirmation.objects.bulk_create(confirmations)
    trail = [*map(_entry_of_review, reviews), *map(_entry_of_confirmation, confirmations)]
    record(*sorted(trail, key=lambda row: row.timestamp))
    return len(trail)


def _reviews(now: datetime) -> Iterable[CheckInReview]:
    commander = User.objects.filter(unit__code=STATION, role=User.Role.COMMANDER).order_by("pk").first()
    if commander is None:
        return
    flagged = CheckIn.objects.filter(unit__code=STATION, captured_at__lt=now - WAITS).exclude(flags=[])
    for check_in in flagged.exclude(officer=commander).order_by("captured_at", "uuid"):
        is_rejected = check_in.duty_id is None
        yield CheckInReview(
            check_in=check_in,
            unit_id=check_in.unit_id,
            captured_at=check_in.captured_at,
            outcome=Outcome.REJECTED if is_rejected else Outcome.ACCEPTED,
            reason=REJECTED_WHY if is_rejected else "",
            reviewed_by=commander,
            reviewed_at=check_in.captured_at + timedelta(hours=20),
        )


def _confirmations(now: datetime) -> Iterable[VisitConfirmation]:
    for headed in Principalship.objects.select_related("user", "school").order_by("pk"):
        visits = CheckIn.objects.filter(
            point__schools=headed.school, captured_at__range=(now - CONFIRMED_WITHIN, now - WAITS), review=None
        )
        for check_in in visits.order_by("captured_at", "uuid")[::2]:
            yield VisitConfirmation(
                check_in=check_in,
                school=headed.school,
                confirmed_by=headed.user,
                confirmed_at=check_in.captured_at + timedelta(hours=3),
            )


def _entry_of_review(review: CheckInReview) -> LogEntry:
    changes = {"outcome": (None, str(review.outcome)), "reason": (None, review.reason)}
    return dated(review, changes, review.reviewed_by, review.reviewed_at, Action.CREATE)


def _entry_of_confirmation(row: VisitConfirmation) -> LogEntry:
    return dated(row, {"school": (None, row.school)}, row.confirmed_by, row.confirmed_at, Action.CREATE)
