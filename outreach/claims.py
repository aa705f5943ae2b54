"""What a program asks to be written: its shape is checked by a serializer, the rest by the action."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from patrols.claims import digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityClaim:
    """An activity, planned or held: schools by id, officers by username, measures by number, not yet looked up."""

    uuid: UUID
    kind: str
    title: str
    schools: list[int]
    officers: list[str]
    starts_at: datetime
    ends_at: datetime
    state: str = "held"
    with_leaders: bool = False
    place: str = ""
    class_hours: Decimal | None = None
    drill: str = ""
    drill_min: Decimal | None = None
    children: int = 0
    staff: int = 0
    parents: int = 0
    tools: str = ""
    outcome: str = ""
    measures: list[int] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """SHA-256 of all of it."""
        return digest_of(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverClaim:
    """A request for event cover. A principal's is of the own school, which need not be named.

    Without a place in degrees (WGS-84) it is at the school.
    """

    uuid: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    people: int
    valuables_watched_by: str
    school: int | None = None
    is_off_campus: bool = False
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    wishes: str = ""
    prepared: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """SHA-256 of all of it."""
        return digest_of(self)
