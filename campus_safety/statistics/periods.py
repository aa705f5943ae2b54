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
    def code(self) -> str:
        """The month as `YYYY-MM`."""
        return f"{self.first_day:%Y-%m}"

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first_day <= day <= self.last_day

    def after(self) -> "Period":
        """The month after."""
        return month_of(self.last_day + timedelta(days=1))

    def before(self, *, days: int | None = None) -> "Period":
        """The month before; with `days`, only its first `days` days (to compare a month that still runs)."""
        earlier = month_of(self.first_day - timedelta(days=1))
        if days is None:
            return earlier
        return Period(earlier.first_day, min(earlier.last_day, earlier.first_day + timedelta(days=days - 1)))


def month_of(day: date) -> Period:
    """The month that a day lies in."""
    first = day.replace(day=1)
    next_first = (first + timedelta(days=31)).replace(day=1)
    return Period(first, next_first - timedelta(days=1))


def month_named(code: str) -> Period:
    """The month called `YYYY-MM`. Raises ValidationError for anything else."""
    try:
        day = datetime.strptime(code, "%Y-%m").date()  # noqa: DTZ007  (a month has no zone)
    except ValueError as error:
        raise ValidationError({"month": _("A month is written as YYYY-MM.")}) from error
    if f"{day:%Y-%m}" != code or not 2000 <= day.year <= 2100:
        raise ValidationError({"month": _("A month is written as YYYY-MM.")})
    return month_of(day)
