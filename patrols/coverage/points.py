"""How well points are covered: today's marks, the rate of some days, the days of a month."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from campus_safety.geo.map_data import PointMark
from campus_safety.local_days import local_day
from campus_safety.statistics.counting import percent
from campus_safety.statistics.periods import Period
from patrols.agenda import agenda_of
from patrols.models import Duty, PatrolPoint
from patrols.states import MARK_WORDS, DutyState, duty_mark

DAYS = 30
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Rate:
    """Duties due and done, and done of due in percent (None where nothing is due)."""

    due: int = 0
    done: int = 0

    @property
    def percent(self) -> Decimal | None:
        """With one decimal."""
        return percent(self.done, self.due)


def rates_of(points: Collection[PatrolPoint], at: datetime) -> dict[int, Rate]:
    """{point id: rate} of the last 30 days, today included: one query."""
    today = local_day(at)
    duties = Duty.objects.filter(point__in=points, on__range=(today - timedelta(days=DAYS - 1), today)).closed(at)
    counted = duties.order_by().values("point_id").annotate(
        due=Count("pk"), done=Count("pk", filter=Q(state=DutyState.DONE))
    )  # fmt: skip
    found = {row["point_id"]: Rate(row["due"], row["done"]) for row in counted}
    return {point.pk: found.get(point.pk, Rate()) for point in points}


def total_of(rates: Iterable[Rate]) -> Rate:
    """All of them together."""
    rates = list(rates)
    return Rate(sum(rate.due for rate in rates), sum(rate.done for rate in rates))


def marks_today(points: Collection[PatrolPoint], at: datetime) -> dict[int, str]:
    """{point id: mark} at a moment: the most pressing of the day's duties, *wait* without any. One query."""
    duties = Duty.objects.filter(point__in=points, on=local_day(at)).select_related("point")
    items = agenda_of(duties, at).by_point()
    return {point.pk: items[point.code].state if point.code in items else "wait" for point in points}


def point_mark(point: PatrolPoint, state: str, url: str | None = None) -> PointMark:
    """A point as a map shows it; it opens the page for police unless another address, or none (""), is given."""
    return PointMark(
        code=point.code,
        number=point.number,
        name=point.name,
        lat=point.latitude,
        lng=point.longitude,
        state=state,
        url=point.get_absolute_url() if url is None else url,
    )


@dataclass(frozen=True, slots=True)
class Visit:
    """One duty in the calendar: its mark, and what it was."""

    mark: str
    duty: Duty

    @property
    def word(self) -> str | Promise:
        """The word beside the mark."""
        return MARK_WORDS[self.mark]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar, with the duties of a point in the order of their windows."""

    on: date
    is_in_month: bool
    is_today: bool
    url: str
    visits: list[Visit] = field(default_factory=list)


def calendar_of(point: PatrolPoint, period: Period, at: datetime) -> list[list[Day]]:
    """The weeks of a month, Monday to Sunday, with the duties of a point: one query."""
    visits: dict[date, list[Visit]] = {}
    duties = Duty.objects.filter(point=point, on__range=(period.first_day, period.last_day)).select_related("window")
    for duty in duties.order_by("starts_at"):
        mark = duty_mark(duty.state, duty.starts_at, duty.ends_at, at)
        visits.setdefault(duty.on, []).append(Visit(mark, duty))
    monday = period.first_day - timedelta(days=period.first_day.weekday())
    weeks = []
    while monday <= period.last_day:
        days = [monday + timedelta(days=number) for number in range(_WEEK)]
        weeks.append([_day(point, on, period, at, visits) for on in days])
        monday += timedelta(days=_WEEK)
    return weeks


def _day(point: PatrolPoint, on: date, period: Period, at: datetime, visits: dict[date, list[Visit]]) -> Day:
    span = urlencode({"from": on.isoformat(), "to": on.isoformat(), "point": point.code})
    return Day(
        on=on,
        is_in_month=period.first_day <= on <= period.last_day,
        is_today=on == local_day(at),
        url=f"{reverse('patrols:duties')}?{span}",
        visits=visits.get(on, []),
    )
