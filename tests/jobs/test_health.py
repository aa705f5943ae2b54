"""`/healthz` and `/readyz`: what a load balancer and a person on call ask."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client

from campus_safety.jobs.actions import record_heartbeat
from campus_safety.statistics.actions.marks import mark_months_stale
from tests.cast import Cast
from tests.factories import at

NOON = at("2026-11-10 12:00")


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def _ready(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/readyz")
    assert "no-store" in answer["Cache-Control"]
    return answer.status_code, answer.json()


def test_healthz_says_that_the_process_lives_without_a_query(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_readyz_is_ready_with_two_fresh_heartbeats(cast: Cast, client: Client, clock: Any) -> None:
    for name in ("worker", "beat"):
        record_heartbeat(name=name)
    clock.shift(timedelta(seconds=30))

    assert _ready(client) == (
        200,
        {
            "ready": True,
            "database": "ok",
            "worker": "ok",
            "beat": "ok",
            "heartbeat_age_s": {"worker": 30.0, "beat": 30.0},
            "oldest_waiting_s": 0,
            "waiting": {},
        },
    )


@pytest.mark.parametrize("silent", ["worker", "beat"])
def test_readyz_names_who_is_silent(client: Client, db: None, clock: Any, silent: str) -> None:
    record_heartbeat(name=silent)
    clock.shift(timedelta(seconds=90))
    record_heartbeat(name="beat" if silent == "worker" else "worker")

    status, report = _ready(client)

    assert (status, report["ready"], report[silent]) == (503, False, "silent")
    assert [report[name] for name in ("worker", "beat") if name != silent] == ["ok"]


def test_readyz_says_how_long_the_oldest_job_waits(cast: Cast, client: Client, clock: Any) -> None:
    mark_months_stale(unit_ids=[cast.station.pk], moments=[NOON])
    clock.shift(timedelta(seconds=20))
    mark_months_stale(unit_ids=[cast.squad.pk, cast.station.pk], moments=[NOON])
    clock.shift(timedelta(seconds=10))

    _status, report = _ready(client)

    assert report["oldest_waiting_s"] == 30.0
    assert report["waiting"] == {"statistics.compile_stale_months": 30.0}


def test_readyz_says_when_the_database_is_gone(client: Client) -> None:
    with patch("campus_safety.jobs.views._readiness", side_effect=OperationalError):
        assert _ready(client) == (503, {"ready": False, "database": "unreachable"})
