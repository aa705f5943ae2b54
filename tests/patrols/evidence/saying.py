"""What the tests of reviews say and see: a check-in as it is recorded, the commander's word, the duty afterwards."""

from datetime import date, datetime, timedelta

import time_machine

from patrols.actions import record_check_in
from patrols.actions.reviews import review_check_in
from patrols.models import CheckIn, CheckInReview, Duty
from tests.cast import Cast
from tests.factories import at, make_duty, make_window, uuid_number
from tests.patrols.claims import claim

DAY = date(2026, 11, 23)
IN_WINDOW, LATER, LATEST = at("2026-11-23 07:45"), at("2026-11-23 08:50"), at("2026-11-23 09:30")
RUNNING, CLOSED, OVER = at("2026-11-23 08:00"), at("2026-11-23 08:31"), at("2026-11-23 12:00")
WHY = "位置对不上"


def duty_of(cast: Cast) -> Duty:
    """From 07:30 to 08:30."""
    return make_duty(make_window(cast.point), DAY)


def check_in(cast: Cast, moment: datetime, number: int = 1) -> CheckIn:
    """A check-in that is recorded two minutes after it was taken."""
    by = cast.officer if number % 2 else cast.colleague
    with time_machine.travel(moment + timedelta(minutes=2), tick=False):
        return record_check_in(by=by, claim=claim(uuid=uuid_number(number), captured_at=moment)).check_in


def say(cast: Cast, row: CheckIn, outcome: str, moment: datetime = OVER, reason: str = WHY) -> CheckInReview:
    """The commander's word at a moment."""
    with time_machine.travel(moment, tick=False):
        return review_check_in(by=cast.commander, check_in=row, outcome=outcome, reason=reason)


def close(duty: Duty, moment: datetime) -> None:
    """The ladder has taken note that the window is over."""
    Duty.objects.filter(pk=duty.pk).update(closed_at=moment, next_step_at=None)


def settled(duty: Duty) -> tuple[str, datetime | None]:
    """State and visit as they stand in the database."""
    duty.refresh_from_db()
    return duty.state, duty.visited_at
