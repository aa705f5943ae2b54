"""Check-ins as a phone tells them, for the tests of what becomes of them."""

from typing import Any

from patrols.claims import CheckInClaim
from patrols.models import CheckIn
from tests.factories import PLACE, at, uuid_number

NOW = at("2026-11-23 07:45")


def claim(**changes: Any) -> CheckInClaim:
    """A check-in that is as it should be, at the point itself, with some changes."""
    values: dict[str, Any] = {
        "uuid": uuid_number(1),
        "point": "SPQ-01",
        "captured_at": NOW,
        "sent_at": NOW,
        "method": CheckIn.Method.GPS,
        "latitude": PLACE[0],
        "longitude": PLACE[1],
        "accuracy_m": 12.0,
        "device": "phone",
    }
    return CheckInClaim(**values | changes)


WITHOUT_FIX: dict[str, Any] = {"latitude": None, "longitude": None, "accuracy_m": None}
