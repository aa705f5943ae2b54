"""A school year at a glance: month by month, what is no ordinary day of the week, and why."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.calendars.deciding import Calendar, DayFact, Source
from campus_safety.calendars.models import WEEKDAYS
from campus_safety.wording import listed

# A school year (学年) begins on 1 September.
FIRST_MONTH = 9


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the table: its fact, the class and letter that it wears, and in words what they stand for."""

    fact: DayFact
    look: str
    letter: str
    is_today: bool

    @property
    def words(self) -> str:
        """What a reader who sees no table is told; "" for an ordinary day of the week."""
        fact = self.fact
        parts = [str(fact.reason)] if fact.reason else []
        if fact.source not in {Source.WEEKDAY, Source.BREAK}:
            parts.append(_("school") if fact.is_school else _("no school"))
        parts += [str(fact.edge.label)] if fact.edge else []
        return listed(parts)


@dataclass(frozen=True, slots=True)
class Note:
    """Why some days of a month in a row are no ordinary ones: from which to which, and who says so."""

    first: date
    last: date
    is_school: bool
    reason: str | Promise
    source: Source


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its weeks from Monday to Sunday (None: a day of another month) and the notes on its days."""

    first: date
    weeks: list[list[Cell | None]]
    notes: list[Note]


def school_year_of(day: date) -> int:
    """The year in which the school year of a day begins."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def first_and_last(year: int) -> tuple[date, date]:
    """The first and last day of the school year that begins in `year`."""
    return date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH, 1) - timedelta(days=1)


def months_of(calendar: Calendar, levels: Collection[str], today: date) -> list[Month]:
    """The months from the calendar's first day to its last, for a school of these levels."""
    days = (calendar.last - calendar.first).days + 1
    facts = (calendar.fact(calendar.first + timedelta(days=number), levels) for number in range(days))
    by_month = groupby(facts, key=lambda fact: (fact.on.year, fact.on.month))
    return [_month(list(facts_of_one), today) for _key, facts_of_one in by_month]


def _month(facts: list[DayFact], today: date) -> Month:
    cells: list[Cell | None] = [None] * (facts[0].on.isoweekday() - 1)
    cells += [_cell(fact, today) for fact in facts]
    cells += [None] * (-len(cells) % 7)
    weeks = [cells[start : start + 7] for start in range(0, len(cells), 7)]
    return Month(facts[0].on, weeks, list(_notes(facts)))


def _cell(fact: DayFact, today: date) -> Cell:
    look = _look(fact)
    letter = letters().get(look, "") + ("+" if fact.edge else "")
    return Cell(fact, look, letter, fact.on == today)


def _look(fact: DayFact) -> str:
    if fact.is_school:
        return "" if fact.source == Source.WEEKDAY else "opened"
    by = {Source.WEEKDAY: "off", Source.LIBRARY: "holiday", Source.NATION: "holiday", Source.BREAK: "break"}
    return by.get(fact.source, "closed")


def weekday_letters() -> list[tuple[str, str]]:
    """(short, name) of the weekdays from Monday on: two letters, one character in Chinese."""
    short = [
        pgettext("short weekday", "Mo"),
        pgettext("short weekday", "Tu"),
        pgettext("short weekday", "We"),
        pgettext("short weekday", "Th"),
        pgettext("short weekday", "Fr"),
        pgettext("short weekday", "Sa"),
        pgettext("short weekday", "Su"),
    ]
    return [(letter, str(name)) for letter, (_number, name) in zip(short, WEEKDAYS, strict=True)]


def letters() -> dict[str, str]:
    """The sign of each look in the reader's language: one letter, one character in Chinese."""
    return {
        "holiday": pgettext("letter in the calendar: holiday", "H"),
        "break": pgettext("letter in the calendar: break", "B"),
        "closed": pgettext("letter in the calendar: own day without school", "N"),
        "opened": pgettext("letter in the calendar: make-up or own school day", "S"),
    }


def _notes(facts: Iterable[DayFact]) -> Iterable[Note]:
    told = groupby(facts, key=lambda fact: (fact.source, fact.is_school, str(fact.reason)))
    for (source, is_school, _reason), run in told:
        days = list(run)
        if source != Source.WEEKDAY:
            yield Note(days[0].on, days[-1].on, is_school, days[0].reason, source)
