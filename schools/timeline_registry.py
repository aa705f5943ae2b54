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
    """Events, newest first, and the moment of the newest one that was left out (None: there is none)."""

    events: Sequence[Event]
    left_at: datetime | None

    @property
    def has_older(self) -> bool:
        """Whether something was left out."""
        return self.left_at is not None


# (school, who reads, before this moment, at most so many) → the newest events: a query or two, read from indexes.
Finder = Callable[[School, User, datetime, int], Batch]
_finders: dict[str, Finder] = {}


def register(key: str, finder: Finder) -> None:
    """Add a kind of event; the key must be new."""
    if key in _finders:
        raise ValueError(f"The events {key} are registered twice.")
    _finders[key] = finder


def batch_of(events: Iterable[Event], limit: int) -> Batch:
    """The first `limit` of events, newest first; one more than that tells what is left out."""
    found = list(events)
    return Batch(found[:limit], found[limit].at if len(found) > limit else None)


def events_of(school: School, user: User, before: datetime, limit: int) -> Batch:
    """The newest events before a moment, at most `limit`: as many queries after ten years as on the first day.

    Nothing is shown that is as old as what was left out, so an older page begins before the last event shown and holds
    all that is missing. (Of more than `limit` events at one moment the first are shown.)
    """
    batches = [finder(school, user, before, limit) for finder in _finders.values()]
    found = nlargest(limit + 1, (event for batch in batches for event in batch.events), key=lambda event: event.at)
    left = [batch.left_at for batch in batches if batch.left_at is not None]
    left += [event.at for event in found[limit:]]
    left_at = max(left, default=None)
    known = [event for event in found[:limit] if left_at is None or event.at > left_at]
    return Batch(known or found[:limit], left_at)
