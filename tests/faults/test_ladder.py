"""The ladder under faults: a worker killed in the middle of a step, two at once, the database restarted meanwhile."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path

import pytest
import time_machine
from django.db import connection, transaction

from campus_safety.notices.models import Notice
from patrols.actions import take_steps
from patrols.actions.roster import assign
from patrols.models import Duty
from tests.cast import Cast
from tests.factories import at, make_point, make_window
from tests.factories.ladder import make_waiting_duty, put_on_duty
from tests.faults.conftest import ROOT, Workshop, own_database_url, wait_until
from tests.faults.servers import copied_server

TAKE_STEPS = "patrols.take_steps"
# A day that is over by every clock: a worker closes its duties at once.
DAY = date(2020, 1, 6)
POINTS = 60
# Claims of a few duties each, so that two processes meet many times.
TAKES_STEPS = """
import django
django.setup()
from datetime import datetime
from patrols.actions import take_steps
print("ready", flush=True)
input()
while take_steps(at=datetime.fromisoformat("2020-01-06T07:15:00+08:00"), limit=4).claimed:
    pass
"""
# Longer than any test is patient.
SQLITE_STALL = """
CREATE TRIGGER stall BEFORE INSERT ON notices_notice BEGIN
  SELECT count(*) FROM (
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 10000000000) SELECT i FROM n
  );
END
"""
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
MISSED = "SELECT count(*) FROM patrols_duty WHERE state = 'missed'"


@pytest.fixture
def duties(transactional_db: None, cast: Cast) -> list[Duty]:
    """Duties at many points of the station, all in one window; one officer is on duty at all of them."""
    points = [make_point(cast.station) for _point in range(POINTS)]
    made = [make_waiting_duty(make_window(point, time(7, 30), time(8, 10)), DAY) for point in points]
    put_on_duty(cast.officer, *made)
    return made


@contextmanager
def stalled_notices() -> Iterator[None]:
    """Within the block nobody else's notice gets written: its writer waits in the middle of its transaction."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE notices_notice IN SHARE ROW EXCLUSIVE MODE")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute(SQLITE_STALL)
            yield
            cursor.execute("DROP TRIGGER stall")


def is_stalled() -> bool:
    """Whether a writer waits now."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            return bool(cursor.fetchone()[0])
    with sqlite3.connect(connection.settings_dict["NAME"], timeout=0) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
    return False


def told() -> list[tuple[str, str, int]]:
    """Every notice: to whom, of which kind, of how many duties."""
    return list(Notice.objects.order_by("pk").values_list("recipient__username", "kind", "data__number"))


def test_a_worker_killed_in_the_middle_of_a_step_has_taken_none(duties: list[Duty], tmp_path: Path) -> None:
    workshop = Workshop(tmp_path)
    with stalled_notices(), workshop.worker() as worker:
        workshop.nudge(TAKE_STEPS)
        assert wait_until(is_stalled)
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    assert Duty.objects.filter(state="open", closed_at=None, next_step_at__isnull=False).count() == POINTS
    assert told() == []

    with workshop.worker():
        workshop.nudge(TAKE_STEPS)
        assert wait_until(Notice.objects.exists)

    assert told() == [("commander", "patrols.missed", POINTS)]
    assert Duty.objects.filter(state="missed", next_step_at=None).count() == POINTS


def test_two_at_once_take_every_step_once(duties: list[Duty]) -> None:
    environ = os.environ | {"DATABASE_URL": own_database_url(), "DJANGO_SETTINGS_MODULE": "campus_safety.settings"}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", TAKES_STEPS], env=environ, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for _process in range(2)
    ]  # fmt: skip
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.communicate("go\n", timeout=30)

    assert [process.returncode for process in processes] == [0, 0]
    notices = told()
    assert {(recipient, kind) for recipient, kind, _number in notices} == {("officer", "patrols.reminder")}
    assert sum(number for _recipient, _kind, number in notices) == POINTS
    reminded = Duty.objects.filter(reminded_at=at("2020-01-06 07:15"), next_step_at=at("2020-01-06 08:00"))
    assert reminded.count() == POINTS


def test_who_is_put_on_duty_while_the_worker_reminds_is_reminded_once(duties: list[Duty], cast: Cast) -> None:
    moment = at("2020-01-06 07:15")

    def put_colleague_on_duty() -> None:
        windows = [duty.window for duty in duties]
        assign(by=cast.commander, windows=windows, dates=[DAY], officers=[cast.colleague])
        connection.close()

    with time_machine.travel(moment, tick=False), ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            take_steps(at=moment)
            written = pool.submit(put_colleague_on_duty)
            assert wait_until(is_stalled)  # the roster waits for the worker
        written.result()

    assert told() == [("officer", "patrols.reminder", POINTS), ("colleague", "patrols.reminder", POINTS)]


def test_a_step_interrupted_by_a_restart_of_the_database_is_taken_once(duties: list[Duty], tmp_path: Path) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server")
    with copied_server(tmp_path / "server", own_database_url()) as server:
        workshop = Workshop(tmp_path, database_url=server.url)
        with workshop.worker():
            with server.locked("notices_notice"):
                workshop.nudge(TAKE_STEPS)
                assert wait_until(lambda: server.value(WAITING) == 1)
                server.restart()
            assert server.value(f"{MISSED} OR closed_at IS NOT NULL") == 0
            workshop.nudge(TAKE_STEPS)
            assert wait_until(lambda: server.value("SELECT count(*) FROM notices_notice") == 1)

        assert server.value(f"{MISSED} AND closed_at IS NOT NULL AND next_step_at IS NULL") == POINTS
        assert server.value("SELECT data ->> 'number' FROM notices_notice") == str(POINTS)
