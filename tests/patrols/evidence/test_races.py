"""A rejection and another visit in the same moment: no visit that stands is lost (PostgreSQL; SQLite takes turns)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day
from patrols.actions import record_check_in
from patrols.actions.confirmations import confirm_visit
from patrols.actions.reviews import review_check_in
from patrols.actions.signs import post_sign, replace_sign
from patrols.models import CheckIn, CheckInReview, Duty, PointSign, VisitConfirmation
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.factories import make_check_in, make_duty, make_window, uuid_number
from tests.patrols.claims import claim

ROUNDS = 12
Call = Callable[[], tuple[int, Any]]

pytestmark = [pytest.mark.django_db(transaction=True)]


def tried(act: Callable[..., Any], **values: Any) -> Call:
    """A call of an action: 0 if it was done, 1 if it was refused."""

    def call() -> tuple[int, Any]:
        try:
            return 0, act(**values)
        except ValidationError:
            return 1, None

    return call


def say(by: User, row: CheckIn, outcome: str) -> Call:
    """A call that says a word on a check-in."""
    return tried(review_check_in, by=by, check_in=row, outcome=outcome, reason="x")


@pytest.mark.parametrize("is_over", [False, True])
def test_a_visit_that_arrives_during_a_rejection_fulfils_the_duty(cast: Cast, is_over: bool) -> None:
    window, now, hour = make_window(cast.point), timezone.now(), timedelta(hours=1)
    for number in range(ROUNDS):
        CheckInReview.objects.all().delete()
        CheckIn.objects.all().delete()
        Duty.objects.all().delete()
        duty = make_duty(window, local_day(now))
        ends_at = now - timedelta(minutes=1) if is_over else now + hour
        Duty.objects.update(starts_at=now - hour, ends_at=ends_at)
        moment = now - timedelta(minutes=5)
        values: dict[str, Any] = {"captured_at": moment, "sent_at": now}
        first = record_check_in(by=cast.officer, claim=claim(uuid=uuid_number(2 * number + 1), **values)).check_in
        second = claim(uuid=uuid_number(2 * number + 2), **values)

        all_at_once([say(cast.commander, first, "rejected"), tried(record_check_in, by=cast.colleague, claim=second)])

        duty.refresh_from_db()
        assert (duty.state, duty.visited_at) == ("done", moment)


def test_two_words_at_once_leave_one(cast: Cast) -> None:
    row = make_check_in(cast.officer, cast.point, timezone.now())

    all_at_once([say(cast.commander, row, "rejected"), say(cast.bureau, row, "accepted")])

    assert CheckInReview.objects.count() == 1


def test_a_visit_that_two_schools_confirm_at_once_is_confirmed_by_one(cast: Cast) -> None:
    cast.point.schools.add(cast.other_school)
    row = make_check_in(cast.officer, cast.point, timezone.now())
    people = [cast.principal, cast.other_principal]

    answers = all_at_once([tried(confirm_visit, by=user, check_in=row) for user in people])

    assert sorted(status for status, _found in answers) == [0, 1]
    assert VisitConfirmation.objects.count() == 1


def test_a_sign_that_is_replaced_or_posted_twice_at_once_is_so_once(cast: Cast) -> None:
    sign = cast.point.signs.get()

    answers = all_at_once([tried(post_sign, by=cast.officer, sign=sign, on=timezone.localdate())] * 3)
    assert sorted(status for status, _found in answers) == [0, 1, 1]

    answers = all_at_once([tried(replace_sign, point=cast.point, reason="破损")] * 3)
    assert sorted(status for status, _found in answers) == [0, 1, 1]
    assert PointSign.objects.count() == 2
