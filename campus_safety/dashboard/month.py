"""The month on the desk: compiled figures only, and what is known about how fresh they are."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise

from campus_safety.accounts.models import Unit
from campus_safety.dashboard.by_school import figures_of_school
from campus_safety.dashboard.compiled import compiled, goals, trends
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.local_days import local_day
from campus_safety.statistics.goals import goal_in_words
from campus_safety.statistics.ledger import Row, ledger_of
from campus_safety.statistics.models import Report, StaleMonth
from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import indicators
from campus_safety.statistics.words import month_and_year, month_name, span


class Standing(StrEnum):
    """What can be shown of a month."""

    READY = "ready"
    COMPILING = "compiling"
    ABSENT = "absent"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class MonthOnDesk:
    """The ledger of one unit's month, or of one of its schools, in two columns, with the words around it.

    `others` are the figures that do not break down by school, and so are not there of one school. `is_own` says that
    its reader sets its goals.
    """

    unit: Unit
    period: Period
    standing: Standing
    is_running: bool
    is_stale: bool
    report: Report | None
    rows: list[Row]
    others: list[str | Promise]
    name: str
    days: str
    name_before: str
    following: Period | None
    is_own: bool

    @property
    def columns(self) -> list[list[Row]]:
        """The rows in two columns."""
        half = (len(self.rows) + 1) // 2
        return [self.rows[:half], self.rows[half:]]

    @property
    def rates(self) -> list[Row]:
        """The rates, whose definitions stand below."""
        return [row for row in self.rows if row.is_rate]

    @property
    def has_trends(self) -> bool:
        """Whether any figure has a trend beside it."""
        return any(row.lines for row in self.rows)

    @property
    def is_moving(self) -> bool:
        """Whether newer figures are on their way, so that the page looks again by itself."""
        return self.standing == Standing.COMPILING or self.is_stale

    @property
    def previous(self) -> Period:
        """The month before."""
        return self.period.before()


def month_on_desk(desk: Desk) -> MonthOnDesk:
    """Read the compiled month of the desk's unit: eight queries, however many rows there are."""
    period, today = desk.period, local_day(desk.at)
    report = compiled(desk)
    is_stale = StaleMonth.objects.touching(desk.unit_ids, period).exists()
    of_school = figures_of_school(report, desk.school) if report and desk.school else None
    following = period.after()
    shown = Period(period.first_day, min(period.last_day, today)) if period.holds(today) else period
    return MonthOnDesk(
        unit=desk.unit,
        period=period,
        standing=_standing(report, period, is_stale=is_stale, now=desk.at),
        is_running=period.holds(today),
        is_stale=is_stale,
        report=report,
        rows=of_school.rows if of_school else figures_of(desk),
        others=of_school.others if of_school else [],
        name=_name(period, today),
        days=span(shown),
        name_before=_name(period.before(), today),
        following=following if following.first_day <= today else None,
        is_own=desk.unit.pk == desk.user.unit_id,
    )


def figures_of(desk: Desk) -> list[Row]:
    """The figures of the desk's month with their goals and trends; nothing where none were compiled."""
    report = compiled(desk)
    if report is None:
        return []
    values = {figure.key: figure.value for figure in report.figures.all()}
    is_running = desk.period.holds(local_day(desk.at))
    words = {
        indicator.key: goal_in_words(indicator, goal, values.get(indicator.key), is_running=is_running)
        for indicator in indicators()
        if (goal := goals(desk).of(indicator.key, desk.period)) is not None
    }
    return ledger_of(report, trends=trends(desk), goals=words)


def _name(period: Period, today: date) -> str:
    """The month; with its year, if that is not this one."""
    return month_name(period) if period.first_day.year == today.year else month_and_year(period)


def _standing(report: Report | None, period: Period, *, is_stale: bool, now: datetime) -> Standing:
    if report is not None:
        return Standing.READY
    if period.starts_at > now:
        return Standing.AHEAD
    return Standing.COMPILING if is_stale or period.ends_at > now else Standing.ABSENT
