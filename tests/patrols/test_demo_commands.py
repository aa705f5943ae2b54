"""The commands of the demonstration data: what they say, keep and refuse."""

from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import Settings

from campus_safety.accounts.models import Unit, User
from tests.cast import Cast
from tests.factories import at, make_unit, make_user, make_window
from tests.patrols.demonstration import NOW, SEED, load, rows

pytestmark = pytest.mark.once


def test_load_demo_tells_the_accounts_keeps_the_password_and_makes_the_same_rows_again(
    few_days: None, db: None, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    texts = []
    with transaction.atomic():
        for _run in range(2):
            output = StringIO()
            with time_machine.travel(NOW, tick=False):
                call_command("load_demo", "--seed", str(SEED), stdout=output)
            texts.append(output.getvalue().splitlines())
        password = (tmp_path / "demo_password").read_text("utf-8").strip()
        assert User.objects.get(username="bureau").check_password(password)
        made = rows()
        transaction.set_rollback(True)
    load(NOW)

    assert (tmp_path / "demo_password").stat().st_mode & 0o777 == 0o600
    assert texts[0][1:] == texts[1][1:]
    assert texts[0][-1].endswith(password)
    assert rows() == made
    assert made["CheckIn"].total() > 200


def test_load_demo_refuses_without_demonstration(db: None, settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=0"):
        call_command("load_demo")

    assert not Unit.objects.exists()


def test_load_demo_leaves_other_data_alone(db: None) -> None:
    make_user("somebody", unit=make_unit("OWN"))
    output = StringIO()

    with pytest.raises(CommandError, match="data of its own"):
        call_command("load_demo")
    call_command("load_demo", "--if-empty", stdout=output)

    assert list(Unit.objects.values_list("code", flat=True)) == ["OWN"]
    assert "no demonstration data" in output.getvalue()


def test_load_demo_leaves_a_portal_alone_that_has_its_first_administrator(db: None) -> None:
    User.objects.create_superuser("root", "a long enough password", name="管理")
    output = StringIO()

    call_command("load_demo", "--if-empty", stdout=output)

    assert (User.objects.count(), Unit.objects.count()) == (1, 0)
    assert "no demonstration data" in output.getvalue()


def test_make_duties_makes_none_that_are_over(cast: Cast) -> None:
    make_window(cast.point)
    output = StringIO()

    with time_machine.travel(at("2026-11-24 09:00"), tick=False):
        call_command("make_duties", "--from", "2026-11-23", "--until", "2026-11-25", stdout=output)

    assert output.getvalue().startswith("2026-11-23 – 2026-11-25: 1 duties made")


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (["--until", "soon"], "YYYY-MM-DD"),
        (["--until", "2026-02-30"], "YYYY-MM-DD"),
        (["--from", "2026-10-09", "--until", "2026-10-08"], "before the first day"),
        (["--from", "2026-01-01", "--until", "2027-12-31"], "more than 400 days"),
    ],
)
def test_make_duties_names_what_is_wrong(db: None, options: list[str], error: str) -> None:
    with pytest.raises(CommandError, match=error):
        call_command("make_duties", *options)
