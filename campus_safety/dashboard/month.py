"""The month on the desk: compiled figures only, and what is known about how fresh they are."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from campus_safety.accounts.models import Unit
from campus_safety.dashboard.compiled import compiled
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.local_days import local_day
from campus_safety.statistics.ledger import Row, ledger_of, trends_of
from campus_safety.statistics.models import Report, StaleMonth
from campus_safety.statistics.periods import Period
from campus_safety.statistics.words import month_and_year, month_name, span


class Standing(StrEnum):
    """What can be shown of a month."""

    READY = "ready"
    COMPILING = "compiling"
    ABSENT = "absent"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class MonthOnDesk:
    """The ledger of one unit's month, in two columns, with the words around it."""

    unit: Unit
    period: Period
    standing: Standing
    is_running: bool
    is_stale: bool
    report: Report | None
    columns: list[list[Row]]
    rates: list[Row]
    name: str
    days: str
    name_before: str
    following: Period | None

    @property
    def is_moving(self) -> bool:
        """Whether newer figures are on their way, so that the page looks again by itself."""
        return self.standing == Standing.COMPILING or self.is_stale

    @property
    def previous(self) -> Period:
        """The month before."""
        return self.period.before()


def month_on_desk(desk: Desk) -> MonthOnDesk:
    """Read the compiled month of the desk's unit: five queries, however many rows there are."""
    period, today = desk.period, local_day(desk.at)
    report = compiled(desk)
    is_stale = StaleMonth.objects.touching(desk.unit_ids, period).exists()
    rows = ledger_of(report, trends=trends_of(desk.unit, period)) if report else []
    half = (len(rows) + 1) // 2
    following = period.after()
    shown = Period(period.first_day, min(period.last_day, today)) if period.holds(today) else period
    return MonthOnDesk(
        unit=desk.unit,
        period=period,
        standing=_standing(report, period, is_stale=is_stale, now=desk.at),
        is_running=period.holds(today),
        is_stale=is_stale,
        report=report,
        columns=[rows[:half], rows[half:]],
        rates=[row for row in rows if row.is_rate],
        name=_name(period, today),
        days=span(shown),
        name_before=_name(period.before(), today),
        following=following if following.first_day <= today else None,
    )


def _name(period: Period, today: date) -> str:
    """The month; with its year, if that is not this one."""
    return month_name(period) if period.first_day.year == today.year else month_and_year(period)


def _standing(report: Report | None, period: Period, *, is_stale: bool, now: datetime) -> Standing:
    if report is not None:
        return Standing.READY
    if period.starts_at > now:
        return Standing.AHEAD
    return Standing.COMPILING if is_stale or period.ends_at > now else Standing.ABSENT
