"""Writing the calendar: what is refused, who is told, what the trail keeps."""

from datetime import date

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError

from campus_safety.audit.author import acting
from campus_safety.calendars.actions import (
    change_day,
    enter_days,
    forget_known_year,
    note_known_year,
    remove_day,
    remove_span,
    save_span,
)
from campus_safety.calendars.models import Day, KnownYear, Span
from campus_safety.calendars.ranges import days_meant
from tests.calendars.following import Told
from tests.cast import Cast
from tests.factories import at
from tests.factories.calendars import make_day, make_known_year, make_span

TERM, BREAK = Span.Kind.TERM, Span.Kind.BREAK
FIRST, LAST = date(2026, 9, 1), date(2027, 1, 20)


def unsaved(cast: Cast, kind: Span.Kind, first: date, last: date, level: str = "") -> Span:
    """A span of the station that is not yet written."""
    return Span(unit=cast.station, kind=kind, name="新的", level=level, first_day=first, last_day=last)


@pytest.mark.parametrize(
    ("kind", "first", "last", "level"),
    [
        (TERM, date(2027, 1, 20), date(2027, 7, 1), ""),
        (TERM, date(2026, 8, 1), date(2026, 9, 1), ""),
        (TERM, date(2026, 10, 1), date(2026, 10, 31), ""),
        (TERM, FIRST, LAST, "primary"),
        (BREAK, date(2027, 1, 18), date(2027, 2, 20), ""),  # it reaches out of the term
        (BREAK, date(2026, 8, 1), date(2027, 2, 20), ""),
    ],
)
def test_a_span_that_overlaps_is_refused_at_its_first_day(
    cast: Cast, kind: Span.Kind, first: date, last: date, level: str
) -> None:
    make_span(cast.station, TERM, FIRST, LAST)

    with pytest.raises(ValidationError) as refused:
        save_span(span=unsaved(cast, kind, first, last, level))

    assert list(refused.value.message_dict) == ["first_day"]
    assert Span.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "first", "last", "level"),
    [
        (TERM, date(2027, 2, 22), date(2027, 7, 1), ""),
        (BREAK, date(2026, 11, 9), date(2026, 11, 13), ""),  # a break within the term
        (BREAK, date(2027, 1, 21), date(2027, 2, 21), ""),
        (TERM, FIRST, LAST, "high"),
    ],
)
def test_a_span_beside_or_within_another_is_kept(
    cast: Cast, kind: Span.Kind, first: date, last: date, level: str
) -> None:
    make_span(cast.station, TERM, FIRST, LAST, level="primary" if level else "")
    make_span(cast.bureau_unit, BREAK, FIRST, LAST)
    make_span(cast.other_station, TERM, FIRST, LAST)

    save_span(span=unsaved(cast, kind, first, last, level))

    assert Span.objects.filter(name="新的").exists()


def test_a_span_may_be_moved_over_its_own_days(cast: Cast) -> None:
    span = make_span(cast.station, TERM, FIRST, LAST)
    span.last_day = date(2027, 1, 22)

    save_span(span=span)

    assert Span.objects.get().last_day == date(2027, 1, 22)


def test_those_who_follow_the_unit_and_what_is_below_it_are_told(cast: Cast, told: Told) -> None:
    span = save_span(span=unsaved(cast, TERM, FIRST, LAST))
    remove_span(span=span)
    [day] = enter_days(day=Day(unit=cast.bureau_unit, kind="no_school", reason="停课"), dates=[FIRST])
    change_day(day=day)
    remove_day(day=day)
    enter_days(day=Day(kind="school", reason="调休"), dates=[FIRST])

    district = {cast.bureau_unit.pk, cast.station.pk, cast.other_station.pk, cast.squad.pk}
    assert [(units if units is None else set(units), schools) for units, schools in told] == [
        ({cast.station.pk}, None),
        ({cast.station.pk}, None),
        (district, None),
        (district, None),
        (district, None),
        (None, None),
    ]


def test_nobody_is_told_of_what_was_refused(cast: Cast, told: Told) -> None:
    make_day(cast.station, FIRST)

    with pytest.raises(ValidationError):
        enter_days(day=Day(unit=cast.station, kind="school", reason="x"), dates=[date(2026, 8, 31), FIRST])

    assert (told, Day.objects.count()) == ([], 1)


@pytest.mark.parametrize(("level", "is_kept"), [("", False), ("primary", True)])
def test_a_day_is_entered_once_for_a_kind_of_school(cast: Cast, level: str, is_kept: bool) -> None:
    make_day(None, FIRST)
    make_day(cast.bureau_unit, FIRST)
    day = Day(kind="school", level=level, reason="x")

    if is_kept:
        enter_days(day=day, dates=[FIRST])
    else:
        with pytest.raises(ValidationError, match="2026"):
            enter_days(day=day, dates=[FIRST])

    assert Day.objects.filter(unit=None).count() == 1 + is_kept


def test_all_that_is_written_is_on_the_trail(cast: Cast) -> None:
    span = make_span(cast.station, TERM, FIRST, LAST)
    with acting(cast.commander):
        span.name = "第一学期"
        save_span(span=span)
        enter_days(day=Day(unit=cast.station, kind="no_school", reason="停课"), dates=[FIRST, LAST])
        remove_span(span=span)
        known = note_known_year(by=cast.administrator, year=2027, source="国办发明电", at=at("2026-11-10 09:00"))
        forget_known_year(known=known)

    entries = LogEntry.objects.filter(actor=cast.commander).order_by("pk").values_list("content_type__model", "action")
    assert list(entries) == [
        ("span", LogEntry.Action.UPDATE),
        ("day", LogEntry.Action.CREATE),
        ("day", LogEntry.Action.CREATE),
        ("span", LogEntry.Action.DELETE),
        ("knownyear", LogEntry.Action.CREATE),
        ("knownyear", LogEntry.Action.DELETE),
    ]


def test_a_year_is_noted_once(cast: Cast) -> None:
    make_known_year(cast.administrator, 2027)

    with pytest.raises(ValidationError) as refused:
        note_known_year(by=cast.administrator, year=2027, source="x")

    assert list(refused.value.message_dict) == ["year"]
    assert KnownYear.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "last", "is_opened", "number"),
    [
        (date(2026, 11, 21), date(2026, 11, 21), True, 1),  # a Saturday by itself
        (date(2026, 11, 20), date(2026, 11, 30), True, 7),  # the weekends are left free
        (date(2026, 11, 20), date(2026, 11, 30), False, 11),
        (date(2028, 2, 28), date(2028, 3, 1), False, 3),  # over the leap day
        (date(2026, 1, 1), date(2026, 4, 2), False, 92),
    ],
)
def test_which_days_a_range_means(first: date, last: date, is_opened: bool, number: int) -> None:
    assert len(days_meant(first, last, is_opened=is_opened)) == number


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 21), date(2026, 11, 22)),  # a weekend and nothing else
        (date(2026, 11, 21), date(2026, 11, 20)),
        (date(2026, 1, 1), date(2026, 4, 3)),
    ],
)
def test_a_range_that_means_no_day_or_too_many_is_refused(first: date, last: date) -> None:
    with pytest.raises(ValidationError):
        days_meant(first, last, is_opened=True)
