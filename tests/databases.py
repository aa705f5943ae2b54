"""The databases of a run: one is migrated, while its processes gather the tests, and copied for each of them."""

import os

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from campus_safety.audit.append_only import lift_guard
from tests.environment import SESSION_DIR


def make_database() -> None:
    """Migrate the run's database, and lift the trail's guard, which would refuse to be emptied between tests."""
    _wait_for_no_disk()
    connection.settings_dict["TEST"]["NAME"] = _name()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    lift_guard(connection)


def leave_database() -> None:
    """Let the processes of the run copy what is made: nothing stands in it that is not yet in its file."""
    connection.close()


def copy_database(process: str) -> None:
    """Connect to a new copy of the run's database, which is made before any process is given a test."""
    connection.close()
    ContentType.objects.clear_cache()
    _wait_for_no_disk()
    connection.settings_dict["NAME"] = _name()
    connection.creation.clone_test_db(process, verbosity=0)
    connection.settings_dict.update(connection.creation.get_test_db_clone_settings(process))


def _name() -> str:
    return "test" if connection.vendor == "postgresql" else f"{os.environ[SESSION_DIR]}/test.sqlite3"


def _wait_for_no_disk() -> None:
    """What a test wrote need not outlive the machine: SQLite leaves off waiting for the disk."""
    options = connection.settings_dict["OPTIONS"]
    if connection.vendor == "sqlite":
        options["init_command"] = options["init_command"].replace("synchronous=NORMAL", "synchronous=OFF")
