"""What a page of coverage is about: a month, a week or a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from campus_safety.days import FIRST_YEAR, LAST_YEAR
from campus_safety.local_days import local_day
from campus_safety.statistics.periods import Period, month_named, month_of
from campus_safety.statistics.words import month_and_year

_WEEK = timedelta(days=6)
_DAY = timedelta(days=1)


class Kind(StrEnum):
    """How long it is; the name of its parameter in an address."""

    MONTH = "month"
    WEEK = "week"
    DAY = "day"


KIND_WORDS = {
    Kind.MONTH: pgettext_lazy("a span of days", "Month"),
    Kind.WEEK: pgettext_lazy("a span of days", "Week"),
    Kind.DAY: pgettext_lazy("a span of days", "Day"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """One month, week (Monday to Sunday) or day."""

    kind: Kind
    period: Period

    @property
    def code(self) -> str:
        """As in an address: `2026-11`, `2026-W48`, `2026-11-26`."""
        first = self.period.first_day
        return {Kind.MONTH: f"{first:%Y-%m}", Kind.WEEK: f"{first:%G-W%V}", Kind.DAY: first.isoformat()}[self.kind]

    @property
    def words(self) -> str:
        """As it is read: `November 2026`, `week 48 of 2026, 23 November to 29 November`, `26 November 2026`."""
        first, last = self.period.first_day, self.period.last_day
        if self.kind == Kind.MONTH:
            return month_and_year(self.period)
        if self.kind == Kind.DAY:
            return date_format(first, "DATE_FORMAT")
        return _("Week %(number)s of %(year)s, %(first)s to %(last)s") % {
            "number": first.isocalendar().week,
            "year": first.isocalendar().year,
            "first": date_format(first, "MONTH_DAY_FORMAT"),
            "last": date_format(last, "MONTH_DAY_FORMAT"),
        }

    @property
    def previous(self) -> "Span":
        """The one before."""
        return span_at(self.kind, self.period.first_day - _DAY)

    @property
    def following(self) -> "Span":
        """The one after."""
        return span_at(self.kind, self.period.last_day + _DAY)

    def as_kind(self, kind: Kind, now: datetime) -> "Span":
        """A longer or shorter one: that of today if today lies in this one, else that of its first day."""
        today = local_day(now)
        return span_at(kind, today if self.period.holds(today) else self.period.first_day)


def span_at(kind: Kind, day: date) -> Span:
    """The month, the week or the day that a day lies in."""
    if kind == Kind.MONTH:
        return Span(kind, month_of(day))
    if kind == Kind.DAY:
        return Span(kind, Period(day, day))
    monday = day - timedelta(days=day.weekday())
    return Span(kind, Period(monday, monday + _WEEK))


def span_named(kind: Kind, code: str) -> Span:
    """The one that is called so in an address. Raises ValidationError for what is none, or not of this century."""
    if kind == Kind.MONTH:
        return Span(kind, month_named(code))
    pattern = "%G-W%V-%u" if kind == Kind.WEEK else "%Y-%m-%d"
    try:
        day = datetime.strptime(f"{code}-1" if kind == Kind.WEEK else code, pattern).date()  # noqa: DTZ007  (no zone)
        span = span_at(kind, day) if FIRST_YEAR <= day.year <= LAST_YEAR else None
    except (ValueError, OverflowError):
        span = None
    if span is None or span.code != code:
        raise ValidationError(
            _("A week is written as 2026-W48, between 2000 and 2100.")
            if kind == Kind.WEEK
            else _("A day is written as YYYY-MM-DD, between 2000 and 2100.")
        )
    return span
