"""Through the door without its form: a browser is given the session of a user."""

from django.conf import settings
from playwright.sync_api import Page

from campus_safety.accounts.models import User
from tests.clients import signed_in


def enter(page: Page, user: User, base_url: str) -> None:
    """Let the browser be signed in as this user, and as nobody else."""
    session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME]
    page.context.clear_cookies()
    page.context.add_cookies([{"name": session.key, "value": session.value, "url": base_url}])
