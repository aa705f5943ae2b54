"""What was answered to one person is kept by no browser and no proxy."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase


class NotStoredMiddleware:
    """Forbids to store an answer that does not say itself how long it may be kept.

    On a station's shared computer the button *back* would else show the phones and places of the one who has left.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response
