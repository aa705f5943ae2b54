"""Tokens for programs: signed, good for 30 days, and no longer than the password that they were given for.

A token is not kept anywhere: it says whose it is, and carries the mark of the password that ends a browser's sessions
too when the password changes (Django's session auth hash).
"""

from datetime import timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare

from campus_safety.accounts.models import User

GOOD_FOR = timedelta(days=30)
_SALT = "campus_safety.api.tokens"


def token_of(user: User) -> str:
    """A new token of the user."""
    return signing.dumps([user.pk, user.get_session_auth_hash()], salt=_SALT)


def user_of(token: str) -> User | None:
    """Whose token it is; None for one that is forged, too old, of an old password, or of an inactive user."""
    try:
        pk, mark = signing.loads(token, salt=_SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk, is_active=True).select_related("unit").first()
    return user if user and constant_time_compare(mark, user.get_session_auth_hash()) else None
