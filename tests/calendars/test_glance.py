"""The school year at a glance: its months, their marks and notes."""

from datetime import date

import pytest
import time_machine
from django.utils import translation

from campus_safety.calendars.glance import Cell, Month, Note, first_and_last, months_of, school_year_of
from campus_safety.calendars.models import Day, Span
from tests.calendars.days import calendar_of, own, span
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at
from tests.factories.calendars import make_day, make_span

TODAY = date(2026, 11, 23)


def month(number: int, *days: Day, spans: tuple[Span, ...] = ()) -> Month:
    """A month of the school year 2026, from September (0) on."""
    first, last = first_and_last(2026)
    return months_of(calendar_of(*days, spans=spans, first=first, last=last), ["primary"], TODAY)[number]


def cells(month: Month) -> dict[int, Cell]:
    """The days of a month by their number."""
    return {cell.fact.on.day: cell for week in month.weeks for cell in week if cell}


def notes(month: Month) -> list[tuple[int, int, bool, str]]:
    """(first day, last day, school, reason) of each note."""
    return [(note.first.day, note.last.day, note.is_school, str(note.reason)) for note in month.notes]


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2027, 1, 1), 2026)]
)
def test_a_school_year_begins_in_september(day: date, year: int) -> None:
    assert school_year_of(day) == year


def test_a_school_year_has_twelve_months_of_whole_weeks() -> None:
    first, last = first_and_last(2027)  # with the leap day of 2028
    months = months_of(calendar_of(first=first, last=last), [], TODAY)

    assert [one.first for one in months] == [date(2027 + (place > 3), (place + 8) % 12 + 1, 1) for place in range(12)]
    assert {len(week) for one in months for week in one.weeks} == {7}
    assert sum(len(cells(one)) for one in months) == 366


def test_october_2026_says_its_holiday_and_its_make_up_day() -> None:
    with translation.override("en"):
        october = month(1)
        assert notes(october) == [(1, 7, False, "National Day"), (10, 10, True, "make-up day for National Day")]
        looks = {day: (cell.look, cell.letter) for day, cell in cells(october).items() if day in {7, 8, 9, 10, 11}}
        assert looks == {
            7: ("holiday", "H"), 8: ("", "+"), 9: ("", ""), 10: ("opened", "S"), 11: ("off", ""),
        }  # fmt: skip


def test_own_days_and_breaks_have_looks_of_their_own() -> None:
    with translation.override("en"):
        november = month(
            2, own(date(2026, 11, 24), school=False), own(date(2026, 11, 28), school=True, unit=None),
            spans=(span(Span.Kind.BREAK, date(2026, 11, 10), 3),),
        )  # fmt: skip
        looks = {day: cells(november)[day].look for day in (10, 24, 28, 25)}

    assert looks == {10: "break", 24: "closed", 28: "opened", 25: ""}
    assert notes(november) == [(10, 12, False, "break"), (24, 24, False, "station"), (28, 28, True, "nation")]
    assert [cell.is_today for day, cell in cells(november).items() if day in {22, 23}] == [False, True]


def test_what_a_mark_means_is_said_in_words() -> None:
    with translation.override("en"):
        october, november = cells(month(1)), cells(month(2, own(date(2026, 11, 28), school=True)))
        assert [october[day].words for day in (7, 8, 9, 10)] == [
            "National Day, no school",
            "first day after a pause",
            "",
            "make-up day for National Day, school",
        ]
        assert november[28].words == "station, school"


def test_the_page_shows_the_chosen_year_unit_and_kind_of_school(cast: Cast) -> None:
    make_span(cast.station, Span.Kind.BREAK, date(2026, 11, 10), date(2026, 11, 12), name="秋假", level="primary")
    make_day(cast.bureau_unit, date(2026, 11, 24), reason="停课")
    client = signed_in(cast.bureau)

    def reasons(query: str) -> list[str]:
        with time_machine.travel(at("2026-11-25 12:00"), tick=False):
            months: list[Month] = client.get(f"/calendar/?{query}").context["months"]
        found: list[Note] = months[2].notes
        return [str(note.reason) for note in found]

    assert reasons("") == ["停课"]
    assert reasons("unit=&year=&level=") == ["停课"]
    assert reasons("unit=SPQ") == ["停课"]
    assert reasons("unit=SPQ&level=primary") == ["秋假", "停课"]
    assert reasons("unit=SPQ&level=primary&year=2025") == []


def test_a_year_without_known_make_up_days_says_so(cast: Cast) -> None:
    with time_machine.travel(at("2026-11-25 12:00"), tick=False):
        page = signed_in(cast.officer).get("/calendar/?year=2026")

    assert page.context["by_law_only"] == [2027]


@pytest.mark.parametrize("query", ["year=1999", "year=soon", "level=university", "unit=OTH"])
def test_a_glance_that_makes_no_sense_is_named(cast: Cast, query: str) -> None:
    assert signed_in(cast.officer).get(f"/calendar/?{query}").status_code == 400
