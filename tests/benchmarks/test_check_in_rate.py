"""A check-in over the API against a view that only inserts one row, behind the same session and middleware."""

import itertools
import json
import statistics
from collections.abc import Callable
from datetime import time, timedelta
from http import HTTPStatus
from io import BytesIO
from time import perf_counter
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.http import require_POST
from pytest_django import Settings

from campus_safety.accounts.permissions import signed_in
from campus_safety.local_days import local_day
from patrols.models import CheckIn, Duty, PatrolPoint
from tests.cast import Cast
from tests.factories import PLACE, make_duty, make_outing, make_point, make_window

ROUNDS, REQUESTS = 15, 34  # a round of check-ins fulfils one duty at each point
TOKEN = "x" * 32
LEAST_RATIO = 0.5


@require_POST
def insert_one_row(request: HttpRequest) -> HttpResponse:
    """The least that a write can be: one row, its values known beforehand."""
    user, now = signed_in(request), timezone.now()
    point_id, unit_id = map(int, request.GET["point"].split(","))
    row = CheckIn.objects.create(
        uuid=uuid4(),
        unit_id=unit_id,
        point_id=point_id,
        officer_id=user.pk,
        method="gps",
        fence_radius_m=50,
        captured_at=now,
        received_at=now,
        digest="0" * 64,
    )
    return HttpResponse(str(row.pk), status=HTTPStatus.CREATED)


urlpatterns = [path("insert-one-row/", insert_one_row), path("", include("campus_safety.urls"))]


class Caller:
    """A signed-in browser without a network: WSGI calls with a session cookie and a CSRF token."""

    def __init__(self, client: Client) -> None:
        self.application = WSGIHandler()
        session = client.cookies[django_settings.SESSION_COOKIE_NAME].value
        self.cookies = f"{django_settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}"

    def post(self, address: str, query: str, body: dict[str, Any]) -> None:
        """Post JSON, and see that it made a row."""
        raw, answered = json.dumps(body).encode(), []
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": address,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": self.cookies,
            "HTTP_X_CSRFTOKEN": TOKEN,
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(raw)),
            "wsgi.input": BytesIO(raw),
            "wsgi.url_scheme": "http",
        }
        response = self.application(environ, lambda status, headers, *error: answered.append(status))  # type: ignore[arg-type]
        content = b"".join(response)
        response.close()
        assert answered == ["201 Created"], content


def _rate(post: Callable[[], None]) -> float:
    Duty.objects.update(state="open", visited_at=None)
    begin = perf_counter()
    for _request in range(REQUESTS):
        post()
    return REQUESTS / (perf_counter() - begin)


@pytest.fixture
def points(cast: Cast) -> list[PatrolPoint]:
    """As many points as requests in a round, each with a duty that lasts all day."""
    made = [make_point(cast.station, latitude=PLACE[0] + number / 10_000) for number in range(REQUESTS)]
    for point in made:
        make_duty(make_window(point, time(0), time(23, 59, 59)), local_day(timezone.now()))
    return made


@pytest.mark.benchmark
@pytest.mark.django_db(transaction=True)
def test_a_check_in_takes_at_most_twice_as_long_as_one_inserted_row(
    cast: Cast, points: list[PatrolPoint], client: Client, settings: Settings
) -> None:
    settings.ROOT_URLCONF = __name__
    make_outing(cast.officer, started_at=timezone.now() - timedelta(hours=3))
    client.force_login(cast.officer)
    caller, visits = Caller(client), itertools.cycle(points)

    def insert() -> None:
        point = next(visits)
        caller.post("/insert-one-row/", f"point={point.pk},{point.unit_id}", {})

    def check_in() -> None:
        point, now = next(visits), timezone.localtime()
        body = {
            "uuid": str(uuid4()),
            "point": point.code,
            "captured_at": now.isoformat(),
            "sent_at": now.isoformat(),
            "device": "b1e6d1c4a5",
            "latitude": point.latitude + 0.0001,
            "longitude": point.longitude,
            "accuracy_m": 12.5,
            "method": "gps",
            "note": "",
        }
        caller.post("/api/v1/check-ins/", "", body)

    _rate(insert)
    _rate(check_in)
    rates = [(_rate(insert), _rate(check_in)) for _round in range(ROUNDS)]

    bare, ours = (statistics.median(column) for column in zip(*rates, strict=True))
    ratio = statistics.median(second / first for first, second in rates)
    print(f"\n{connection.vendor}: one row {bare:,.0f}/s, check-in {ours:,.0f}/s, ratio {ratio:.2f}")
    assert ratio >= LEAST_RATIO
