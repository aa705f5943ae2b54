"""The registry of those who must know that school days have changed: patrols make their coming duties anew.

Calendars and schools stand below the patrols and cannot call them; a follower marks what is stale, in the transaction
of the change, and the worker does the rest (docs/adr/0019).
"""

from collections.abc import Callable, Collection

Follower = Callable[[Collection[int] | None, Collection[int] | None], None]
_followers: list[Follower] = []


def register(follower: Follower) -> None:
    """Add one who is told: `follower(unit_ids, school_ids)`; None stands for all of them."""
    _followers.append(follower)


def tell_followers(*, unit_ids: Collection[int] | None = None, school_ids: Collection[int] | None = None) -> None:
    """Say that the school days of these schools, or of all in these units, have changed; of all if neither is given."""
    for follower in _followers:
        follower(unit_ids, school_ids)
