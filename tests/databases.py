"""The databases of a run: one is migrated, while its processes gather the tests, and copied for each of them."""

import os
import time
from pathlib import Path

from django.db import connection

from campus_safety.audit.append_only import lift_guard
from tests.environment import SESSION_DIR

PATIENCE_S = 300


def make_database() -> None:
    """Migrate the run's database, and lift the trail's guard, which would refuse to be emptied between tests."""
    connection.settings_dict["TEST"]["NAME"] = _name()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    lift_guard(connection)


def announce_database() -> None:
    """Let the processes of the run copy what is made; nothing stands in it that is not yet in its file."""
    connection.close()
    _sign().touch()


def copy_database(process: str) -> None:
    """Wait until the run's database is made, and connect to a copy of it."""
    for _tenth in range(PATIENCE_S * 10):
        if _sign().exists():
            break
        time.sleep(0.1)
    else:
        raise TimeoutError(f"The run's database was not made in {PATIENCE_S} s.")
    connection.settings_dict["NAME"] = _name()
    connection.creation.clone_test_db(process, verbosity=0)
    connection.settings_dict.update(connection.creation.get_test_db_clone_settings(process))


def _name() -> str:
    return "test" if connection.vendor == "postgresql" else f"{os.environ[SESSION_DIR]}/test.sqlite3"


def _sign() -> Path:
    return Path(os.environ[SESSION_DIR]) / "database_made"
