"""Goals: from which month on they hold, and how they are said."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from campus_safety.audit.trail import history_of
from campus_safety.statistics.actions.goals import set_goals
from campus_safety.statistics.goals import goal_in_words, goals_of
from campus_safety.statistics.models import Goal
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.registry import indicator_named
from tests.cast import Cast

OCTOBER, NOVEMBER, DECEMBER = (month_named(f"2026-{month}") for month in (10, 11, 12))


def test_a_goal_holds_from_its_month_on_until_another_follows(cast: Cast) -> None:
    for month, value in ((OCTOBER, Decimal(90)), (DECEMBER, None)):
        set_goals(unit=cast.station, month=month, goals={"check_ins": value})

    goals = goals_of(cast.station)

    months = [month_named("2026-09"), OCTOBER, NOVEMBER, DECEMBER, month_named("2027-01")]
    assert [goals.of("check_ins", month) for month in months] == [None, 90, 90, None, None]
    assert goals.following("check_ins", NOVEMBER) == (date(2026, 12, 1), None)
    assert goals_of(cast.other_station).of("check_ins", NOVEMBER) is None


def test_only_what_changes_is_written_and_every_change_is_on_the_trail(cast: Cast) -> None:
    set_goals(unit=cast.station, month=OCTOBER, goals={"check_ins": Decimal(90), "duties_done": Decimal(5)})

    changed = set_goals(unit=cast.station, month=NOVEMBER, goals={"check_ins": Decimal(90), "duties_done": None})
    again = set_goals(unit=cast.station, month=NOVEMBER, goals={"duties_done": Decimal(7), "satisfaction": None})

    assert (changed, again) == (1, 1)
    assert list(Goal.objects.order_by("key", "since").values_list("key", "since", "value")) == [
        ("check_ins", OCTOBER.first_day, Decimal(90)),
        ("duties_done", OCTOBER.first_day, Decimal(5)),
        ("duties_done", NOVEMBER.first_day, Decimal(7)),
    ]
    assert history_of(Goal.objects.get(key="duties_done", since=NOVEMBER.first_day)).count() == 2


@pytest.mark.parametrize(
    ("key", "value", "is_running", "words"),
    [
        ("visibility_rate", "95", True, "goal 95%: reached"),
        ("visibility_rate", "94.9", True, "goal 95%: not reached yet"),
        ("visibility_rate", "94.9", False, "goal 95%: not reached"),
        ("visibility_rate", None, False, "goal 95%"),
        ("duties_missed", "95", True, "goal at most 95: kept so far"),
        ("duties_missed", "95", False, "goal at most 95: kept"),
        ("duties_missed", "96", True, "goal at most 95: exceeded"),
    ],
)
def test_a_goal_is_said_with_how_it_stands(key: str, value: str | None, is_running: bool, words: str) -> None:
    indicator = indicator_named(key)
    assert indicator
    with translation.override("en"):
        said = goal_in_words(indicator, Decimal(95), Decimal(value) if value else None, is_running=is_running)

    assert said == words
