"""Event covers as lists and pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from outreach.models import EventCover
from outreach.states.covers import CoverState

COVERED = pgettext_lazy("event cover", "police were there")
UNCOVERED = pgettext_lazy("event cover", "nobody went out")
GOING_ON = pgettext_lazy("event cover", "police are there")


@dataclass(frozen=True, slots=True)
class CoverRow:
    """An event cover with the shape and the words of how it stands at a moment."""

    cover: EventCover
    mark: str
    words: str | Promise
    is_over: bool


def row_of(cover: EventCover, at: datetime) -> CoverRow:
    """An event cover that `with_names` has fetched, as it stands at a moment."""
    is_over, is_covered = cover.ends_at <= at, bool(getattr(cover, "is_covered", False))
    words = CoverState(cover.state).label
    if cover.state == CoverState.REQUESTED:
        return CoverRow(cover, "late" if cover.starts_at <= at else "due", words, is_over)
    if cover.state != CoverState.APPROVED:
        return CoverRow(cover, "void", words, is_over)
    if is_covered:
        return CoverRow(cover, "done", COVERED if is_over else GOING_ON, is_over)
    if is_over:
        return CoverRow(cover, "missed", UNCOVERED, is_over)
    return CoverRow(cover, "due" if cover.starts_at <= at else "wait", words, is_over)


def rows_of(covers: Iterable[EventCover], at: datetime) -> list[CoverRow]:
    """Event covers as a list shows them at a moment."""
    return [row_of(cover, at) for cover in covers]
