"""The registry of panels on the commander's desk: each app adds its own in `panels.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from campus_safety.accounts.models import Unit, User
from campus_safety.statistics.periods import Period


@dataclass(frozen=True, slots=True)
class Desk:
    """What a panel is asked about: who looks, at which unit (with those below it), which month, and when."""

    user: User
    unit: Unit
    unit_ids: frozenset[int]
    period: Period
    at: datetime


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of the desk: where it stands, its template, and what the template is given."""

    key: str
    template: str
    context: Callable[[Desk], dict[str, Any]]
    order: int
    # `decisions` is the wide column that comes first, `day` the narrow one, `month` the full width below.
    place: str = "month"


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Add a panel; the key must be new."""
    if panel.key in _panels:
        raise ValueError(f"The panel {panel.key} is registered twice.")
    _panels[panel.key] = panel


def panels() -> list[Panel]:
    """All panels in order."""
    return sorted(_panels.values(), key=lambda panel: panel.order)
