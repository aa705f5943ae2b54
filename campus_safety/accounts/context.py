"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from campus_safety.accounts.actions import portal_unit
from campus_safety.accounts.models import User
from campus_safety.accounts.navigation import navigation_for


def portal(request: HttpRequest) -> dict[str, Any]:
    """Whether the data is for demonstration, the unit whose portal this is, and the user's areas."""
    user = getattr(request, "user", None)
    signed_in = isinstance(user, User) or (user is not None and user.is_authenticated)
    return {
        "demo": settings.DEMO,
        "portal_unit": user.unit if signed_in and user and user.unit else portal_unit(),
        "navigation": navigation_for(user, request.path) if signed_in and user else [],
    }
