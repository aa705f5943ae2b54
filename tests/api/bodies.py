"""Requests that are valid, to be changed by a test."""

from typing import Any

from tests.factories import PLACE


def check_in_body(**changes: Any) -> dict[str, Any]:
    """A check-in at 07:52 on 2026-11-23, 11 m from the point; None takes a field out."""
    values = {
        "uuid": "00000000-0000-4000-8000-000000000001",
        "point": "SPQ-01",
        "captured_at": "2026-11-23T07:51:58+08:00",
        "sent_at": "2026-11-23T07:52:00+08:00",
        "device": "b1e6d1c4",
        "latitude": PLACE[0] + 0.0001,
        "longitude": PLACE[1],
        "accuracy_m": 12.5,
        "method": "gps",
        "note": "",
    } | changes
    return {name: value for name, value in values.items() if value is not None}
