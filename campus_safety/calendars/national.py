"""What the whole country does on a day, as two libraries know it: holidays (法定节假日) and make-up days (调休上班日).

chinese_calendar knows what the State Council announced, up to the last year that it was told of. For other years
`holidays` counts the holidays by law, without the make-up days that nobody has announced.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast

import chinese_calendar  # type: ignore[import-untyped]
import holidays
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

_NEW_YEAR = _("New Year's Day")
_SPRING_FESTIVAL = _("Spring Festival")
_TOMB_SWEEPING = _("Tomb-Sweeping Day")
_LABOUR = _("Labour Day")
_DRAGON_BOAT = _("Dragon Boat Festival")
_MID_AUTUMN = _("Mid-Autumn Festival")
_NATIONAL = _("National Day")
_OTHER = _("public holiday")
# By the names that the two libraries give them, in lower case.
_IN_WORDS: dict[str, Promise] = {
    "new year's day": _NEW_YEAR,
    "spring festival": _SPRING_FESTIVAL,
    "chinese new year's eve": _SPRING_FESTIVAL,
    "chinese new year (spring festival)": _SPRING_FESTIVAL,
    "tomb-sweeping day": _TOMB_SWEEPING,
    "labour day": _LABOUR,
    "labor day": _LABOUR,
    "dragon boat festival": _DRAGON_BOAT,
    "mid-autumn festival": _MID_AUTUMN,
    "national day": _NATIONAL,
}


@dataclass(frozen=True, slots=True)
class NationalDay:
    """A day on which the country does not go by the day of the week: a holiday, or a make-up day with school."""

    is_school: bool
    reason: Promise


@lru_cache(maxsize=2048)
def national_day(on: date) -> NationalDay | None:
    """What the libraries say of a day, of whatever year; None where they leave it to the day of the week."""
    try:
        is_free, name = chinese_calendar.get_holiday_detail(on)
    except NotImplementedError:  # a year that it was not told of
        return _by_law(on)
    if name is None:
        return None
    return NationalDay(False, _in_words(name)) if is_free else NationalDay(True, _made_up_for(_in_words(name)))


def _by_law(on: date) -> NationalDay | None:
    china = _china(on.year)
    if on in china.weekend_workdays:
        return NationalDay(True, _("make-up day"))
    names = china.get_list(on)
    return NationalDay(False, _in_words(names[0])) if names else None


@lru_cache(maxsize=16)
def _china(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=year, expand=False, language="en_US")


def _in_words(name: str) -> Promise:
    return _IN_WORDS.get(name.lower().removesuffix(" (observed)"), _OTHER)


def _made_up_for(holiday: Promise) -> Promise:
    return cast("Promise", format_lazy(_("make-up day for {holiday}"), holiday=holiday))


def library_knows(year: int) -> bool:
    """Whether a library knows the make-up days of a year."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return any(day.year == year for day in _china(year).weekend_workdays)
    return True
