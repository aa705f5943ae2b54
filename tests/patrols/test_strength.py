"""How many officers came to a duty, as its page says it."""

from datetime import date, timedelta

import pytest
from django.conf import settings

from patrols.models import CheckInReview
from patrols.strength import officers_seen
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import make_check_in, make_duty, make_outing, make_window

DAY = date(2026, 11, 23)


def test_officers_seen_are_the_teams_that_came_in_the_window(cast: Cast) -> None:
    duty = make_duty(make_window(cast.point, strength=2), DAY, "done", strength=2)
    outing = make_outing(cast.officer, cast.colleague, started_at=duty.starts_at)
    make_check_in(cast.officer, cast.point, duty.starts_at, duty=duty, outing=outing)
    make_check_in(cast.commander, cast.point, duty.ends_at + timedelta(minutes=1), duty=duty)

    assert officers_seen(duty) == 2


def test_officers_seen_count_who_came_alone_and_no_rejected_check_in(cast: Cast) -> None:
    duty = make_duty(make_window(cast.point), DAY, "done")
    make_check_in(cast.officer, cast.point, duty.starts_at, duty=duty)
    rejected = make_check_in(cast.colleague, cast.point, duty.starts_at, duty=duty)
    CheckInReview.objects.create(
        check_in=rejected, unit_id=rejected.unit_id, captured_at=rejected.captured_at, outcome="rejected",
        reason="不在点位", reviewed_by=cast.commander, reviewed_at=duty.ends_at,
    )  # fmt: skip

    assert officers_seen(duty) == 1


@pytest.mark.parametrize(("strength", "is_short"), [(1, False), (2, True)])
def test_duty_page_says_when_too_few_came(cast: Cast, strength: int, is_short: bool) -> None:
    duty = make_duty(make_window(cast.point), DAY, "done", strength=strength)
    make_check_in(cast.officer, cast.point, duty.starts_at, duty=duty)

    browser = signed_in(cast.officer)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = browser.get(duty.get_absolute_url())

    assert ("too few" in page.content.decode()) == is_short
