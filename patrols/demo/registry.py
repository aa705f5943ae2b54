"""The registry of what apps above the patrols add to the demonstration, each in its module `demo/filling.py`."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.module_loading import autodiscover_modules

# (seed, now) → when something happened that a month counts. Run again it writes nothing, and returns nothing.
Filler = Callable[[int, datetime], Iterable[datetime]]
_fillers: dict[str, Filler] = {}


def register(key: str, filler: Filler) -> None:
    """Add a filler; the key must be new."""
    if key in _fillers:
        raise ValueError(f"The filler {key} is registered twice.")
    _fillers[key] = filler


def fill_all(seed: int, now: datetime) -> list[datetime]:
    """Let every app fill its part, and return the moments of all."""
    autodiscover_modules("demo.filling")
    return [moment for filler in _fillers.values() for moment in filler(seed, now)]
