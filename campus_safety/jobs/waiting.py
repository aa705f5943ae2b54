"""The registry of queues kept in the database: each says since when its oldest job waits."""

from collections.abc import Callable
from datetime import datetime

Oldest = Callable[[], datetime | None]
_queues: dict[str, Oldest] = {}


def register(name: str, oldest: Oldest) -> None:
    """Add the queue `name`; `oldest` returns when its oldest waiting job became due, or None if none waits."""
    _queues[name] = oldest


def oldest_waiting() -> dict[str, datetime]:
    """Queues with waiting jobs, each with the time its oldest one became due."""
    found = {name: oldest() for name, oldest in _queues.items()}
    return {name: since for name, since in found.items() if since is not None}
