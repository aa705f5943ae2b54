"""Public forms: how often and how much may be sent is asked before it is looked at; what is answered if too often."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from http import HTTPStatus
from math import ceil
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from campus_safety.limits.actions import Limit, Refused, use_up
from campus_safety.limits.addresses import network_of

View = Callable[..., HttpResponseBase]
MIB = 1024 * 1024
CHUNK_BYTES = 64 * 1024


def limited(*, by_address: Limit, in_all: Limit, most_bytes: int = MIB) -> Callable[[View], View]:
    """A view whose POSTs use up two limits, that of their address first: 429 with Retry-After when one is used up.

    A larger body is a bad request. Both are told by the headers: a flood takes neither memory nor disk. The CSRF token
    stands in the body, and is therefore checked after that.
    """

    def decorate(view: View) -> View:
        protected = csrf_protect(view)

        @csrf_exempt  # until the limits have let it through
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
            if request.method == "POST":
                limits = [(by_address, network_of(request)), (in_all, "")]
                refused = use_up(limits=limits, at=timezone.now())
                if int(request.META.get("CONTENT_LENGTH") or 0) > most_bytes:
                    raise RequestDataTooBig
                if refused:
                    _let_pass(request)
                    return refusal(request, refused)
            return protected(request, *args, **options)

        return checked

    return decorate


def _let_pass(request: HttpRequest) -> None:
    """Receive the body and keep nothing of it: who is still sending when the server hangs up hears no answer."""
    with suppress(UnreadablePostError):
        while request.read(CHUNK_BYTES):
            pass


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Status 429: a page that says in how many minutes it goes on, or problem details (RFC 9457) where none is read.

    `Retry-After` says it in seconds.
    """
    status, minutes = HTTPStatus.TOO_MANY_REQUESTS, ceil(refused.retry_after_s / 60)
    if request.accepts("text/html"):
        response = render(request, "429.html", {"minutes": minutes}, status=status)
    else:
        detail = _("This was done too often. Try again in %(minutes)s min.") % {"minutes": minutes}
        said = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
        response = JsonResponse(said, status=status, content_type="application/problem+json")
    response.headers["Retry-After"] = str(refused.retry_after_s)
    return response
