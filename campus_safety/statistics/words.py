"""Months and spans of days as they are read."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.statistics.periods import Period, month_of


def month_name(period: Period) -> str:
    """The month without its year: `November`."""
    return date_format(period.first_day, pgettext("date format of a month", "F"))


def month_and_year(period: Period) -> str:
    """The month with its year: `November 2026`."""
    return date_format(period.first_day, "YEAR_MONTH_FORMAT")


def period_name(period: Period) -> str:
    """What a report of the period is called: `October 2026`, `2026`, `February to June 2018`, or else its days."""
    if period.is_month:
        return month_and_year(period)
    if period.is_year:
        return date_format(period.first_day, pgettext("date format of a year", "Y"))
    if period.first_day.day == 1 and month_of(period.last_day).last_day == period.last_day:
        return _from_to(period, month_name(period), month_name(month_of(period.last_day)), "YEAR_MONTH_FORMAT")
    if period.first_day == period.last_day:
        return date_format(period.first_day, "DATE_FORMAT")
    first, last = (date_format(day, "MONTH_DAY_FORMAT") for day in (period.first_day, period.last_day))
    return _from_to(period, first, last, "DATE_FORMAT")


def span(period: Period) -> str:
    """The days of a period: `1 to 23 November`; with the year, if it is longer: `1 February to 27 June 2018`."""
    if period.first_day == period.last_day:
        return date_format(period.first_day, "MONTH_DAY_FORMAT")
    if month_of(period.first_day) == month_of(period.last_day):
        words = {"month": month_name(period), "first": period.first_day.day, "last": period.last_day.day}
        return _("%(first)s to %(last)s %(month)s") % words
    first, last = (date_format(day, "MONTH_DAY_FORMAT") for day in (period.first_day, period.last_day))
    return _from_to(period, first, last, "DATE_FORMAT")


def _from_to(period: Period, first: str, last: str, date_format_with_year: str) -> str:
    """From `first` to `last` of one year; of two years, both with their own."""
    if period.first_day.year == period.last_day.year:
        return _("%(first)s to %(last)s %(year)s") % {"first": first, "last": last, "year": period.first_day.year}
    ends = {"first": period.first_day, "last": period.last_day}
    words = pgettext("days of two years", "%(first)s to %(last)s")
    return words % {name: date_format(day, date_format_with_year) for name, day in ends.items()}
