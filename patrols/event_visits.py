"""The registry of those who must know that officers out for an event were at a point: what they were out for.

What schools ask for stands above the patrols, which cannot call it. A follower is told in the transaction of the
check-in; those of any other outing tell nobody.
"""

from collections.abc import Callable

from patrols.models import CheckIn

Follower = Callable[[CheckIn], None]
_followers: list[Follower] = []


def register(follower: Follower) -> None:
    """Add one who is told of each check-in on an outing of kind `event_cover`."""
    _followers.append(follower)


def tell_followers(check_in: CheckIn) -> None:
    """Say that this check-in, of an outing of kind `event_cover`, is written."""
    for follower in _followers:
        follower(check_in)
