"""What legal vice-principals did at their schools: class hours a school year, and visits a month, as the rules ask.

A day with an activity of theirs at the school is a visit, whatever was done; an open day is held at the station and is
none. Months are those that the term covers whole; July and August, without school, count for nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from campus_safety.accounts.models import Unit
from campus_safety.calendars.glance import first_and_last, school_year_of
from campus_safety.calendars.models import Span
from campus_safety.local_days import local_day, midnight
from campus_safety.statistics.periods import Period, month_of
from outreach.findings import rule_of
from outreach.models import Activity, ActivitySchool, Appointment
from outreach.states.activities import TOOK_PLACE

SUMMER = (7, 8)


@dataclass(frozen=True, slots=True)
class Deed:
    """An activity of an officer with a school: its day, its class hours, and whether the officer came to the school."""

    on: date
    class_hours: Decimal
    is_visit: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month that the term covers whole: days on which the officer was at the school, and how many are asked for."""

    period: Period
    visits: int
    asked: int

    @property
    def is_kept(self) -> bool:
        """Whether the officer came as often as is asked."""
        return self.visits >= self.asked


@dataclass(frozen=True, slots=True)
class Count:
    """What an officer did in those days of a period on which the appointment holds.

    `asked_hours` is None before any rule asked. `months` are over, `this_month` runs (None: it does not count).
    """

    class_hours: Decimal
    asked_hours: int | None
    visits: int
    months: tuple[Month, ...]
    this_month: Month | None

    @property
    def months_kept(self) -> int:
        """In how many of its months the officer came as often as is asked."""
        return sum(month.is_kept for month in self.months)


@dataclass(frozen=True, slots=True)
class Named:
    """A count with what it is called: of the school year that begins in `year`, or of a term by its name."""

    year: int | None
    term: str
    count: Count

    @property
    def next_year(self) -> int | None:
        """The year in which the school year ends."""
        return self.year + 1 if self.year is not None else None


def counts_of(appointments: Sequence[Appointment], period: Period, today: date) -> dict[int, Count]:
    """{appointment id: its count in a period, up to today}. One query, however many there are."""
    done = deeds_of(appointments, period)
    return {each.pk: count(each, done[each.officer_id, each.school_id], period, today) for each in appointments}


def counts_by_year(appointment: Appointment, today: date) -> list[Named]:
    """Its counts of the term that runs, if the calendar knows one, and of each school year, the latest first.

    At most three queries; none for an appointment that has not begun.
    """
    if not appointment.has_letter or appointment.starts_on > today:
        return []
    last = min(appointment.last_day, today)
    whole = Period(appointment.starts_on, max(last, appointment.starts_on))
    done = deeds_of([appointment], whole)[appointment.officer_id, appointment.school_id]
    years = range(school_year_of(whole.last_day), school_year_of(whole.first_day) - 1, -1)
    counted = [Named(year, "", count(appointment, done, Period(*first_and_last(year)), today)) for year in years]
    term = _term_of(appointment, today) if appointment.last_day >= today else None
    if term is None:
        return counted
    return [Named(None, term.name, count(appointment, done, Period(term.first_day, term.last_day), today)), *counted]


def deeds_of(appointments: Sequence[Appointment], period: Period) -> Mapping[tuple[int, int], list[Deed]]:
    """{(officer id, school id): what took place in a period}. One query, of an officer with a school at once."""
    rows = ActivitySchool.objects.filter(
        school_id__in={each.school_id for each in appointments},
        activity__officers__in={each.officer_id for each in appointments},
        activity__state__in=TOOK_PLACE,
        activity__starts_at__gte=midnight(period.first_day),
        activity__starts_at__lt=period.ends_at,
    )
    names = ("activity__officers", "school_id", "activity__starts_at", "activity__kind", "activity__class_hours")
    found: defaultdict[tuple[int, int], list[Deed]] = defaultdict(list)
    for officer, school, starts_at, kind, hours in rows.order_by().values_list(*names):
        found[officer, school].append(_deed(starts_at, kind, hours))
    return found


def _deed(starts_at: datetime, kind: str, hours: Decimal | None) -> Deed:
    return Deed(local_day(starts_at), hours or Decimal(0), kind != Activity.Kind.OPEN_DAY)


def count(appointment: Appointment, done: Iterable[Deed], period: Period, today: date) -> Count:
    """What was done in a period while the appointment holds, up to today. No query."""
    first, last = max(period.first_day, appointment.starts_on), min(period.last_day, appointment.last_day)
    held = [deed for deed in done if first <= deed.on <= last]
    days = {deed.on for deed in held if deed.is_visit}
    months = [_month(each, days) for each in _whole_months(first, min(last, today), last)]
    asked = rule_of("vice_principal_class_hours", first)
    return Count(
        class_hours=sum((deed.class_hours for deed in held), Decimal(0)),
        asked_hours=asked.value if asked else None,
        visits=len(days),
        months=tuple(month for month in months if month.period.last_day < today),
        this_month=next((month for month in months if month.period.holds(today)), None),
    )


def _whole_months(first: date, until: date, last: date) -> Iterable[Period]:
    """The months with school that have begun by a day and lie between the first day and the last."""
    month = month_of(first)
    while month.first_day <= until:
        if month.first_day >= first and month.last_day <= last and month.first_day.month not in SUMMER:
            yield month
        month = month.after()


def _month(period: Period, days: Collection[date]) -> Month:
    asked = rule_of("vice_principal_visits", period.first_day)
    return Month(period, sum(period.holds(day) for day in days), (asked.value or 0) if asked else 0)


def _term_of(appointment: Appointment, today: date) -> Span | None:
    """The school's term that runs today, of the nearest unit that has entered one; one query for each of two."""
    levels = [level.level for level in appointment.school.levels.all()]
    above = Unit.objects.at_or_above(appointment.unit).values("pk")
    terms = Span.objects.filter(kind=Span.Kind.TERM, level__in=["", *levels], unit__in=above)
    return terms.between(today, today).order_by("-first_day", "pk").first()
