"""Answers from stored bytes: no session, no user, and while a copy is fresh no query."""

import time
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response

from patrols.actions.public import build_copy
from patrols.models import PublicCopy
from patrols.public import memory
from patrols.public.memory import Held


def stored(request: HttpRequest, key: str) -> HttpResponseBase:
    """The copy called `key`: compressed for whom takes it so, 304 for whom has it."""
    copy = _fresh(key)
    body = copy.gzipped if takes_gzip(request.META.get("HTTP_ACCEPT_ENCODING", "")) else copy.plain
    response = HttpResponse(body.content, headers=body.headers)
    if "HTTP_IF_NONE_MATCH" not in request.META and "HTTP_IF_MATCH" not in request.META:
        return response
    return get_conditional_response(request, etag=body.etag, response=response) or response


@lru_cache(maxsize=256)
def takes_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header admits gzip (RFC 9110, 12.5.3)."""
    weights: dict[str, str] = {}
    for part in header.lower().split(","):
        coding, _, options = part.partition(";")
        weights[coding.strip()] = options.replace(" ", "").removeprefix("q=") or "1"
    weight = weights.get("gzip", weights.get("*", "0"))
    return weight.strip("0.") != ""


def _fresh(key: str) -> Held:
    now = timezone.now()
    held = memory.held(key)
    if held is None or not held.is_good(now):
        with memory.lock:  # one builds, the others wait for it
            return _look_again(key)
    if not held.is_asked() and memory.lock.acquire(blocking=False):
        try:
            return _look_again(key)
        finally:
            memory.lock.release()
    return held


def _look_again(key: str) -> Held:
    """Compare what is held with the database; read or build it anew where they differ.

    A process builds each copy once itself: a new release may have brought other templates.
    """
    now, generation = timezone.now(), memory.generation()
    held = memory.held(key)
    if held is not None and held.is_good(now) and held.is_asked():
        return held
    found = PublicCopy.objects.filter(key=key).values_list("etag", "good_until").first()
    if held is None or found is None or found[1] <= now:
        return memory.hold(build_copy(key=key, at=now), generation=generation)
    if found[0] != held.digest:
        return memory.hold(PublicCopy.objects.get(key=key), generation=generation)
    held.good_until, held.generation = found[1], generation
    held.ask_at = time.monotonic() + memory.ASK_EVERY_S
    return held
