"""The registry of what is planned with a school: apps add their kinds in `dossier.py`, its calendar shows them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day
from schools.models import School


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing that is planned with a school: when it begins, what, and the page that shows it."""

    at: datetime
    title: str | Promise
    url: str


# (school, who reads, first day, last day) → what begins on these days, both included: one query.
Finder = Callable[[School, User, date, date], Iterable[Planned]]
_finders: dict[str, Finder] = {}


def register(key: str, finder: Finder) -> None:
    """Add a kind of plans; the key must be new."""
    if key in _finders:
        raise ValueError(f"The plans {key} are registered twice.")
    _finders[key] = finder


def plans_by_day(school: School, user: User, first: date, last: date) -> Mapping[date, Sequence[Planned]]:
    """{day: what is planned on it}, in the order of the clock; nothing for a day without plans."""
    found: defaultdict[date, list[Planned]] = defaultdict(list)
    every = (plan for finder in _finders.values() for plan in finder(school, user, first, last))
    for plan in sorted(every, key=lambda plan: plan.at):
        found[local_day(plan.at)].append(plan)
    return found
