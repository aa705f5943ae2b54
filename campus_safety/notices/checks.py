"""Django's check that the mail server is written as apprise reads it."""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register
def mail_url_can_be_read(**_options: Any) -> list[checks.CheckMessage]:
    """An error if NOTICES_MAIL_URL is set and names no server or no sender."""
    if not settings.NOTICES_MAIL_URL:
        return []
    from campus_safety.notices.plugins import mail_server

    try:
        server = mail_server()
    except (TypeError, AttributeError):
        server = None
    if server is not None and server.host:
        return []
    hint = "For instance mailto://mail.example.org:25?from=portal@example.org&mode=insecure"
    return [checks.Error("NOTICES_MAIL_URL names no mail server and sender.", hint=hint, id="notices.E001")]
