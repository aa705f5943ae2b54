"""What every test stands on: see also tests/environment.py, which runs before Django's settings are read."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings
from pytest_django.plugin import blocking_manager_key

from tests.cast import cast
from tests.databases import copy_database, leave_database, make_database

__all__ = ["cast"]
EMPTIED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep together what shares its rows; on PostgreSQL leave out what asks no database, and single pages.

    On SQLite they have been tried. What a page asks is asked on PostgreSQL too: by the matrix, which opens every page
    as every role, and by the tests of actions, lists, counts and the API.
    """
    for item in items:
        if "module_rows" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    if connection.vendor == "sqlite":
        return
    kept = [item for item in items if _asks_a_database(item) and "page" not in item.path.stem]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder that this test process may write into; gone after the run."""
    return Path(os.environ["DATA_DIR"])


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Where other processes run the tests, make their database while they gather them."""
    if session.config.getoption("numprocesses", None):
        with session.config.stash[blocking_manager_key].unblock():
            make_database()
            leave_database()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """After tests that leave every table empty, give the first that does not what the migrations wrote.

    Such tests come last, but for those of the browser: one process begins with them, and then helps the others.
    """
    stash, process = item.config.stash, os.environ.get("PYTEST_XDIST_WORKER")
    if _empties_tables(item):
        stash[EMPTIED] = True
    elif process and stash.get(EMPTIED, False) and _asks_a_database(item):
        with stash[blocking_manager_key].unblock():
            copy_database(process)
        stash[EMPTIED] = False


def _empties_tables(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    is_marked = marker is not None and bool(marker.kwargs.get("transaction"))
    return is_marked or bool({"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> None:
    """A database of this process alone: SQLite in a file, with the pragmas as in earnest but waiting for no disk."""
    with django_db_blocker.unblock():
        if process := os.environ.get("PYTEST_XDIST_WORKER"):
            copy_database(process)
        else:
            make_database()


@pytest.fixture(scope="module")
def module_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """For a module that asks much of the same rows: its fixtures write them once, and each test finds them untouched.

    They stand in a transaction around the module, in which every test marked `django_db` has a savepoint of its own.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords(django_test_environment: None) -> Iterator[None]:
    """Hash passwords by the quickest way: how slow the one in earnest is to guess is Django's to test."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def collected_static_files() -> None:
    """The static files as in earnest, with hashed names, but for the compression, which takes its time."""
    texts = ["css", "html", "js", "json", "md", "svg", "txt"]
    with override_settings(WHITENOISE_SKIP_COMPRESS_EXTENSIONS=texts):
        call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(autouse=True)
def static_files(request: pytest.FixtureRequest, settings: Settings) -> None:
    """Collect static files for tests with a live server only; elsewhere they go by their plain names."""
    if "live_server" in request.fixturenames:
        request.getfixturevalue("collected_static_files")
    else:
        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """What one test kept in the process is nothing to the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def no_public_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """The public pages that one test built are nothing to the next; within a test every request asks the database."""
    from patrols.public import memory

    memory.clear()
    monkeypatch.setattr(memory, "ASK_EVERY_S", 0)
