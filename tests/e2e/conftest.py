"""A real browser: `phone` and `desktop` are pages of Debian's Chromium, opened on the live server."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, WebError, sync_playwright
from pytest_django.live_server_helper import LiveServer

# The first draws no interface of its own, and takes a third less time of the processor for the same tests.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",  # nothing outside is asked
]
HERE = Path(__file__).parent
STATION = {"latitude": 29.519, "longitude": 106.489}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all that stands here, for it drives a browser, so that `-m "not browser"` leaves it out.

    One process drives one browser through all of it, while others run the rest.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop running in this thread
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert program, "Chromium is missing: `make test` installs it, or names its package."
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@contextmanager
def _opened(browser: Browser, live_server: LiveServer, **options: Any) -> Iterator[Page]:
    """A page in a fresh context; afterwards no script may have failed and no content policy may have been broken."""
    problems: list[str] = []

    def note_error(error: WebError) -> None:
        problems.append(str(error.error))

    def note_message(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            problems.append(message.text)

    context = browser.new_context(base_url=live_server.url, locale="zh-CN", timezone_id="Asia/Shanghai", **options)
    context.set_default_timeout(10_000)
    context.on("weberror", note_error)
    context.on("console", note_message)
    yield context.new_page()
    context.close()
    assert problems == []


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page on a phone that stands at the station: move it by `phone.context.set_geolocation(…)`."""
    with _opened(
        browser,
        live_server,
        viewport={"width": 360, "height": 740},
        is_mobile=True,
        has_touch=True,
        geolocation=STATION,
        permissions=["geolocation"],
    ) as page:
        yield page


@pytest.fixture
def desktop(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page on a desk."""
    with _opened(browser, live_server, viewport={"width": 1280, "height": 900}) as page:
        yield page
