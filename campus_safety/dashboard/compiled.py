"""The compiled figures that the desk is about, and what they are measured by: read once a page, whoever asks."""

from collections.abc import Callable
from typing import TypeVar, cast

from campus_safety.dashboard.panels_registry import Desk
from campus_safety.statistics.goals import Goals, goals_of
from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.trends import Trends, trends_of

Kept = TypeVar("Kept")


def compiled(desk: Desk) -> Report | None:
    """The newest revision of the desk's month with its figures, or None: three queries, the first time.

    One that was only asked for says nothing yet.
    """
    reports = Report.objects.filter(unit=desk.unit).of(desk.period).with_figures()
    found = _once(desk, "report", lambda: reports.order_by("-revision").first())
    return found if found and found.figures.all() else None


def figure_of(desk: Desk, key: str) -> Figure | None:
    """One of its figures, if it was compiled."""
    report = compiled(desk)
    return next((figure for figure in report.figures.all() if figure.key == key), None) if report else None


def trends(desk: Desk) -> Trends:
    """The 24 months up to the desk's, of every indicator: two queries, the first time."""
    return _once(desk, "trends", lambda: trends_of(desk.unit, desk.period))


def goals(desk: Desk) -> Goals:
    """The goals of the desk's unit: one query, the first time."""
    return _once(desk, "goals", lambda: goals_of(desk.unit))


def _once(desk: Desk, name: str, read: Callable[[], Kept]) -> Kept:
    if name not in desk.kept:
        desk.kept[name] = read()
    return cast("Kept", desk.kept[name])
