"""Months and days as half-open spans in Asia/Shanghai time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campus_safety.local_days import midnight


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first_day: date
    last_day: date

    @property
    def starts_at(self) -> datetime:
        """The first instant (aware)."""
        return midnight(self.first_day)

    @property
    def ends_at(self) -> datetime:
        """The first instant after it (aware)."""
        return midnight(self.last_day + timedelta(days=1))

    @property
    def is_month(self) -> bool:
        """Whether it is one whole month."""
        return self == month_of(self.first_day)

    @property
    def is_year(self) -> bool:
        """Whether it is one whole year."""
        return self == year_of(self.first_day)

    @property
    def code(self) -> str:
        """How it stands in an address: `2026-10`, `2026`, or else its days, `2026-02-01_2026-06-27`."""
        if self.is_month:
            return f"{self.first_day:%Y-%m}"
        if self.is_year:
            return f"{self.first_day:%Y}"
        return f"{self.first_day.isoformat()}_{self.last_day.isoformat()}"

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first_day <= day <= self.last_day

    def after(self) -> "Period":
        """The month after."""
        return month_of(self.last_day + timedelta(days=1))

    def before(self) -> "Period":
        """The month before a month, the year before a year; before any other span as many days."""
        day_before = self.first_day - timedelta(days=1)
        if self.is_month:
            return month_of(day_before)
        if self.is_year:
            return year_of(day_before)
        return Period(self.first_day - (self.last_day - self.first_day) - timedelta(days=1), day_before)

    def year_before(self) -> "Period":
        """The same days a year earlier; a month stays a month, however long February is."""
        first = a_year_before(self.first_day)
        return month_of(first) if self.is_month else Period(first, a_year_before(self.last_day))

    def up_to(self, days: int) -> "Period":
        """Its first `days` days, or all of it if it has no more."""
        return Period(self.first_day, min(self.last_day, self.first_day + timedelta(days=days - 1)))


def month_of(day: date) -> Period:
    """The month that a day lies in."""
    first = day.replace(day=1)
    next_first = (first + timedelta(days=31)).replace(day=1)
    return Period(first, next_first - timedelta(days=1))


def year_of(day: date) -> Period:
    """The year that a day lies in."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def a_year_before(day: date) -> date:
    """The same day of the year before; the 28th for the 29th of February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def month_named(code: str) -> Period:
    """The month called `YYYY-MM`. Raises ValidationError for anything else."""
    try:
        day = datetime.strptime(code, "%Y-%m").date()  # noqa: DTZ007  (a month has no zone)
    except ValueError as error:
        raise ValidationError({"month": _("A month is written as YYYY-MM.")}) from error
    if f"{day:%Y-%m}" != code or not 2000 <= day.year <= 2100:
        raise ValidationError({"month": _("A month is written as YYYY-MM.")})
    return month_of(day)


def period_named(code: str) -> Period:
    """The period that an address names: a month, a year, or the first and the last day. Raises ValidationError."""
    first, mark, last = code.partition("_")
    try:
        if mark:
            period = Period(date.fromisoformat(first), date.fromisoformat(last))
        elif len(code) == 4:
            period = year_of(date(int(code), 1, 1))
        else:
            return month_named(code)
    except ValueError as error:
        raise _no_period() from error
    if not _is_known(period) or period.code != code or period.first_day > period.last_day:
        raise _no_period()
    return period


def _is_known(period: Period) -> bool:
    return period.first_day.year >= 2000 and period.last_day.year <= 2100


def _no_period() -> ValidationError:
    return ValidationError({"period": _("A period is written as YYYY-MM, YYYY or YYYY-MM-DD_YYYY-MM-DD.")})
