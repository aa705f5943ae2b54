"""The registry of what makes up a school's timeline: each app adds its own kinds of event in `dossier.py`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from django.utils.functional import Promise

from campus_safety.accounts.models import User
from schools.models import School


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened at a school: when, what, a line about it, and the page that shows it (or "")."""

    at: datetime
    title: str | Promise
    line: str | Promise = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Events, newest first, and whether there are older ones."""

    events: Sequence[Event]
    has_older: bool


# (school, who reads, before this moment, at most so many) → the newest events: one query, read from an index.
Finder = Callable[[School, User, datetime, int], Batch]
_finders: dict[str, Finder] = {}


def register(key: str, finder: Finder) -> None:
    """Add a kind of event; the key must be new."""
    if key in _finders:
        raise ValueError(f"The events {key} are registered twice.")
    _finders[key] = finder


def batch_of(events: Iterable[Event], limit: int) -> Batch:
    """The first `limit` of events, newest first; one more than that says that there are older ones."""
    found = list(events)
    return Batch(found[:limit], len(found) > limit)


def events_of(school: School, user: User, before: datetime, limit: int) -> Batch:
    """The newest events before a moment, at most `limit`: one query for each kind, however long the history.

    Of a kind that has older events than it brought nothing is known beyond its last, so no other kind is shown beyond.
    """
    batches = [finder(school, user, before, limit) for finder in _finders.values()]
    horizon = max((batch.events[-1].at for batch in batches if batch.has_older), default=None)
    known = [event for batch in batches for event in batch.events if horizon is None or event.at >= horizon]
    shown = nlargest(limit, known, key=lambda event: event.at)
    return Batch(shown, len(shown) < sum(len(batch.events) for batch in batches) or horizon is not None)
