"""The real web server of a test's own, and a flood of tips that pours into it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from statistics import median
from urllib.parse import urlencode

from django.utils import timezone

from outreach.tip_limits import LEAVE_BY_ADDRESS
from tests.faults.conftest import PATIENCE_S, ROOT, own_database_url, wait_until

HANDS = 8
FORM, FOLLOW, HOME = "/tips/", "/tips/follow/", "/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
WSGI = "campus_safety.wsgi:application"


class Browser:
    """One connection that keeps its cookie, as a phone does."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        self._cookie = ""

    def close(self) -> None:
        """Let the connection go."""
        self._connection.close()

    def get(self, address: str) -> tuple[int, str]:
        """Status and text of a page."""
        return self._ask("GET", address, "")

    def post(self, address: str, fields: dict[str, str]) -> tuple[int, str]:
        """Status and text of the answer to a form."""
        return self._ask("POST", address, urlencode(fields))

    def token(self) -> str:
        """The CSRF token of the form, whose cookie is kept."""
        found = TOKEN.search(self.get(FORM)[1])
        assert found is not None
        return found[1]

    def _ask(self, method: str, address: str, body: str) -> tuple[int, str]:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self._cookie}
        self._connection.request(method, address, body, headers)
        answer = self._connection.getresponse()
        if cookie := answer.headers.get("Set-Cookie"):
            self._cookie = cookie.partition(";")[0]
        return answer.status, answer.read().decode()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def web_server(port: int) -> Iterator[None]:
    """The web server as `make run` starts it, with two processes, on the test's database."""
    options = f"--interface wsgi --workers 2 --host 127.0.0.1 --port {port} --no-ws --blocking-threads 4"
    command = [sys.executable, "-m", "granian", *options.split(), "--backpressure", "64", "--log-level", "error", WSGI]
    environ = os.environ | {"DATABASE_URL": own_database_url()}
    process = subprocess.Popen(  # which logs every refusal
        command, env=environ, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        assert wait_until(lambda: _answers(port))
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE_S)


def _answers(port: int) -> bool:
    try:
        with closing(Browser(port)) as browser:
            return browser.get("/healthz")[0] == 200
    except (OSError, HTTPException):
        return False


@dataclass(frozen=True, slots=True)
class Flood:
    """What came of it: how many answers of each status, tips a second, and how long another page took (median)."""

    statuses: Counter[int]
    rate: float
    page_s: float


def flood(port: int, posts: int) -> Flood:
    """Pour so many tips, each with words of its own, from one address, while somebody else reads the home page."""
    begun, pages = time.perf_counter(), [0.0]
    with ThreadPoolExecutor(HANDS) as pool, closing(Browser(port)) as reader:
        hands = [pool.submit(_pour, port, hand, posts // HANDS) for hand in range(HANDS)]
        while not all(hand.done() for hand in hands):
            pages.append(_read(reader))
        statuses = sum((hand.result() for hand in hands), Counter[int]())
    return Flood(statuses, statuses.total() / (time.perf_counter() - begun), median(pages))


def _pour(port: int, hand: int, posts: int) -> Counter[int]:
    with closing(Browser(port)) as browser:
        fields = {"csrfmiddlewaretoken": browser.token(), "category": "other"}
        return Counter(browser.post(FORM, fields | {"text": f"洪水 {hand}-{number}"})[0] for number in range(posts))


def _read(reader: Browser) -> float:
    begun = time.perf_counter()
    assert reader.get(HOME)[0] == 200
    return time.perf_counter() - begun


@dataclass(frozen=True, slots=True)
class Drowned:
    """What two floods, with a restart of the server between them, have left.

    `most` tips may have been taken; `page` is the status and text of the page of one that came before.
    """

    floods: tuple[Flood, Flood]
    most: int
    page: tuple[int, str]

    @property
    def statuses(self) -> Counter[int]:
        """How many answers of each status, of both."""
        return self.floods[0].statuses + self.floods[1].statuses


def drowned(code: str, posts: int) -> Drowned:
    """Pour half of the posts, restart the server, pour the other half, and open the tip of this code."""
    port, begun_at = free_port(), timezone.now()
    with web_server(port):
        first = flood(port, posts // 2)
    with web_server(port), closing(Browser(port)) as browser:
        second = flood(port, posts // 2)
        page = browser.post(FOLLOW, {"csrfmiddlewaretoken": browser.token(), "code": code})
    hours = (timezone.now().hour - begun_at.hour) % 24 + 1  # a limit begins anew with the hour
    return Drowned((first, second), hours * LEAVE_BY_ADDRESS.most, page)
