"""Who is told what of a tip: the category and nothing else; and how a flood is told of."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from campus_safety.notices.kinds import kind_of
from campus_safety.notices.models import Notice
from outreach.actions.tip_steps import hand_over_tip, take_up_tip
from outreach.actions.tips import enter_tip, write_again
from outreach.models import Tip
from outreach.states.tips import TipState
from outreach.tip_notifying import HOUR, MOST_AN_HOUR
from tests.cast import Cast
from tests.factories import at, make_duty, make_window
from tests.factories.roster import make_entry
from tests.factories.tips import make_tip

NOW = at("2026-11-23 09:00")


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def told(kind: str) -> list[str]:
    """To whom notices of a kind went, in the order of writing."""
    rows = Notice.objects.filter(kind=f"outreach.tip_{kind}").select_related("recipient").order_by("pk")
    return [row.recipient.username for row in rows]


def test_commanders_and_who_is_on_duty_learn_of_a_new_tip(cast: Cast) -> None:
    window, today = make_window(cast.point), NOW.date()
    make_duty(window, today)
    make_entry(window, today, cast.officer)

    tip = make_tip(cast.station)

    assert sorted(told("new")) == ["commander", "officer"]
    notice = Notice.objects.filter(recipient=cast.commander).get()
    assert (notice.data, notice.url) == ({"category": Tip.Category.STRANGER}, tip.get_absolute_url())


def test_who_enters_a_tip_is_told_nothing_of_it(cast: Cast) -> None:
    enter_tip(by=cast.commander, unit=cast.station, category=Tip.Category.OTHER, text="有人在校门口")
    assert told("new") == []


def test_a_flood_is_not_told_of_one_by_one(cast: Cast) -> None:
    for _number in range(MOST_AN_HOUR + 5):
        make_tip(cast.station)
    assert len(told("new")) == MOST_AN_HOUR

    with time_machine.travel(NOW + HOUR + timedelta(seconds=1), tick=False):
        make_tip(cast.station)
    assert len(told("new")) == MOST_AN_HOUR + 1


def test_the_officer_in_charge_learns_what_is_written_again(cast: Cast) -> None:
    write_again(tip=make_tip(cast.station), text="没有人负责时")
    write_again(tip=make_tip(cast.station, TipState.WORKED_ON, lead=cast.officer), text="又看到一次")
    assert told("written") == ["officer"]


def test_an_officer_learns_of_being_in_charge_unless_by_the_own_hand(cast: Cast) -> None:
    tip = take_up_tip(by=cast.officer, tip=make_tip(cast.station), lead=cast.officer)
    hand_over_tip(by=cast.commander, tip=tip, lead=cast.colleague)
    take_up_tip(by=cast.commander, tip=make_tip(cast.station), lead=cast.officer)
    assert told("appointed") == ["colleague", "officer"]


@pytest.mark.parametrize("kind", ["new", "written", "appointed"])
def test_a_notice_says_the_category_in_the_reader_s_language(kind: str) -> None:
    with translation.override("en"):
        said = kind_of(f"outreach.tip_{kind}").say({"category": Tip.Category.TRAFFIC})
    assert "traffic at the gate" in said.title
