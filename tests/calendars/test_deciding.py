"""Who has the last word on a day, for every pair of those who may speak; terms, breaks, levels and pauses."""

from datetime import date, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campus_safety.calendars.deciding import Calendar, Edge, OwnDay, Source
from campus_safety.calendars.models import Day, Span
from campus_safety.levels import Level
from tests.calendars.days import BUREAU, STATION, calendar_of, own, span

TERM, BREAK = Span.Kind.TERM, Span.Kind.BREAK
CLOSED, OPEN = OwnDay(False, None, None, "school"), OwnDay(True, None, None, "school")
TUESDAY = date(2026, 9, 1)
# Who may speak, the strongest first; the libraries and the weekday speak of their own days.
SPEAKERS = [Source.SCHOOL, Source.UNIT, Source.BREAK, Source.NATION, Source.LIBRARY, Source.WEEKDAY]
FREE_BY = {Source.LIBRARY: date(2026, 10, 7), Source.WEEKDAY: date(2026, 11, 21)}


@pytest.mark.parametrize(("stronger", "weaker"), list(combinations(SPEAKERS, 2)), ids=str)
def test_of_two_who_speak_the_stronger_one_is_heard(stronger: Source, weaker: Source) -> None:
    """The day lies where both of them speak; what the weaker one says alone, the stronger one overrules."""
    on = FREE_BY.get(weaker, date(2026, 11, 18))
    if stronger == Source.LIBRARY:
        on = date(2026, 10, 10)  # a Saturday with school
    opens = stronger != Source.BREAK
    days = [
        own(on, school=opens if stronger == source else not opens, unit=unit)
        for source, unit in ((Source.UNIT, STATION), (Source.NATION, None))
        if source in {stronger, weaker}
    ]
    spans = [span(BREAK, on, 1)] if Source.BREAK in {stronger, weaker} else []

    fact = calendar_of(*days, spans=spans).fact(on, ["primary"], OPEN if stronger == Source.SCHOOL else None)

    assert (fact.source, fact.is_school) == (stronger, opens)


def test_a_break_ends_for_no_make_up_day_of_the_nation_but_a_holiday_holds_within_a_term() -> None:
    saturday, term = date(2027, 1, 30), span(TERM, TUESDAY, 20)
    make_up, holiday = own(saturday, school=True, unit=None), own(TUESDAY, school=False, unit=None)

    in_break = calendar_of(make_up, spans=[span(BREAK, saturday, 1)]).fact(saturday, ["primary"])
    in_term = calendar_of(holiday, spans=[term]).fact(TUESDAY, ["primary"])

    assert (in_break.source, in_break.is_school) == (Source.BREAK, False)
    assert (in_term.source, in_term.is_school) == (Source.NATION, False)


def test_the_nearest_unit_is_heard_before_the_one_above_it() -> None:
    near, far = own(TUESDAY, school=True), own(TUESDAY, school=False, unit=BUREAU)

    assert calendar_of(near, far).fact(TUESDAY, ["primary"]).reason == "station"
    assert calendar_of(far).fact(TUESDAY, ["primary"]).reason == "bureau"


def test_a_day_for_one_kind_of_school_is_none_for_the_others() -> None:
    calendar = calendar_of(own(TUESDAY, school=False, level="high"))

    assert not calendar.fact(TUESDAY, ["high"]).is_school
    assert calendar.fact(TUESDAY, ["primary"]).is_school
    assert calendar.fact(TUESDAY, []).is_school


def test_a_school_of_two_levels_has_school_if_one_of_them_has() -> None:
    calendar = calendar_of(spans=[span(BREAK, TUESDAY, 30, "middle")])

    assert calendar.fact(TUESDAY, ["middle", "primary"]).weekdays == "2"
    assert not calendar.fact(TUESDAY, ["middle"]).is_school
    assert calendar.fact(TUESDAY, ["middle", "primary"]).edge is None


def test_levels_by_different_timetables_follow_both() -> None:
    saturday = date(2026, 10, 10)
    calendar = calendar_of(
        own(saturday, school=True, level="middle", follows_weekday=4),
        own(saturday, school=True, level="primary", follows_weekday=2),
    )

    assert calendar.fact(saturday, ["middle", "primary"]).weekdays == "24"
    assert calendar.fact(saturday, ["middle"]).weekdays == "4"


def test_a_day_that_no_span_covers_has_school() -> None:
    calendar = calendar_of(spans=[span(TERM, date(2026, 3, 2), 30)])

    fact = calendar.fact(date(2026, 7, 15), ["primary"])

    assert (fact.is_school, fact.weekdays, fact.source, fact.reason) == (True, "3", Source.WEEKDAY, "")


def test_a_term_makes_no_school_day_of_a_weekend_or_holiday() -> None:
    calendar = calendar_of(spans=[span(TERM, TUESDAY, 120)])

    assert not calendar.fact(date(2026, 9, 5), ["primary"]).is_school
    assert not calendar.fact(date(2026, 10, 7), ["primary"]).is_school


def test_a_break_within_a_term_has_no_school_on_a_make_up_day_either() -> None:
    calendar = calendar_of(spans=[span(TERM, TUESDAY, 120), span(BREAK, date(2026, 10, 8), 4)])

    fact = calendar.fact(date(2026, 10, 10), ["primary"])

    assert (fact.is_school, fact.source, fact.reason) == (False, Source.BREAK, "break")


def test_a_holiday_that_the_unit_undoes_follows_its_own_weekday() -> None:
    wednesday = date(2026, 10, 7)

    assert calendar_of(own(wednesday, school=True)).fact(wednesday, ["primary"]).weekdays == "3"
    assert calendar_of().fact(wednesday, ["primary"], OPEN).weekdays == "3"


def test_a_weekend_that_the_school_opens_follows_any_day_of_the_week() -> None:
    assert calendar_of().fact(date(2026, 11, 21), ["primary"], OPEN).weekdays == "12345"


def test_other_times_change_no_school_day_but_its_reason() -> None:
    early = OwnDay(None, None, time(11, 30), "sports day")
    calendar = calendar_of()

    fact, free = calendar.fact(TUESDAY, ["primary"], early), calendar.fact(date(2026, 9, 5), ["primary"], early)

    assert (fact.is_school, fact.weekdays, fact.reason, fact.source) == (True, "2", "sports day", Source.SCHOOL)
    assert (free.is_school, free.source) == (False, Source.WEEKDAY)


def test_a_closed_day_has_no_edge() -> None:
    assert calendar_of().fact(date(2026, 9, 30), ["primary"], CLOSED).edge is None


def test_a_day_that_the_school_opens_within_a_pause_lies_at_its_edge() -> None:
    assert calendar_of().fact(date(2026, 10, 7), ["primary"], OPEN).edge == Edge.AFTER_BREAK


def test_a_term_starts_with_its_first_five_days_for_its_kind_of_school() -> None:
    calendar = calendar_of(spans=[span(TERM, TUESDAY, 120, "primary")])

    edges = {day: calendar.fact(date(2026, 9, day), ["primary"]).edge for day in (1, 2, 3, 4, 5, 7)}

    assert edges == {1: Edge.TERM_START, 2: Edge.TERM_START, 3: Edge.TERM_START, 4: Edge.TERM_START, 5: None, 7: None}
    assert calendar.fact(TUESDAY, ["high"]).edge is None


def test_the_edges_of_a_summer_break() -> None:
    calendar = calendar_of(spans=[span(BREAK, date(2026, 7, 6), 57)])  # Monday to Monday 2026-08-31

    assert calendar.fact(date(2026, 7, 3), ["primary"]).edge == Edge.BEFORE_BREAK
    assert calendar.fact(TUESDAY, ["primary"]).edge == Edge.AFTER_BREAK
    assert calendar.fact(date(2026, 9, 2), ["primary"]).edge is None


def test_an_edge_at_the_end_of_the_span_is_seen() -> None:
    """The pause begins after the last day that was asked for."""
    calendar = calendar_of(first=date(2026, 9, 30), last=date(2026, 9, 30))

    assert calendar.fact(date(2026, 9, 30), ["primary"]).edge == Edge.BEFORE_BREAK


def test_a_day_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-10-01"):
        calendar_of(last=date(2026, 9, 30)).fact(date(2026, 10, 1), ["primary"])


def test_the_leap_day_is_a_day_like_others() -> None:
    leap_day = date(2028, 2, 29)  # a Tuesday
    calendar = calendar_of(spans=[span(TERM, leap_day, 1)], first=leap_day, last=leap_day)

    fact = calendar.fact(leap_day, ["primary"])

    assert (fact.is_school, fact.weekdays, fact.edge) == (True, "2", Edge.TERM_START)


def test_2027_without_known_make_up_days_has_its_holidays_by_law_and_no_saturday() -> None:
    calendar = calendar_of()
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]

    schools = {day for day in days if calendar.fact(day, ["primary"]).is_school}

    assert not schools & {date(2027, 1, 1), date(2027, 2, 8), date(2027, 4, 5), date(2027, 6, 9), date(2027, 10, 1)}
    assert all(day.isoweekday() < 6 for day in schools)


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
levels = st.sets(st.sampled_from(Level.values))
own_days = st.builds(
    lambda on, school, unit, level: own(on, school=school, unit=unit, level=level),
    days, st.booleans(), st.sampled_from([STATION, None]), st.sampled_from(["", *Level.values]),
)  # fmt: skip
spans = st.builds(span, st.sampled_from(Span.Kind), days, st.integers(1, 90), st.sampled_from(["", *Level.values]))


@given(on=days, asked=levels, entered=st.lists(own_days, max_size=8), held=st.lists(spans, max_size=4))
def test_whatever_is_entered_the_answer_is_of_one_piece(
    on: date, asked: set[str], entered: list[Day], held: list[Span]
) -> None:
    entered.sort(key=lambda day: (day.unit_id is None, day.level == ""))
    wide = calendar_of(*entered, spans=held)
    narrow = Calendar(on, on, spans=held, days=entered, pause=3, term_start=5)

    fact = wide.fact(on, asked)

    assert fact == narrow.fact(on, asked)
    assert fact.is_school == bool(fact.weekdays)
    assert fact.edge is None or fact.is_school
    assert fact.is_school == any(wide.fact(on, [level]).is_school for level in asked or [""])
    assert wide.fact(on, asked, OPEN).is_school
    assert not wide.fact(on, asked, CLOSED).is_school
