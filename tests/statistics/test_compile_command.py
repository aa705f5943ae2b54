"""`manage.py compile_month`, and the compiler's tasks."""

from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from campus_safety.jobs.models import JobRun
from campus_safety.statistics import tasks
from campus_safety.statistics.models import Report, StaleMonth
from tests.cast import Cast
from tests.factories import at


def _run(*args: str) -> str:
    out = StringIO()
    call_command("compile_month", *args, stdout=out)
    return out.getvalue()


def test_it_compiles_every_unit_those_below_first(cast: Cast) -> None:
    lines = _run("2026-10").splitlines()

    assert [line.split()[1] for line in lines][-1] == "JLP"
    assert Report.objects.count() == 4
    assert not StaleMonth.objects.exists()


def test_the_same_rows_give_the_same_fingerprint(cast: Cast) -> None:
    first, again = _run("2026-10", "--unit", "SPQ"), _run("2026-10", "--unit", "SPQ")

    assert first == again
    assert first.split()[-1] == Report.objects.get().fingerprint != ""


def test_it_compiles_one_unit(cast: Cast) -> None:
    assert len(_run("2026-10", "--unit", "SPQ").splitlines()) == 1
    assert list(Report.objects.values_list("unit__code", "first_day", "last_day")) == [
        ("SPQ", date(2026, 10, 1), date(2026, 10, 31))
    ]


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "october", "1999-12", "2026-10-01", ""])
def test_it_refuses_a_bad_month(cast: Cast, month: str) -> None:
    with pytest.raises(CommandError, match="YYYY-MM"):
        _run(month)
    assert not Report.objects.exists()


@time_machine.travel(at("2026-10-31 23:59"), tick=False)
def test_it_refuses_a_month_that_has_not_begun(cast: Cast) -> None:
    with pytest.raises(CommandError, match="2026-11 has not begun"):
        _run("2026-11")
    assert not Report.objects.exists()


def test_it_refuses_an_unknown_unit(cast: Cast) -> None:
    with pytest.raises(CommandError, match="NOWHERE"):
        _run("2026-10", "--unit", "NOWHERE")


def test_the_night_compiles_once_a_day(cast: Cast) -> None:
    _run("2026-10")
    for moment, marks in (("2026-11-10 00:10", 4), ("2026-11-10 00:20", 0), ("2026-11-11 00:10", 4)):
        StaleMonth.objects.all().delete()
        with time_machine.travel(at(moment), tick=False):
            tasks.compile_every_month()
        assert StaleMonth.objects.count() == marks
    assert JobRun.objects.count() == 2
