"""The bytes that this process holds of the stored copies."""

import itertools
import time
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from patrols.models import PublicCopy

# How often a process asks the database whether another one has built a copy anew.
ASK_EVERY_S = 0.25


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes to send, with the headers that go with them."""

    content: bytes
    etag: str
    headers: dict[str, str]


@dataclass(slots=True)
class Held:
    """A copy in memory: plain and compressed, good until a moment, to be compared with the database at `ask_at`."""

    digest: str
    plain: Body
    gzipped: Body
    good_until: datetime
    generation: int
    ask_at: float = field(default=0.0)

    def is_good(self, now: datetime) -> bool:
        """Not expired, and nothing has been changed by this process since it was read."""
        return now < self.good_until and self.generation == _state.generation

    def is_asked(self) -> bool:
        """Compared with the database a moment ago."""
        return time.monotonic() < self.ask_at


class _State:
    generation = 0


_state = _State()
_generations = itertools.count(1)
_held: dict[str, Held] = {}
lock = Lock()


def held(key: str) -> Held | None:
    """The copy in memory."""
    return _held.get(key)


def generation() -> int:
    """The number of changes that this process has made: to be read before the database is."""
    return _state.generation


def hold(copy: PublicCopy, *, generation: int) -> Held:
    """Keep a copy that was read after `generation`."""
    kept = Held(
        digest=copy.etag,
        plain=_body(copy, bytes(copy.plain), f'"{copy.etag}"'),
        gzipped=_body(copy, bytes(copy.gzipped), f'"{copy.etag}-gzip"', encoding="gzip"),
        good_until=copy.good_until,
        generation=generation,
        ask_at=time.monotonic() + ASK_EVERY_S,
    )
    _held[copy.key] = kept
    return kept


def forget() -> None:
    """Have every copy read again at the next request."""
    _state.generation = next(_generations)


def clear() -> None:
    """Hold nothing, as when the process began."""
    forget()
    _held.clear()


def _body(copy: PublicCopy, content: bytes, etag: str, encoding: str = "") -> Body:
    headers = {
        "Content-Type": copy.content_type,
        "ETag": etag,
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Encoding, Cookie",
    }
    return Body(content, etag, headers | ({"Content-Encoding": encoding} if encoding else {}))
