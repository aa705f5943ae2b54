"""`/dashboard/goals/`: a commander sets what the own unit is to reach, from a month on."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.actions.goals import set_goals
from campus_safety.statistics.goals import goals_of
from campus_safety.statistics.models import Goal
from campus_safety.statistics.periods import month_named
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_outing

NOVEMBER, DECEMBER = month_named("2026-11"), month_named("2026-12")
ADDRESS = "/dashboard/goals/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(at("2026-11-23 08:41"), tick=False):
        yield


def _english(cast: Cast) -> Client:
    client = signed_in(cast.commander)
    client.cookies["django_language"] = "en"
    return client


def test_a_commander_sets_changes_and_ends_goals(cast: Cast) -> None:
    set_goals(unit=cast.station, month=month_named("2026-09"), goals={"check_ins": Decimal(9), "outings": Decimal(4)})
    client = signed_in(cast.commander)

    answer = client.post(f"{ADDRESS}?month=2026-12", {"visibility_rate": "95.5", "check_ins": "10", "outings": ""})

    goals = goals_of(cast.station)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/dashboard/")
    assert [goals.of(key, DECEMBER) for key in ("visibility_rate", "check_ins", "outings")] == [
        Decimal("95.5"),
        10,
        None,
    ]
    assert [goals.of(key, NOVEMBER) for key in ("visibility_rate", "check_ins", "outings")] == [None, 9, 4]


def test_a_goal_is_asked_for_beside_what_the_last_month_came_to(cast: Cast) -> None:
    make_outing(cast.officer, started_at=at("2026-10-12 07:30"), ended_at=at("2026-10-12 08:30"))
    compile_report(unit=cast.station, period=month_named("2026-10"))

    page = _english(cast).get(ADDRESS).content.decode()

    assert "October 2026: 1." in page


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("visibility_rate", "101", "less than or equal to 100"),
        ("check_ins", "-1", "greater than or equal to 0"),
        ("check_ins", "many", "Enter a number"),
    ],
)
def test_what_is_no_goal_is_named_at_its_field_and_nothing_is_kept(
    cast: Cast, key: str, value: str, words: str
) -> None:
    answer = _english(cast).post(ADDRESS, {"duties_done": "5", key: value})

    assert answer.status_code == 400
    assert words in " ".join(answer.context["form"].errors[key])
    assert not Goal.objects.exists()


def test_what_somebody_has_set_meanwhile_is_not_overwritten_unseen(cast: Cast) -> None:
    client = _english(cast)
    seen = client.get(ADDRESS).context["form"]["seen"].value()
    set_goals(unit=cast.station, month=NOVEMBER, goals={"check_ins": Decimal(9)})

    refused = client.post(ADDRESS, {"seen": seen, "check_ins": "12"})
    again = client.post(ADDRESS, {"seen": refused.context["form"]["seen"].value(), "check_ins": "12"})

    assert (refused.status_code, again.status_code) == (400, 302)
    assert "Somebody has changed this" in refused.content.decode()
    assert goals_of(cast.station).of("check_ins", NOVEMBER) == 12


def test_the_form_says_what_follows_later(cast: Cast) -> None:
    set_goals(unit=cast.station, month=DECEMBER, goals={"visibility_rate": Decimal(97)})

    help_text = _english(cast).get(ADDRESS).context["form"].fields["visibility_rate"].help_text

    assert "From December 2026 on: 97.0." in help_text


def test_months_that_are_over_keep_their_goals(cast: Cast) -> None:
    client = signed_in(cast.commander)

    assert client.post(f"{ADDRESS}?month=2026-10", {"check_ins": "1"}).headers["Location"] == ADDRESS
    assert client.get(f"{ADDRESS}?month=soon").status_code == 400
    assert not Goal.objects.exists()


def test_the_desk_offers_goals_of_the_own_unit_only(cast: Cast) -> None:
    client = signed_in(cast.bureau)

    assert ADDRESS not in client.get("/dashboard/?unit=SPQ").content.decode()
    client.post(ADDRESS, {"check_ins": "7"})
    assert [goal.unit for goal in Goal.objects.all()] == [cast.bureau_unit]
