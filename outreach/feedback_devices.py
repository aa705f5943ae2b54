"""The device that answers: a random id in a cookie, of which an answer keeps a hash that means nothing elsewhere."""

import re
import secrets
from hashlib import sha256
from hmac import new as new_hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from outreach.models import FeedbackRound

COOKIE = "feedback_device"
KEPT_S = 100 * 24 * 3600  # longer than any round lasts
_ID = re.compile(r"[A-Za-z0-9_-]{22}")


def device_of(request: HttpRequest) -> str:
    """The id that the device's cookie holds, or a new one (128 bits) where it holds none."""
    kept = request.COOKIES.get(COOKIE, "")
    return kept if _ID.fullmatch(kept) else secrets.token_urlsafe(16)


def keep_device(response: HttpResponse, device: str, *, path: str) -> None:
    """Have the device keep its id for addresses below `path`; no script reads it, no other site's form sends it."""
    response.set_cookie(
        COOKIE, device, max_age=KEPT_S, path=path, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def device_hash(asked: FeedbackRound, device: str) -> str:
    """What a round knows of a device: HMAC-SHA-256 of its id with the round's secret, another one in each round."""
    return new_hmac(asked.secret.encode(), device.encode(), sha256).hexdigest()
