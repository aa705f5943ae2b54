"""`manage.py announce`: waits for the portal, then says where it is."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from campus_safety.management.commands import announce


class Portal(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 503)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def portal(settings: Settings, tmp_path: Path) -> str:
    """A server that lives for one answer; its address."""
    server = HTTPServer(("127.0.0.1", 0), Portal)
    Thread(target=server.handle_request, daemon=True).start()
    settings.BIND, settings.PORT, settings.DATA_DIR = "0.0.0.0", server.server_port, tmp_path
    settings.PUBLIC_URL = "http://portal.example"
    return "http://portal.example"


def announced() -> str:
    output = StringIO()
    call_command("announce", stdout=output)
    return output.getvalue()


def test_announce_tells_address_and_demonstration_accounts(portal: str, tmp_path: Path) -> None:
    (tmp_path / "demo_password").write_text("abcd-efgh\n", "utf-8")

    text = announced()

    assert f"{portal}/" in text
    assert "officer2" in text
    assert "abcd-efgh" in text


def test_announce_tells_no_accounts_without_demonstration(portal: str, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "demo_password").write_text("abcd-efgh\n", "utf-8")
    settings.DEMO = False

    text = announced()

    assert f"{portal}/" in text
    assert "abcd-efgh" not in text
    assert "officer" not in text


def test_announce_gives_up_after_a_while(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PORT = 1
    monkeypatch.setattr(announce, "LONGEST_WAIT_S", 0.3)

    with pytest.raises(CommandError, match="did not answer"):
        announced()
