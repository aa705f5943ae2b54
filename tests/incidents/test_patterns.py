"""The pattern of cases: counted once, by the hour and day in Asia/Shanghai in which they began."""

from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest
from django.utils import translation

from incidents.models import Case
from incidents.pattern_tables import busiest_in_words, event_counts, hour_table, place_counts, time_counts
from incidents.patterns import Occurrence, Pattern, Place, occurrences_of, pattern_of, spans_of
from incidents.states import CaseState
from tests.cast import Cast
from tests.factories import at
from tests.factories.cases import make_case

AT_SCHOOL = Place(1, is_off_campus=False)


def occurrence(began_at: datetime, **fields: Any) -> Occurrence:
    """A theft at a school that was over at once, being investigated."""
    values: dict[str, Any] = {
        "ended_at": began_at, "state": CaseState.INVESTIGATING, "category_id": 1, "event": "", "place": AT_SCHOOL,
    }  # fmt: skip
    return Occurrence(began_at=began_at, **values | fields)


def address(more: dict[str, str]) -> str:
    """What else is asked for, as it is."""
    return "&".join(f"{name}={value}" for name, value in more.items())


def test_a_case_counts_in_the_hour_and_on_the_day_of_shanghai() -> None:
    pattern = pattern_of([occurrence(at("2026-11-02 00:30"))])  # a Monday; in UTC still Sunday, 16:30

    assert pattern.by_hour == Counter({(1, 0): 1})
    assert pattern.by_month == Counter({date(2026, 11, 1): 1})


def test_every_case_counts_once_in_every_table(cast: Cast) -> None:
    began = {"occurred_from": at("2026-10-31 23:10"), "occurred_until": at("2026-11-02 06:00")}
    make_case(cast.officer, cast.school, CaseState.SOLVED, at=at("2026-11-02 08:00"), **began)
    make_case(cast.officer, cast.school, at=at("2026-11-05 10:30"), event=Case.Event.PERFORMANCE)

    pattern = pattern_of(occurrences_of(Case.objects.all()))

    theft, at_school = Case.objects.all()[0].category_id, Place(cast.school.pk, is_off_campus=False)
    assert pattern == Pattern(
        total=2,
        solved=1,
        by_hour=Counter({(4, 8): 1}),
        by_month=Counter({date(2026, 10, 1): 1, date(2026, 11, 1): 1}),
        by_category=Counter({theft: 2}),
        by_event=Counter({"": 1, "performance": 1}),
        by_place=Counter({at_school: 2}),
    )


@pytest.mark.parametrize(("ended", "timed"), [("2026-11-03 09:59", 1), ("2026-11-03 10:00", 0)])
def test_of_what_may_have_lasted_a_day_no_hour_is_counted(ended: str, timed: int) -> None:
    pattern = pattern_of([occurrence(at("2026-11-02 10:00"), ended_at=at(ended))])

    assert (pattern.total, pattern.timed, pattern.by_month.total()) == (1, timed, 1)


def test_months_between_the_first_and_the_last_are_named_though_they_have_none() -> None:
    by_month = Counter({date(2026, 11, 1): 2, date(2027, 1, 1): 1})

    assert spans_of(by_month) == [
        (date(2026, 11, 1), date(2026, 12, 1), 2),
        (date(2026, 12, 1), date(2027, 1, 1), 0),
        (date(2027, 1, 1), date(2027, 2, 1), 1),
    ]


@pytest.mark.parametrize(("last", "spans"), [(date(2026, 1, 1), 13), (date(2026, 2, 1), 2)])
def test_more_than_thirteen_months_are_counted_by_year(last: date, spans: int) -> None:
    assert len(spans_of(Counter({date(2025, 1, 1): 1, last: 1}))) == spans


def test_nothing_has_no_months() -> None:
    assert spans_of(Counter()) == []


def test_time_counts_lead_to_their_days() -> None:
    pattern = pattern_of([occurrence(at("2024-02-27 10:00")), occurrence(at("2026-04-15 10:00"))])

    with translation.override("en"):
        found = [(each.label, each.number, each.url) for each in time_counts(pattern, address)]

    assert found == [
        ("2024", 1, "from=2024-01-01&to=2024-12-31"),
        ("2025", 0, "from=2025-01-01&to=2025-12-31"),
        ("2026", 1, "from=2026-01-01&to=2026-12-31"),
    ]


def test_the_table_of_hours_has_cells_sums_and_addresses() -> None:
    pattern = pattern_of([occurrence(at("2026-11-02 10:15")), occurrence(at("2026-11-02 10:45"))])

    table = hour_table(pattern, address)

    cells, monday = table.rows[0]
    assert (len(table.rows), len(cells)) == (7, 24)
    assert (cells[10].number, cells[10].url) == (2, "weekday=1&hour_from=10&hour_to=11")
    assert (monday.number, monday.url) == (2, "weekday=1")
    assert (table.totals[10].number, table.totals[10].url) == (2, "hour_from=10&hour_to=11")
    assert table.total == 2


@pytest.mark.parametrize(
    ("numbers", "shades", "bands"),
    [
        ([1, 2], ["shade-1", "shade-2"], ["1", "2", "3", "4"]),
        ([1, 5, 10], ["shade-1", "shade-2", "shade-4"], ["1–2", "3–5", "6–7", "8–10"]),
    ],
)
def test_the_shade_says_which_quarter_of_the_most_it_is(
    numbers: list[int], shades: list[str], bands: list[str]
) -> None:
    pattern = Pattern(by_hour=Counter({(1, hour): number for hour, number in enumerate(numbers)}))

    table = hour_table(pattern, address)

    assert [cell.shade for cell in table.rows[0][0][: len(numbers)]] == shades
    assert [numbers for _shade, numbers in table.scale] == bands


def test_of_a_few_cases_no_hour_is_named() -> None:
    few = [occurrence(at("2026-11-02 10:15"))] * 4

    with translation.override("en"):
        assert busiest_in_words(pattern_of(few)) == "Fewer than 5 cases are too few to show a pattern"


def test_the_busiest_hour_is_named_the_first_of_equal_ones() -> None:
    began = ["2026-11-02 10:15", "2026-11-03 10:45", "2026-11-02 16:00", "2026-11-03 16:00", "2026-11-04 23:00"]

    with translation.override("en"):
        words = busiest_in_words(pattern_of(occurrence(at(each)) for each in began))

    assert words == "Most began between 10:00 and 11:00: 2 of 5"


def test_events_are_named_and_nothing_special_is_one() -> None:
    show = occurrence(at("2026-11-02 10:15"), event="performance")
    pattern = pattern_of([show, show, occurrence(at("2026-11-02 10:15"))])

    with translation.override("en"):
        found = [(each.label, each.number, each.url) for each in event_counts(pattern, address)]

    assert found == [("a performance or celebration", 2, "event=performance"), ("Nothing special", 1, "event=none")]


def test_places_tell_a_school_from_what_lies_off_its_campus(cast: Cast) -> None:
    pk = cast.school.pk
    places = (
        [Place(pk, is_off_campus=False)] * 3 + [Place(pk, is_off_campus=True)] * 2 + [Place(None, is_off_campus=True)]
    )
    pattern = pattern_of(occurrence(at("2026-11-02 10:15"), place=place) for place in places)

    with translation.override("en"):
        found = [(each.label, each.number, each.url) for each in place_counts(pattern, address)]

    assert found == [
        ("三峡幼儿园", 3, f"school={pk}&off_campus=0"),
        ("三峡幼儿园, off campus", 2, f"school={pk}&off_campus=1"),
        ("Off campus", 1, "school=none&off_campus=1"),
    ]
