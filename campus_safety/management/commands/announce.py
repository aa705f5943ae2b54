"""`manage.py announce`: what `make run` says once the portal answers."""

import http.client
import time
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from campus_safety.accounts.demonstration import account_lines, kept_password

LONGEST_WAIT_S = 60.0
BETWEEN_S = 0.25
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  (compared with, not bound to)


class Command(BaseCommand):
    """Waits until the web server answers, then prints the address and, with DEMO, the demonstration accounts."""

    help = "Wait until the portal answers, then print its address and the demonstration accounts."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Wait at most a minute."""
        host = ANYWHERE.get(settings.BIND, settings.BIND)
        if not _answers_before(host, settings.PORT, time.monotonic() + LONGEST_WAIT_S):
            raise CommandError(f"{host}:{settings.PORT} did not answer within {LONGEST_WAIT_S:.0f} seconds.")
        lines = ["", f"平安护学 · Campus Safety: {settings.PUBLIC_URL}/"]
        password = kept_password() if settings.DEMO else ""
        if password:
            lines += [
                "",
                f"演示账号 · demonstration accounts: {settings.PUBLIC_URL}/sign-in/",
                *account_lines(password),
            ]
        lines += ["", "按 Ctrl-C 停止 · Ctrl-C stops the portal", ""]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def _answers_before(host: str, port: int, deadline: float) -> bool:
    pause = Event()
    while time.monotonic() < deadline:
        if _answers(host, port):
            return True
        pause.wait(BETWEEN_S)
    return False


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
