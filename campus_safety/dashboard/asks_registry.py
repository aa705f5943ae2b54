"""The registry of asks: what the portal asks of this user now. Each app adds its own in `asks.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from campus_safety.accounts.models import User


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked of a user: what, about what, the page that settles it, and how pressing it is."""

    title: str | Promise
    line: str | Promise
    url: str
    action: str | Promise
    is_late: bool = False
    due_at: datetime | None = None


Finder = Callable[[User, datetime], Iterable[Ask]]
_finders: dict[str, Finder] = {}


def register(key: str, finder: Finder) -> None:
    """Add a finder of asks; the key must be new."""
    if key in _finders:
        raise ValueError(f"The asks {key} are registered twice.")
    _finders[key] = finder


def asks_of(user: User, at: datetime) -> list[Ask]:
    """Everything asked of the user now, what is late first."""
    found = [ask for finder in _finders.values() for ask in finder(user, at)]
    return sorted(found, key=lambda ask: not ask.is_late)
