"""What a page or the API asks to be written: its shape is checked by a form or serializer, the rest by the action."""

import hashlib
import json
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

AHEAD_AT_MOST = timedelta(minutes=10)
BACK_AT_MOST = timedelta(days=30)
# Fields that came after the first digests were stored: they count only where they are given, so that what was sent
# before an upgrade and repeated after it is still known.
_LATER = frozenset({"topic"})


class UuidTaken(Exception):
    """The UUID belongs to another request, or to another user. Nothing about that request may be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInClaim:
    """A check-in as the phone tells it. Places in degrees (WGS-84), accuracy in metres, moments aware."""

    uuid: UUID
    point: str
    captured_at: datetime
    method: str
    sent_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: float | None = None
    device: str = ""
    note: str = ""
    sign: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of everything but `sent_at`, which may differ in a repeat."""
        return digest_of(self, without="sent_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutingClaim:
    """An outing as it is started: usernames, number plates and unit codes, not yet looked up."""

    uuid: UUID
    kind: str
    officers: list[str]
    started_at: datetime
    vehicles: list[str] = field(default_factory=list)
    volunteers: int = 0
    units: list[str] = field(default_factory=list)
    note: str = ""
    topic: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of all of it."""
        return digest_of(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a rectification outing found: None and "" where nothing is said of it."""

    places_checked: int | None = None
    problems_found: int | None = None
    found: str = ""

    def __bool__(self) -> bool:
        """Whether anything is said at all."""
        return self != Findings()


def check_moment(name: str, moment: datetime, now: datetime) -> None:
    """Refuse a moment more than 10 minutes ahead or more than 30 days back.

    Raises ValidationError under the field `name`.
    """
    if moment > now + AHEAD_AT_MOST:
        raise ValidationError({name: _("This time is more than 10 minutes ahead.")})
    if moment < now - BACK_AT_MOST:
        raise ValidationError({name: _("This time is more than 30 days back.")})


def digest_of(claim: "DataclassInstance", *, without: str = "") -> str:
    """SHA-256 of all that a claim says but for the field `without`; equal claims have equal digests."""
    values = {field.name: getattr(claim, field.name) for field in fields(claim) if field.name != without}
    values = {name: value for name, value in values.items() if value or name not in _LATER}
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: object) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
