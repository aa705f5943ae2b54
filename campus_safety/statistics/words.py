"""Months and spans of days as they are read."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.statistics.periods import Period


def month_name(period: Period) -> str:
    """The month without its year: `November`."""
    return date_format(period.first_day, pgettext("date format of a month", "F"))


def month_and_year(period: Period) -> str:
    """The month with its year: `November 2026`."""
    return date_format(period.first_day, "YEAR_MONTH_FORMAT")


def span(period: Period) -> str:
    """The days of a period that lies within one month: `1 to 23 November`."""
    if period.first_day == period.last_day:
        return date_format(period.first_day, "MONTH_DAY_FORMAT")
    words = {"month": month_name(period), "first": period.first_day.day, "last": period.last_day.day}
    return _("%(first)s to %(last)s %(month)s") % words
