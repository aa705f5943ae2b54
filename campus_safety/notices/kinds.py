"""The registry of kinds of notices: what each says, in the reader's language. Apps add theirs in `notice_kinds.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A notice in words: the line that is read first, and what else there is to know ("" for nothing)."""

    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail: its name, its type (as in application/pdf) and its bytes."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of notice. `say` makes words of the data that the notice keeps, in the language that is active.

    `attach` gives the file that mails of it carry, which lies ready: a round of sending has no time to make one. None
    if it is there no more; the other channels carry no files.
    """

    key: str
    label: str | Promise
    say: Callable[[Data], Said]
    # Whether it asks for somebody at once: it is marked late in the inbox, and passes quiet hours if its reader wants.
    is_urgent: bool = False
    attach: Callable[[Data], Attachment | None] | None = None


_kinds: dict[str, NoticeKind] = {}


def register(kind: NoticeKind) -> None:
    """Add a kind; the key must be new."""
    if kind.key in _kinds:
        raise ValueError(f"The kind of notice {kind.key} is registered twice.")
    _kinds[kind.key] = kind


def kind_of(key: str) -> NoticeKind:
    """The kind called `key`. Raises LookupError for one that no app adds any more."""
    return _kinds[key]


def kinds() -> list[NoticeKind]:
    """All kinds, by key."""
    return [_kinds[key] for key in sorted(_kinds)]
