"""Sign-in is required everywhere but at the views that say otherwise."""

from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from campus_safety.accounts.permissions import View


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Django's, which asks first who reads: at a public view nobody asks, so that neither session nor user is read."""

    def process_view(
        self, request: HttpRequest, view_func: View, view_args: tuple[Any, ...], view_kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let everybody into a public view; lead a visitor to the sign-in at any other.

        A part of a page that is swapped is no place for the sign-in: there it is 401, and the page decides (static/js).
        """
        if not getattr(view_func, "login_required", True):
            return None
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        is_swap = request.headers.get("HX-Request") == "true"
        return HttpResponse(status=401) if answer is not None and is_swap else answer
