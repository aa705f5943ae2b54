"""Is this a school day, and whose timetable holds? One answer from all that is known, the nearest source first.

The order of precedence: the school's own day, the own day of the nearest unit, the nation's own day without school, a
break, the nation's own make-up day, the libraries, the day of the week. A day that nobody entered has school: what is
unknown empties no point (docs/adr/0019).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from django.db.models import Q, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit
from campus_safety.calendars.models import Day, Span
from campus_safety.calendars.national import national_day
from campus_safety.rules.catalogue import rule

# Two days without school are a weekend: fewer than three never count as a pause, whatever the rule is set to.
LEAST_PAUSE = 3
WORKING_WEEK = "12345"


class Source(TextChoices):
    """Who says so."""

    SCHOOL = "school", _("the school")
    UNIT = "unit", _("the police unit")
    NATION = "nation", _("entered for the whole country")
    BREAK = "break", _("the break")
    LIBRARY = "library", _("the national calendar")
    WEEKDAY = "weekday", _("the day of the week")


class Edge(TextChoices):
    """The school days on which more happens at the gate: windows can be doubled on them."""

    TERM_START = "term_start", _("start of term")
    BEFORE_BREAK = "before_break", _("last day before a pause")
    AFTER_BREAK = "after_break", _("first day after a pause")


@dataclass(frozen=True, slots=True)
class OwnDay:
    """What a school itself says of a day. `is_school` None: as the calendar says, only the times differ."""

    is_school: bool | None
    arrives_at: time | None
    dismisses_at: time | None
    reason: str


@dataclass(frozen=True, slots=True)
class DayFact:
    """What is known of a day.

    `weekdays` are the ISO weekdays whose timetable holds: "3" on a Wednesday, "12345" on a make-up day that names none,
    "" without school. `reason` is "" where there is nothing to explain.
    """

    on: date
    is_school: bool
    weekdays: str
    reason: str | Promise
    source: Source
    edge: Edge | None = None


class Calendar:
    """The days of one unit's schools, from `first` to `last`. Decides from the rows that it was given; asks nothing."""

    def __init__(
        self, first: date, last: date, *, spans: Sequence[Span], days: Iterable[Day], pause: int, term_start: int
    ) -> None:
        """`days` come nearest first; they and the spans reach `pause` days beyond `first` and `last`."""
        self.first, self.last = first, last
        self._spans = spans
        self._days: defaultdict[date, list[Day]] = defaultdict(list)
        for day in days:
            self._days[day.on].append(day)
        self._pause, self._term_start = pause, term_start
        self._settled: dict[tuple[date, frozenset[str]], DayFact] = {}
        self._facts: dict[tuple[date, frozenset[str]], DayFact] = {}

    def fact(self, on: date, levels: Collection[str], own: OwnDay | None = None) -> DayFact:
        """What a day is to a school of these levels: it has school if one of its levels has.

        The pauses before and after the day are the unit's: other own days of the school do not enter them.
        Raises ValueError for a day beyond `first` and `last`.
        """
        key = (on, frozenset(levels))
        found = self._facts.get(key)
        if found is None:
            if not self.first <= on <= self.last:
                raise ValueError(f"This calendar reaches from {self.first} to {self.last}, not to {on}.")
            settled = self._settle(*key)
            found = self._facts[key] = replace(settled, edge=self._edge(*key)) if settled.is_school else settled
        return found if own is None else self._with_own(found, key, own)

    def _with_own(self, fact: DayFact, key: tuple[date, frozenset[str]], own: OwnDay) -> DayFact:
        if own.is_school is None:
            return replace(fact, reason=own.reason, source=Source.SCHOOL) if fact.is_school else fact
        if not own.is_school:
            return DayFact(fact.on, False, "", own.reason, Source.SCHOOL)
        weekdays = fact.weekdays or timetable(fact.on)
        return DayFact(fact.on, True, weekdays, own.reason, Source.SCHOOL, self._edge(*key))

    def _settle(self, on: date, levels: frozenset[str]) -> DayFact:
        """The fact without its edge."""
        key = (on, levels)
        if key not in self._settled:
            facts = [self._of_level(on, level) for level in sorted(levels) or [""]]
            opened = [fact for fact in facts if fact.is_school]
            weekdays = "".join(sorted({digit for fact in opened for digit in fact.weekdays}))
            self._settled[key] = replace(opened[0], weekdays=weekdays) if opened else facts[0]
        return self._settled[key]

    def _of_level(self, on: date, level: str) -> DayFact:
        days = [day for day in self._days.get(on, ()) if day.level in {"", level}]
        # What an administrator enters of the nation's make-up days stands where the libraries' stand: below a break.
        make_up = next((day for day in days if day.unit_id is None and day.kind == Day.Kind.SCHOOL), None)
        for day in days:
            if day is not make_up:
                return _entered(day)
        for span in self._holding(on, level):
            if span.kind == Span.Kind.BREAK:
                return DayFact(on, False, "", span.name, Source.BREAK)
        if make_up:
            return _entered(make_up)
        if national := national_day(on):
            weekdays = timetable(on) if national.is_school else ""
            return DayFact(on, national.is_school, weekdays, national.reason, Source.LIBRARY)
        if on.isoweekday() > 5:
            return DayFact(on, False, "", _("weekend"), Source.WEEKDAY)
        return DayFact(on, True, timetable(on), "", Source.WEEKDAY)

    def _holding(self, on: date, level: str) -> Iterable[Span]:
        return (span for span in self._spans if span.level in {"", level} and span.first_day <= on <= span.last_day)

    def _edge(self, on: date, levels: frozenset[str]) -> Edge | None:
        spans = (span for level in levels or [""] for span in self._holding(on, level))
        reach = timedelta(days=self._term_start)
        if any(span.kind == Span.Kind.TERM and on - span.first_day < reach for span in spans):
            return Edge.TERM_START
        if self._is_pause(on, levels, 1):
            return Edge.BEFORE_BREAK
        return Edge.AFTER_BREAK if self._is_pause(on, levels, -1) else None

    def _is_pause(self, on: date, levels: frozenset[str], step: int) -> bool:
        """Whether the days next to this one, onward (step 1) or backward (-1), are a pause."""
        beside = (on + timedelta(days=step * place) for place in range(1, self._pause + 1))
        return not any(self._settle(day, levels).is_school for day in beside)


def _entered(day: Day) -> DayFact:
    source = Source.NATION if day.unit_id is None else Source.UNIT
    weekdays = timetable(day.on, day.follows_weekday) if day.kind == Day.Kind.SCHOOL else ""
    return DayFact(day.on, bool(weekdays), weekdays, day.reason, source)


def timetable(on: date, follows_weekday: int | None = None) -> str:
    """The ISO weekdays whose timetable a school day follows: the one that is named, its own, or any of the week's."""
    if follows_weekday is None and on.isoweekday() > 5:
        return WORKING_WEEK
    return str(follows_weekday or on.isoweekday())


def calendar_for(unit: Unit | None, first: date, last: date) -> Calendar:
    """The calendar of a unit, by what was entered for it, for those above it and for the whole country.

    Without a unit that of the country alone. A constant number of queries, however long the span is.
    """
    pause = max(rule("pause", first).value or 0, LEAST_PAUSE)
    beyond = timedelta(days=pause)
    above = list(Unit.objects.at_or_above(unit).values_list("pk", flat=True)) if unit else []
    nearness = {pk: place for place, pk in enumerate(reversed(above))}
    days = Day.objects.filter(Q(unit=None) | Q(unit_id__in=above)).between(first - beyond, last + beyond)
    return Calendar(
        first,
        last,
        spans=list(Span.objects.filter(unit_id__in=above).between(first - beyond, last + beyond)),
        days=sorted(days, key=lambda day: (nearness.get(day.unit_id or 0, len(above)), day.level == "")),
        pause=pause,
        term_start=rule("term_start", first).value or 0,
    )
