"""The registry of panels on the commander's desk: each app adds its own in `panels.py`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.utils.functional import Promise

from campus_safety.accounts.models import Unit, User
from campus_safety.spreadsheets.writing import Sheet
from campus_safety.statistics.periods import Period

Place = Literal["decisions", "day", "month"]


@dataclass(frozen=True, slots=True)
class Desk:
    """What a panel is asked about: who looks, at which unit (with those below it), which month, and when.

    `school` is the key of the school that the figures are narrowed to, `trend` that of the indicator whose trend is
    asked for; "" where the address names none.
    """

    user: User
    unit: Unit
    unit_ids: frozenset[int]
    period: Period
    at: datetime
    school: str = ""
    trend: str = ""
    # What the panels of one app share, so that it is read once a page.
    kept: dict[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of the desk: where it stands, its template, and what the template is given (as `panel`).

    A panel of `decisions` gives `count`: how many things it wants decided. Nothing is drawn where the context is empty.
    `wall` is its template on the wall screen, which is given the same; without one it is not shown there. `sheet` gives
    its numbers as a table, to be had as a file under the panel's key.
    """

    key: str
    template: str
    context: Callable[[Desk], dict[str, Any]]
    order: int
    # `decisions` is the wide column that comes first, `day` the narrow one, `month` the full width below.
    place: Place = "month"
    wall: str = ""
    sheet: Callable[[Desk], Sheet] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One row that waits for a decision; it ends in the verb that settles it, and `url` is where that is done."""

    title: str
    url: str
    action: str | Promise
    facts: Sequence[str] = ()
    # How pressing: the words at the end, and whether they are about something late.
    urgency: str = ""
    is_late: bool = False
    # The state of a mark, with the point's number in it; or else the name of an icon.
    mark: str = ""
    number: str = ""
    icon: str = ""


DECISIONS_TEMPLATE = "dashboard/decisions.html"

_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Add a panel; the key must be new."""
    if panel.key in _panels:
        raise ValueError(f"The panel {panel.key} is registered twice.")
    _panels[panel.key] = panel


def panels() -> list[Panel]:
    """All panels in order."""
    return sorted(_panels.values(), key=lambda panel: panel.order)
