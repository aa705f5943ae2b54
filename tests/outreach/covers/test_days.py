"""The day of an event that is covered: the outing that makes it count, and what both sides say afterwards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from campus_safety.notices.models import Notice
from campus_safety.statistics.models import StaleMonth
from campus_safety.statistics.periods import month_of
from outreach.actions.cover_days import ask_for_marks, rate_cover, start_cover_outing
from outreach.models import CoverOuting, EventCover
from outreach.states.covers import CoverState
from outreach.tasks import ask_for_marks_of_covers
from patrols.actions import record_check_in
from patrols.models import Duty, Outing, PatrolPoint
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_outing, make_point
from tests.factories.covers import an_outing_claim, make_cover, start_outing_of
from tests.patrols.claims import claim

ASKED = at("2026-05-28 10:00")
BEGINS = at("2026-05-29 09:00")
OVER = at("2026-05-29 11:00")
MAY = month_of(BEGINS.date())


@pytest.fixture
def cover(cast: Cast) -> EventCover:
    """An event tomorrow to which two officers are sent."""
    officers = [cast.officer, cast.colleague]
    with time_machine.travel(ASKED, tick=False):
        return make_cover(
            cast.principal, cast.school, "approved", commander=cast.commander, officers=officers, starts_at=BEGINS
        )


def point_of(cover: EventCover) -> PatrolPoint:
    assert cover.point is not None
    return cover.point


def test_it_counts_once_officers_go_out_for_it(cast: Cast, cover: EventCover) -> None:
    before = EventCover.objects.covered_in([cast.station.pk], MAY).count()
    StaleMonth.objects.all().delete()

    with time_machine.travel(BEGINS, tick=False):
        outing = start_outing_of(cover, cast.officer, cast.colleague)

    assert before == 0
    assert list(EventCover.objects.covered_in([cast.station.pk], MAY)) == [cover]
    assert (outing.kind, outing.officers.count()) == (Outing.Kind.EVENT_COVER, 2)
    assert StaleMonth.objects.filter(unit=cast.station, first_day=MAY.first_day).exists()


def test_the_same_outing_again_changes_nothing(cast: Cast, cover: EventCover) -> None:
    with time_machine.travel(BEGINS, tick=False):
        asked = an_outing_claim(cast.officer)
        first = start_cover_outing(by=cast.officer, cover=cover, claim=asked)
        second = start_cover_outing(by=cast.officer, cover=cover, claim=asked)

    assert (first.is_new, second.is_new, second.outing) == (True, False, first.outing)
    assert CoverOuting.objects.count() == 1


def test_whatever_the_claim_says_it_is_an_outing_for_an_event(cast: Cast, cover: EventCover) -> None:
    with time_machine.travel(BEGINS, tick=False):
        asked = replace(an_outing_claim(cast.officer), kind=Outing.Kind.ROUTINE)
        assert start_cover_outing(by=cast.officer, cover=cover, claim=asked).outing.kind == Outing.Kind.EVENT_COVER


@pytest.mark.parametrize("state", [CoverState.REQUESTED, CoverState.DECLINED, CoverState.WITHDRAWN])
def test_nobody_goes_out_for_what_is_not_approved(cast: Cast, state: str) -> None:
    cover = make_cover(cast.principal, cast.school, state, commander=cast.commander)
    with nothing_written(), pytest.raises(ValidationError):
        start_outing_of(cover, cast.officer)


def test_nobody_goes_out_for_what_is_over(cast: Cast, cover: EventCover) -> None:
    with time_machine.travel(OVER, tick=False), nothing_written(), pytest.raises(ValidationError):
        start_outing_of(cover, cast.officer)


def test_a_refused_outing_ties_nothing(cast: Cast, cover: EventCover) -> None:
    with time_machine.travel(BEGINS, tick=False), nothing_written(), pytest.raises(ValidationError) as refused:
        start_outing_of(cover, cast.officer, cast.other_officer)
    assert list(refused.value.message_dict) == ["officers"]


@pytest.mark.parametrize(
    ("kind", "tied"), [(Outing.Kind.EVENT_COVER, True), (Outing.Kind.ROUTINE, False), (Outing.Kind.PEAK, False)]
)
def test_a_visit_ties_an_outing_that_was_started_elsewhere(
    cast: Cast, cover: EventCover, kind: str, tied: bool
) -> None:
    with time_machine.travel(BEGINS, tick=False):
        outing = make_outing(cast.officer, started_at=BEGINS - timedelta(minutes=20), kind=kind)
        record_check_in(by=cast.officer, claim=claim(point=point_of(cover).code, captured_at=BEGINS, sent_at=BEGINS))

    assert [each.outing for each in cover.outings.all()] == [outing] * tied
    assert Duty.objects.get(point=cover.point).state == "done"


def test_a_visit_at_another_point_ties_nothing(cast: Cast, cover: EventCover) -> None:
    make_point(cast.station, "SPQ-02")
    with time_machine.travel(BEGINS, tick=False):
        make_outing(cast.officer, started_at=BEGINS, kind=Outing.Kind.EVENT_COVER)
        record_check_in(by=cast.officer, claim=claim(point="SPQ-02", captured_at=BEGINS, sent_at=BEGINS))

    assert not CoverOuting.objects.exists()


def test_an_outing_stays_with_the_event_that_it_was_started_for(cast: Cast, cover: EventCover) -> None:
    with time_machine.travel(ASKED, tick=False):
        other = make_cover(
            cast.other_principal, cast.other_school, "approved", commander=cast.commander, starts_at=BEGINS
        )
    with time_machine.travel(BEGINS, tick=False):
        start_outing_of(cover, cast.officer)
        record_check_in(by=cast.officer, claim=claim(point=point_of(other).code, captured_at=BEGINS, sent_at=BEGINS))

    assert CoverOuting.objects.get().cover == cover


@pytest.mark.parametrize(
    ("who", "side"),
    [
        (lambda cast: cast.principal, "school"),
        (lambda cast: cast.officer, "police"),
        (lambda cast: cast.commander, "police"),
    ],
)
def test_both_sides_say_how_it_went(cast: Cast, cover: EventCover, who: Callable[[Cast], Any], side: str) -> None:
    with time_machine.travel(OVER, tick=False):
        rate_cover(by=who(cast), cover=cover, mark=4, words=" 准时到场 ")
        rated = rate_cover(by=who(cast), cover=cover, mark=5, words="准时到场")

    other = {"school": "police", "police": "school"}[side]
    assert [getattr(rated, f"{side}_{name}") for name in ("mark", "words", "said_at")] == [5, "准时到场", OVER]
    assert [getattr(rated, f"{other}_{name}") for name in ("mark", "words", "said_at")] == [None, "", None]


@pytest.mark.parametrize(("moment", "mark"), [(BEGINS, 5), (OVER, 0), (OVER, 6)])
def test_no_mark_before_the_end_and_none_but_from_one_to_five(
    cast: Cast, cover: EventCover, moment: Any, mark: int
) -> None:
    with time_machine.travel(moment, tick=False), pytest.raises(ValidationError):
        rate_cover(by=cast.principal, cover=cover, mark=mark)
    assert EventCover.objects.get().school_mark is None


def asked_for_marks() -> set[str]:
    told = Notice.objects.filter(kind="outreach.cover_to_rate")
    return set(told.values_list("recipient__username", flat=True))


def test_both_sides_are_asked_once_after_the_event(cast: Cast, cover: EventCover) -> None:
    with time_machine.travel(OVER - timedelta(minutes=1), tick=False):
        ask_for_marks_of_covers()
        early = asked_for_marks()
    with time_machine.travel(OVER, tick=False):
        ask_for_marks_of_covers()

    assert early == set()
    assert asked_for_marks() == {"principal", "officer", "colleague"}
    assert ask_for_marks(at=OVER + timedelta(minutes=10)) == 0


def test_a_side_that_has_spoken_is_not_asked(cast: Cast, cover: EventCover) -> None:
    with time_machine.travel(OVER, tick=False):
        rate_cover(by=cast.principal, cover=cover, mark=5)
    ask_for_marks(at=OVER)
    assert asked_for_marks() == {"officer", "colleague"}


def test_an_event_of_long_ago_is_not_asked_about(cast: Cast, cover: EventCover) -> None:
    assert ask_for_marks(at=OVER + timedelta(days=3)) == 0
