"""Sign-in of the API by session or token, refused with 401 rather than 403 when there is neither."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from rest_framework.authentication import CSRFCheck
from rest_framework.authentication import SessionAuthentication as BaseSessionAuthentication
from rest_framework.authentication import TokenAuthentication as BaseTokenAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from campus_safety.accounts.models import User
from campus_safety.api import tokens
from campus_safety.api.sessions import SessionStore, user_of


def _nothing(request: HttpRequest) -> HttpResponse:
    """What the check would hand a request on to, if it were a middleware."""
    return HttpResponse()


# It keeps nothing of a request, so one serves all; the middleware has read the cookie already.
_CSRF = CSRFCheck(_nothing)


class SessionAuthentication(BaseSessionAuthentication):
    """The session of the pages, with its CSRF token in `X-CSRFToken`."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """The user of the session, or None."""
        http = request._request  # noqa: SLF001  (the framework's own way to the request that bears the session)
        http.session = session = SessionStore(http.session.session_key)
        user = user_of(session)
        if user is None:
            return None
        self.enforce_csrf(request)
        return user, None

    def authenticate_header(self, request: Request) -> str:
        """The scheme that a refused caller may use instead."""
        return "Token"

    def enforce_csrf(self, request: HttpRequest) -> None:
        """Refuse an unsafe call without the token."""
        if reason := _CSRF.process_view(request, _nothing, (), {}):
            raise PermissionDenied(_("The CSRF token is missing or wrong: %(reason)s") % {"reason": reason})


class TokenAuthentication(BaseTokenAuthentication):
    """A program's token in `Authorization: Token …`."""

    def authenticate_credentials(self, key: str) -> tuple[User, None]:
        """The user of the token. Raises AuthenticationFailed for one that is not, or no longer, good."""
        user = tokens.user_of(key)
        if user is None:
            raise AuthenticationFailed(_("The token is not known, or no longer good: ask for a new one."))
        return user, None
