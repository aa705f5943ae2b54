"""The pages' sessions, read by a statement that is written once: every call begins with it (docs/adr/0008)."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from campus_safety.statements import Statement

SESSION = Statement(
    "api_session",
    "SELECT session_data FROM django_session WHERE session_key = %(key)s AND expire_date > %(now)s",
    {"key": "text", "now": "timestamptz"},
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
