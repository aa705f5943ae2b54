"""Two hands on one event cover in the same moment: one of them comes too late, and nothing is half done."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from campus_safety.accounts.models import User
from outreach.actions.covers import approve_cover, decline_cover
from outreach.models import CoverOuting, CoverStep, EventCover
from outreach.states.covers import CoverState
from patrols.models import Duty, PatrolPoint, RosterEntry
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.factories.covers import make_cover, start_outing_of

AT_ONCE = 4

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_of_several_approvals_at_once_one_stands(cast: Cast) -> None:
    cover = make_cover(cast.principal, cast.school)

    def approve() -> tuple[int, str]:
        try:
            return 1, approve_cover(by=cast.commander, cover=cover, officers=[cast.officer]).state
        except ValidationError:
            return 0, ""

    answers = all_at_once([approve] * AT_ONCE)

    assert sorted(answers) == [(0, "")] * (AT_ONCE - 1) + [(1, "approved")]
    assert PatrolPoint.objects.filter(code__startswith="SPQ-9").count() == 1
    assert (Duty.objects.count(), RosterEntry.objects.count()) == (1, 1)
    assert CoverStep.objects.filter(after=CoverState.APPROVED).count() == 1


def test_several_events_approved_at_once_get_points_of_their_own(cast: Cast) -> None:
    covers = [make_cover(cast.principal, cast.school, title=f"演出 {number}") for number in range(AT_ONCE)]

    def approval_of(cover: EventCover) -> tuple[int, str]:
        found = approve_cover(by=cast.commander, cover=cover, officers=[cast.officer])
        return 1, found.point.code if found.point else ""

    codes = all_at_once([partial(approval_of, cover) for cover in covers])

    assert sorted(code for _done, code in codes) == [f"SPQ-{901 + number}" for number in range(AT_ONCE)]


def test_going_out_and_calling_off_at_once_leave_one_of_them(cast: Cast) -> None:
    officers: list[User] = [cast.officer, cast.colleague]
    cover = make_cover(cast.principal, cast.school, "approved", commander=cast.commander, officers=officers)
    now = timezone.now()
    EventCover.objects.filter(pk=cover.pk).update(starts_at=now, ends_at=now + timedelta(hours=1))

    def go() -> tuple[int, str]:
        try:
            return 1, f"out {start_outing_of(cover, cast.officer).pk > 0}"
        except ValidationError:
            return 0, ""

    def call_off() -> tuple[int, str]:
        try:
            return 1, decline_cover(by=cast.commander, cover=cover, text="警力不足").state
        except ValidationError:
            return 0, ""

    answers = all_at_once([go, call_off])

    assert sum(done for done, _words in answers) == 1
    assert CoverOuting.objects.exists() == (EventCover.objects.get().state == CoverState.APPROVED)
