"""What a program asks to be written of a case: its shape is checked by a serializer, the rest by the action."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from patrols.claims import digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportClaim:
    """A report: category and unit by code, the school by its id, not yet looked up.

    The place is in degrees (WGS-84), moments are aware. Of a principal's report unit, way and moment are known and not
    asked for; of police's `unit` may be empty where there is one only, and `reported_at` None is now.
    """

    uuid: UUID
    category: str
    occurred_from: datetime
    occurred_until: datetime
    facts: str
    way: str = ""
    unit: str = ""
    school: int | None = None
    event: str = ""
    is_off_campus: bool = False
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    reported_at: datetime | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of all of it."""
        return digest_of(self)
