"""The days of the demonstration: from when it is filled, its invented terms and breaks, and which days have school."""

from dataclasses import dataclass
from datetime import date, timedelta

from campus_safety.accounts.models import Unit
from campus_safety.calendars.deciding import Calendar, DayFact, Edge, calendar_for
from campus_safety.calendars.models import Span
from campus_safety.levels import Level
from patrols.demo.units import STATION

FILLED_FROM = date(2026, 9, 1)
MONTHS_BACK = 3
# Terms and breaks, first and last month and day, every year: invented (演示校历).
SPANS = (
    (Span.Kind.TERM, "春季学期（演示校历）", (2, 22), (7, 9)),
    (Span.Kind.BREAK, "暑假（演示校历）", (7, 10), (8, 31)),
    (Span.Kind.TERM, "秋季学期（演示校历）", (9, 1), (1, 22)),
    (Span.Kind.BREAK, "寒假（演示校历）", (1, 23), (2, 21)),
)


def first_day(today: date) -> date:
    """The first day that is filled: 1 September 2026, or three months before today if that is earlier."""
    return min(FILLED_FROM, _months_before(today, MONTHS_BACK))


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day."""
    count = day.year * 12 + day.month - 1 - months
    next_first = date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    return min(date(count // 12, count % 12 + 1, 1) + timedelta(days=day.day - 1), next_first - timedelta(days=1))


def make_spans(bureau: Unit, first: date, last: date) -> list[Span]:
    """The terms and breaks that touch the days from `first` to the year after `last`, for the whole district."""
    spans = [
        Span(unit=bureau, kind=kind, name=name, first_day=date(year, *begins), last_day=_end_of(year, begins, ends))
        for year in range(first.year - 1, last.year + 2)
        for kind, name, begins, ends in SPANS
    ]
    return Span.objects.bulk_create(span for span in spans if span.last_day >= first)


def _end_of(year: int, begins: tuple[int, int], ends: tuple[int, int]) -> date:
    return date(year if begins <= ends else year + 1, *ends)


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """What the days are to the schools of the demonstration: its calendar, which people may have changed."""

    calendar: Calendar

    @classmethod
    def between(cls, first: date, last: date) -> "SchoolDays":
        """The days from `first` to `last`, by the calendar of the station."""
        return cls(calendar_for(Unit.objects.get(code=STATION), first, last))

    def has_school(self, day: date) -> bool:
        """Whether the station's schools have school on a day."""
        return self._fact(day).is_school

    def begins_again(self, day: date) -> bool:
        """Whether school begins again on this day after a pause, or with a term."""
        return self._fact(day).edge in {Edge.AFTER_BREAK, Edge.TERM_START}

    def _fact(self, day: date) -> DayFact:
        return self.calendar.fact(day, [level.value for level in Level])
