"""Are we there when it happens: cases against check-ins, by hour and by school."""

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from campus_safety.dashboard.hours import Hour, hours_against, hours_of, hours_sheet
from campus_safety.dashboard.places import Place, cases_by_place, places_of, places_sheet
from tests.cast import Cast
from tests.dashboard.desks import desk_with
from tests.factories import at

NOW = at("2026-11-23 08:41")


def test_the_hours_run_from_the_first_with_anything_to_the_last(cast: Cast) -> None:
    desk = desk_with(cast, NOW, incidents_reported={"hour": {"17": 2, "": 1}}, check_ins={"hour": {"15": 8, "9": 3}})

    hours = hours_of(desk)

    assert [one.hour for one in hours] == list(range(9, 18))
    assert (hours[0], hours[-1]) == (Hour(9, cases=0, check_ins=3), Hour(17, cases=2, check_ins=0))
    assert len(list(hours_sheet(desk).rows)) == 9


@pytest.mark.parametrize(
    ("cases", "check_ins", "sentence"),
    [
        ({"17": 2, "8": 1}, {"8": 5}, "Most cases happened in the hour from 17:00, most check-ins in that from 08:00"),
        ({"8": 2}, {"8": 5}, "Most cases happened in the hour from 08:00, and most check-ins were taken in it"),
        ({}, {"8": 5, "9": 5}, "No case happened; most check-ins were taken in the hour from 08:00, 09:00"),
        ({"23": 1}, {}, "Most cases happened in the hour from 23:00, and nobody checked in"),
    ],
)
def test_the_sentence_says_what_the_numbers_say(
    cast: Cast, cases: dict[str, int], check_ins: dict[str, int], sentence: str
) -> None:
    desk = desk_with(cast, NOW, incidents_reported={"hour": cases}, check_ins={"hour": check_ins})

    with override("en"):
        assert hours_against(desk)["sentence"] == sentence


def test_nothing_is_drawn_of_a_month_in_which_nothing_happened(cast: Cast) -> None:
    desk = desk_with(cast, NOW, incidents_reported={"hour": {}, "school|hour": {}}, check_ins={"hour": {}})

    assert (hours_against(desk), cases_by_place(desk)) == ({}, {})


def test_a_school_with_cases_stands_beside_the_check_ins_in_their_hours(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, second = cast.school.pk, cast.other_school.pk
    desk = desk_with(
        cast, NOW,
        incidents_reported={"school|hour": {f"{first}|10": 1, f"{second}|17": 2, f"{second}|8": 1, "|22": 1}},
        check_ins={"school|hour": {f"{first},{second}|8": 4, f"{first}|10": 3, f"{second}|16": 9}},
    )  # fmt: skip
    hours_of(desk)

    with override("en"), django_assert_num_queries(1):
        places = places_of(desk)

    assert places == [
        Place(cast.other_school.name, cases=3, hours=[8, 17], uncovered=2, check_ins_then=4, check_ins=13),
        Place("no school", cases=1, hours=[22], uncovered=1, check_ins_then=0, check_ins=0),
        Place(cast.school.name, cases=1, hours=[10], uncovered=0, check_ins_then=3, check_ins=7),
    ]
    with override("en"):
        assert cases_by_place(desk)["sentence"] == (
            "3 of 5 cases happened at an hour of the day in which nobody checked in there"
        )
    assert len(list(places_sheet(desk).rows)) == 3
