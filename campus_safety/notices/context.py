"""What every page of somebody who is signed in knows: how many messages wait."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from campus_safety.accounts.models import User
from campus_safety.notices.models import Notice

SHOWN_AT_MOST = 99


def unread(request: HttpRequest) -> dict[str, Any]:
    """`unread_notices`: their number, up to 100; asked for once, and only by a page that shows it."""
    user = getattr(request, "user", None)
    return {"unread_notices": SimpleLazyObject(lambda: _number(user))}


def _number(user: Any) -> int:
    if not isinstance(user, User) and not (user is not None and user.is_authenticated):
        return 0
    return Notice.objects.visible_to(user).unread()[: SHOWN_AT_MOST + 1].count()
