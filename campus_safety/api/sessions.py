"""The pages' sessions and whose they are, read by statements that are written once: every call begins with them
(docs/adr/0008).
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from campus_safety.accounts.models import User
from campus_safety.statements import Statement

SESSION = Statement(
    "api_session",
    "SELECT session_data FROM django_session WHERE session_key = %(key)s AND expire_date > %(now)s",
    {"key": "text", "now": "timestamptz"},
)
# What a call needs of its user, in the model's order; the rest is read when it is asked for.
COLUMNS = ["id", "password", "username", "name", "role", "unit_id", "is_active"]
USER = Statement(
    "api_user",
    "SELECT id, password, username, name, role, unit_id, is_active FROM accounts_user WHERE id = %(pk)s AND is_active",
    {"pk": "bigint"},
)


class SessionStore(DatabaseSessionStore):
    """Django's own sessions in the database, with a quicker look."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing if it is unknown or has expired."""
        now = connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(timezone.now())
        row = SESSION.run({"key": self.session_key, "now": now}).fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])


def user_of(session: SessionStore) -> User | None:
    """The active user whose session it is, by the checks of `django.contrib.auth.get_user`.

    None for no session, and for one that was opened before the password or the secret key changed.
    """
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS or SESSION_KEY not in session:
        return None
    row = USER.run({"pk": int(session[SESSION_KEY])}).fetchone()
    if row is None:
        return None
    user: User = User.from_db(DEFAULT_DB_ALIAS, COLUMNS, row)
    mark = session.get(HASH_SESSION_KEY, "")
    known = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
    return user if any(constant_time_compare(mark, one) for one in known) else None
