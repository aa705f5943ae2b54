"""Sign-in of the API by session, refused with 401 rather than 403 when there is none."""

from rest_framework.authentication import SessionAuthentication as BaseSessionAuthentication
from rest_framework.request import Request


class SessionAuthentication(BaseSessionAuthentication):
    """The session of the pages, with its CSRF token in `X-CSRFToken`."""

    def authenticate_header(self, request: Request) -> str:
        """The scheme that a refused caller may use instead."""
        return "Token"
