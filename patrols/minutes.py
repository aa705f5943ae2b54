"""The suggested minute: when in its window a point should be visited, so that nobody learns it by watching.

Each day has a secret of 256 random bits, whose SHA-256 is on the trail before anybody can use it (docs/adr/0022). After
the day every minute can be computed again, with any tool:

1. HMAC-SHA256, the key the secret as it is written (64 characters), over `code|window|date`: `SPQ-01|7|2026-11-23`.
2. The digest, read as one number, divided by the minutes on offer: the remainder is what counts.
3. So many minutes after the window begins.

On offer are the minutes of the window but for its last five; of a window that has no more than these, the first.
"""

import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta
from functools import lru_cache

LEFT_FREE_MIN = 5
_MINUTE = timedelta(minutes=1)


def new_secret() -> str:
    """256 random bits, as 64 characters."""
    return secrets.token_hex(32)


def commitment_to(secret: str) -> str:
    """The SHA-256 of a secret as it is written, as 64 characters."""
    return hashlib.sha256(secret.encode()).hexdigest()


@lru_cache(maxsize=4096)  # many windows of a day share their times
def minutes_on_offer(starts_at: datetime, ends_at: datetime) -> int:
    """Among how many minutes of a window the choice is: one at least."""
    return max((ends_at - starts_at) // _MINUTE - LEFT_FREE_MIN, 1)


def suggested_minute(  # what it is computed from, in the order of the recipe
    secret: str, point_code: str, window_pk: int, on: date, starts_at: datetime, ends_at: datetime
) -> datetime:
    """The moment at which the point should be visited in this window on this day."""
    digest = hmac.digest(secret.encode(), f"{point_code}|{window_pk}|{on}".encode(), "sha256")
    return _minutes_after(starts_at, int.from_bytes(digest) % minutes_on_offer(starts_at, ends_at))


@lru_cache(maxsize=65536)
def _minutes_after(moment: datetime, minutes: int) -> datetime:
    return moment + _MINUTE * minutes
