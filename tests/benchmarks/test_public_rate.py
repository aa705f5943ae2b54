"""The promise of the public page: as quick as a constant behind the same middleware, within a tenth."""

import io
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from statistics import median
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django import Settings

from campus_safety.urls import urlpatterns as portal
from tests.cast import Cast
from tests.factories import make_duty, make_point, make_school, make_window

ROUNDS = 60
REQUESTS = 100
LEAST_RATIO = 0.9
ACCEPTED = {"plain": "", "gzip": "gzip, deflate, br"}

constant: dict[str, Any] = {}


@login_not_required
def constant_view(request: HttpRequest) -> HttpResponse:
    """The same bytes with the same headers, and nothing looked at."""
    answer = constant["answer"]
    return HttpResponse(answer.content, headers=dict(constant["answer"].headers))


# As deep as the public page's own address, so that finding the view costs the same.
urlpatterns = [path("", include(([path("constant/", constant_view)], "constant"))), *portal]

Ask = Callable[[], int]


def asker(handler: WSGIHandler, address: str, accepts: str, cookie: str) -> Ask:
    """Ask the portal for an address through the whole of Django; returns the number of bytes."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": cookie,
        "HTTP_ACCEPT_ENCODING": accepts,
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
        assert status == "200 OK"
        return len

    def ask() -> int:
        answer = handler(dict(environ), start)
        size = sum(map(len, answer))
        answer.close()
        return size

    return ask


def rate(ask: Ask) -> float:
    """Requests in a second of processor time: what else runs on the machine does not decide."""
    begun = time.process_time()
    for _ in range(REQUESTS):
        ask()
    return REQUESTS / (time.process_time() - begun)


@pytest.fixture
def thirty_four_points(cast: Cast) -> Iterator[None]:
    """As many points as the station has, with their duties of today."""
    for number in range(2, 35):
        point = make_point(cast.station, f"SPQ-{number:02d}", schools=[make_school(cast.station)])
        make_duty(make_window(point), date.today())  # noqa: DTZ011  (the machine's day will do)
    yield
    constant.clear()


@pytest.mark.benchmark
@pytest.mark.parametrize("accepts", ACCEPTED)
@pytest.mark.parametrize("address", ["/", "/api/v1/public/patrol-points.geojson"])
def test_stored_bytes_are_as_quick_as_a_constant(
    transactional_db: None,
    thirty_four_points: None,
    cast: Cast,
    client: Client,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    accepts: str,
) -> None:
    monkeypatch.setattr("patrols.public.memory.ASK_EVERY_S", 0.25)
    settings.ROOT_URLCONF = __name__
    client.force_login(cast.officer)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    constant["answer"] = client.get(address, headers={"accept-encoding": ACCEPTED[accepts]})
    handler = WSGIHandler()
    stored = asker(handler, address, ACCEPTED[accepts], cookie)
    fixed = asker(handler, "/constant/", ACCEPTED[accepts], cookie)
    assert stored() == fixed()
    rounds = [(rate(stored), rate(fixed)) if turn % 2 else (rate(fixed), rate(stored))[::-1] for turn in range(ROUNDS)]
    ratio = median(ours / theirs for ours, theirs in rounds)
    ours, theirs = (median(side) for side in zip(*rounds, strict=True))
    print(f"\n{address} {accepts}: {ours:.0f}/s stored, {theirs:.0f}/s constant, ratio {ratio:.2f}")
    assert ratio >= LEAST_RATIO
