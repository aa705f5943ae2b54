"""Two requests in the same moment: a phone that repeats before it was answered, a colleague who was quicker."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day
from patrols.models import CheckIn, Duty, Outing
from tests.cast import Cast
from tests.factories import PLACE, make_duty, make_window, uuid_number

AT_ONCE = 4

pytestmark = [pytest.mark.django_db(transaction=True)]


def all_at_once(calls: list[Callable[[], tuple[int, Any]]]) -> list[tuple[int, Any]]:
    """What the calls give when they start together, each in a thread with a connection of its own."""
    start = Barrier(len(calls))

    def run(call: Callable[[], tuple[int, Any]]) -> tuple[int, Any]:
        start.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def poster(user: User, address: str, body: dict[str, Any]) -> Callable[[], tuple[int, Any]]:
    """A call that posts the body as the user, who has signed in before."""
    client = Client()
    client.force_login(user)

    def call() -> tuple[int, Any]:
        answer = client.post(f"/api/v1/{address}", json.dumps(body), content_type="application/json")
        return answer.status_code, json.loads(answer.content or "null")

    return call


def check_in(number: int = 1) -> dict[str, Any]:
    """A check-in of now."""
    now = timezone.now().isoformat()
    place = {"latitude": PLACE[0], "longitude": PLACE[1]}
    return {"uuid": str(uuid_number(number)), "point": "SPQ-01", "captured_at": now, "method": "gps"} | place


def start(number: int = 1) -> dict[str, Any]:
    """The start of an outing now."""
    now = timezone.now().isoformat()
    return {"uuid": str(uuid_number(number)), "kind": "peak", "officers": ["officer"], "started_at": now}


def test_a_check_in_that_is_sent_at_once_is_written_once(cast: Cast) -> None:
    body = check_in()
    answers = all_at_once([poster(cast.officer, "check-ins/", body) for _call in range(AT_ONCE)])

    assert sorted(status for status, _content in answers) == [200, 200, 200, 201]
    assert all(content == answers[0][1] for _status, content in answers)
    assert CheckIn.objects.count() == 1


def test_two_officers_at_once_fulfil_one_duty(cast: Cast) -> None:
    window = make_window(cast.point)
    duty = make_duty(window, local_day(timezone.now()))
    now, hour = timezone.now(), timedelta(hours=1)
    Duty.objects.update(starts_at=now - hour, ends_at=now + hour)
    people = [cast.officer, cast.colleague]
    answers = all_at_once([poster(user, "check-ins/", check_in(number)) for number, user in enumerate(people, 1)])

    assert [status for status, _content in answers] == [201, 201]
    assert [content["duty"] for _status, content in answers] == [{"id": duty.pk, "state": "done"}] * 2


def test_an_outing_that_is_sent_at_once_starts_once(cast: Cast) -> None:
    body = start()
    answers = all_at_once([poster(cast.officer, "outings/", body) for _call in range(AT_ONCE)])

    assert sorted(status for status, _content in answers) == [200, 200, 200, 201]
    assert all(content == answers[0][1] for _status, content in answers)
    assert Outing.objects.count() == 1


def test_one_officer_goes_out_once_however_many_ask(cast: Cast) -> None:
    answers = all_at_once([poster(cast.officer, "outings/", start(number)) for number in range(1, AT_ONCE + 1)])

    assert sorted(status for status, _content in answers) == [201, 400, 400, 400]
    assert all(set(content["errors"]) == {"officers"} for status, content in answers if status == 400)
    assert Outing.objects.count() == 1
