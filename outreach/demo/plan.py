"""An activity of the demonstration before it is written."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from outreach.models import Activity
from outreach.states.activities import ActivityState


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One activity: what, where, when (from, hours), who was there by heads, what came of it."""

    kind: Activity.Kind
    title: str
    schools: tuple[str, ...]
    starts_at: datetime
    hours: float = 1
    state: ActivityState = ActivityState.CONFIRMED
    officers: tuple[int, ...] = (0,)
    heads: tuple[int, int, int] = (0, 0, 0)
    class_hours: Decimal | None = None
    drill: str = ""
    drill_min: Decimal | None = None
    tools: str = ""
    outcome: str = ""
    with_leaders: bool = False
