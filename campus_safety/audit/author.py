"""Who writes just now: the user and address of the request, or the user named by `acting`.

The library's own middleware reads the user of every request, and connects a signal for each; the public page must touch
neither session nor user, so one permanent receiver asks here, and only when an entry is written (docs/adr/0003).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from auditlog.models import LogEntry
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase


@dataclass(frozen=True, slots=True)
class Author:
    """Who, and from which address; both are unknown for a job."""

    user: models.Model | None = None
    address: str | None = None


NOBODY = Author()
_ask: ContextVar[Callable[[], Author]] = ContextVar("audit_author", default=lambda: NOBODY)


def current_author() -> Author:
    """The author of what is written now."""
    return _ask.get()()


@contextmanager
def acting(user: models.Model) -> Iterator[None]:
    """Within the block, what is written is written by `user`."""
    author = Author(user, current_author().address)
    token = _ask.set(lambda: author)
    try:
        yield
    finally:
        _ask.reset(token)


@contextmanager
def anonymously() -> Iterator[None]:
    """Within the block, what is written is written by nobody and from no address: a tip, an answer of feedback."""
    token = _ask.set(lambda: NOBODY)
    try:
        yield
    finally:
        _ask.reset(token)


class AuthorMiddleware:
    """Makes the request's user and address the author, without reading either before an entry is written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _ask.set(lambda: _author_of(request))
        try:
            return self.get_response(request)
        finally:
            _ask.reset(token)


def _author_of(request: HttpRequest) -> Author:
    user = request.user if request.user.is_authenticated else None
    return Author(user if isinstance(user, models.Model) else None, request.META.get("REMOTE_ADDR") or None)


def sign_entry(sender: type[LogEntry], instance: LogEntry, **options: object) -> None:
    """Fill in the author of an entry that the library is about to save."""
    author = current_author()
    if instance.actor_id is None and author.user is not None:
        instance.actor_id = author.user.pk
    if not instance.remote_addr:
        instance.remote_addr = author.address
