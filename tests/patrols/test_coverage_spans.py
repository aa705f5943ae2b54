"""A month, a week, a day: how each is called, and which comes before and after."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from patrols.coverage.spans import Kind, Span, span_named
from tests.factories import at


@pytest.mark.parametrize(
    ("kind", "code", "first", "last", "previous", "following"),
    [
        (Kind.MONTH, "2026-11", date(2026, 11, 1), date(2026, 11, 30), "2026-10", "2026-12"),
        (Kind.WEEK, "2026-W48", date(2026, 11, 23), date(2026, 11, 29), "2026-W47", "2026-W49"),
        (Kind.WEEK, "2026-W53", date(2026, 12, 28), date(2027, 1, 3), "2026-W52", "2027-W01"),
        (Kind.DAY, "2026-11-26", date(2026, 11, 26), date(2026, 11, 26), "2026-11-25", "2026-11-27"),
    ],
)
def test_a_span_is_named_and_has_neighbours(
    kind: Kind, code: str, first: date, last: date, previous: str, following: str
) -> None:
    span = span_named(kind, code)

    assert (span.period.first_day, span.period.last_day, span.code) == (first, last, code)
    assert (span.previous.code, span.following.code) == (previous, following)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Kind.MONTH, "2026-13"),
        (Kind.WEEK, "2026-W54"),
        (Kind.WEEK, "2027-W53"),
        (Kind.WEEK, "2026-48"),
        (Kind.WEEK, "2026-W8"),
        (Kind.WEEK, "0001-W01"),
        (Kind.DAY, "2026-02-29"),
        (Kind.DAY, "2026-2-1"),
        (Kind.DAY, "9999-12-31"),
        (Kind.DAY, "today"),
    ],
)
def test_what_is_none_is_refused(kind: Kind, code: str) -> None:
    with pytest.raises(ValidationError):
        span_named(kind, code)


def test_another_kind_stays_at_today_where_it_lies_in_it() -> None:
    now = at("2026-11-26 12:00")

    def others(span: Span) -> list[str]:
        return [span.as_kind(kind, now).code for kind in Kind]

    assert others(span_named(Kind.MONTH, "2026-11")) == ["2026-11", "2026-W48", "2026-11-26"]
    assert others(span_named(Kind.MONTH, "2026-10")) == ["2026-10", "2026-W40", "2026-10-01"]


def test_it_is_read_with_its_days() -> None:
    with translation.override("en"):
        words = [span_named(kind, code).words for kind, code in ((Kind.MONTH, "2026-11"), (Kind.WEEK, "2026-W48"))]

    assert words == ["November 2026", "Week 48 of 2026, 23 November to 29 November"]
