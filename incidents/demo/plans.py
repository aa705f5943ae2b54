"""How the cases of the demonstration are told: each with its steps, its property and the work on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from incidents.models import Case, CaseAction, PropertyItem
from incidents.states import CaseState


@dataclass(frozen=True, slots=True)
class Taken:
    """A step to a state, when, and in which words."""

    after: CaseState
    at: datetime
    text: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something lost, its value in yuan, and the days on which it was recovered and given back."""

    category: PropertyItem.Category
    description: str
    value_cny: Decimal
    owner: PropertyItem.Owner
    recovered_on: date | None = None
    returned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """An action: what, from when until when, how many hours, what came of it."""

    kind: CaseAction.Kind
    started_at: datetime
    ended_at: datetime
    hours: Decimal
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One case. Without a `school` it concerns none; with a `place` it happened off campus, there.

    The first of its steps is the report. `due_on` is the deadline that it was accepted with.
    """

    facts: str
    occurred: tuple[datetime, datetime]
    steps: Sequence[Taken]
    way: Case.Way
    event: str = ""
    school: str = ""
    place: str = ""
    spot: tuple[float, float] | None = None
    due_on: date | None = None
    things: Sequence[Thing] = ()


@dataclass(frozen=True, slots=True)
class Affair:
    """Cases that were worked on together, and the work: each action serves all of them."""

    cases: Sequence[Plan]
    work: Sequence[Work] = ()
