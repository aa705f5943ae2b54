"""The pattern of cases as tables, each count with the address of the cases behind it."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.statistics.periods import Period
from campus_safety.statistics.words import month_and_year
from incidents.filters.map import NO_EVENT, NO_SCHOOL, NOTHING_SPECIAL
from incidents.models import Case, Category
from incidents.patterns import Pattern, Place, spans_of
from patrols.weekdays import WEEKDAYS
from schools.models import School

HOURS = range(24)
SHADES = 4
# Of fewer cases no hour is named: chance alone would make a pattern of them.
LEAST = 5
MOST_PLACES = 10
# The address of those cases of which this is true too.
Address = Callable[[dict[str, str]], str]


@dataclass(frozen=True, slots=True)
class Count:
    """How many cases, where they are listed, and the class of the shade in a table of hours."""

    label: str
    number: int
    url: str
    shade: str = ""


@dataclass(frozen=True, slots=True)
class HourTable:
    """Hours in columns, weekdays in rows (the cells and their sum), the sums of all, and what each shade means."""

    rows: list[tuple[list[Count], Count]]
    totals: list[Count]
    total: int
    scale: list[tuple[str, str]]


def hour_table(pattern: Pattern, address: Address) -> HourTable:
    """The cases by weekday and hour."""
    most = max([SHADES, *pattern.by_hour.values()])
    by_weekday, by_hour = pattern.by_weekday, pattern.by_hour_of_day

    def cell(weekday: int, hour: int) -> Count:
        number = pattern.by_hour[weekday, hour]
        url = address({"weekday": str(weekday)} | _between(hour))
        return Count(_clock(hour), number, url, f"shade-{math.ceil(SHADES * number / most)}")

    return HourTable(
        rows=[
            (
                [cell(int(day), hour) for hour in HOURS],
                Count(str(name), by_weekday[int(day)], address({"weekday": day})),
            )
            for day, name in WEEKDAYS.items()
        ],
        totals=[Count(_clock(hour), by_hour[hour], address(_between(hour))) for hour in HOURS],
        total=pattern.timed,
        scale=[(f"shade-{step}", _band(step, most)) for step in range(1, SHADES + 1)],
    )


def _clock(hour: int) -> str:
    return f"{hour:02}:00"


def _between(hour: int) -> dict[str, str]:
    return {"hour_from": str(hour), "hour_to": str(hour + 1)}


def _band(step: int, most: int) -> str:
    """The counts that wear a shade: `3–5`."""
    first, last = (step - 1) * most // SHADES + 1, step * most // SHADES
    return str(first) if first == last else f"{first}–{last}"


def busiest_in_words(pattern: Pattern) -> str:
    """The hour in which most cases began as a sentence, or that there are too few to name one."""
    if pattern.timed < LEAST:
        return _("Fewer than %(number)s cases are too few to show a pattern") % {"number": LEAST}
    by_hour = pattern.by_hour_of_day
    hour = max(sorted(by_hour), key=lambda each: by_hour[each])
    return _("Most began between %(first)s and %(last)s: %(number)s of %(total)s") % {
        "first": _clock(hour),
        "last": _clock(hour + 1),
        "number": by_hour[hour],
        "total": pattern.timed,
    }


def time_counts(pattern: Pattern, address: Address) -> list[Count]:
    """By month, or by year if there would be more than 13 months; those without a case are there too."""
    found = []
    for first, following, number in spans_of(pattern.by_month):
        period = Period(first, following - timedelta(days=1))
        days = {"from": first.isoformat(), "to": period.last_day.isoformat()}
        found.append(Count(_span_name(period), number, address(days)))
    return found


def _span_name(period: Period) -> str:
    is_month = period.first_day.month == period.last_day.month
    return month_and_year(period) if is_month else date_format(period.first_day, pgettext("date format", "Y"))


def category_counts(pattern: Pattern, address: Address) -> list[Count]:
    """By category, the most frequent first: one query."""
    named = Category.objects.in_bulk(pattern.by_category)
    return [
        Count(str(named[pk]), number, address({"category": named[pk].code}))
        for pk, number in pattern.by_category.most_common()
    ]


def event_counts(pattern: Pattern, address: Address) -> list[Count]:
    """By what was going on, the most frequent first."""
    return [
        Count(str(Case.Event(event).label if event else NOTHING_SPECIAL), number, address({"event": event or NO_EVENT}))
        for event, number in pattern.by_event.most_common()
    ]


def place_counts(pattern: Pattern, address: Address) -> list[Count]:
    """By school, there or off campus, the ten places with the most: one query."""
    most = pattern.by_place.most_common(MOST_PLACES)
    named = School.objects.in_bulk({place.school_id for place, _number in most if place.school_id})
    return [Count(_place_name(place, named), number, address(_at(place))) for place, number in most]


def _place_name(place: Place, named: dict[int, School]) -> str:
    if place.school_id is None:
        return _("Off campus")
    name = named[place.school_id].name
    return _("%(school)s, off campus") % {"school": name} if place.is_off_campus else name


def _at(place: Place) -> dict[str, str]:
    return {"school": str(place.school_id or NO_SCHOOL), "off_campus": "1" if place.is_off_campus else "0"}
