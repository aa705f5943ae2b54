"""`manage.py import_schools`."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from schools.models import School
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import make_unit
from tests.schools.sheets import NAME, new_school, workbook_of


def run(tmp_path: Path, *rows: dict[str, Any], unit: str | None = "SPQ", dry_run: bool = False) -> tuple[str, str]:
    """What the command says of a file with these rows: (its output, its errors)."""
    file, out, errors = tmp_path / "schools.xlsx", StringIO(), StringIO()
    file.write_bytes(workbook_of(*rows).getvalue())
    call_command("import_schools", str(file), unit=unit, dry_run=dry_run, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


def test_it_writes_and_says_what(cast: Cast, tmp_path: Path) -> None:
    out, _errors = run(tmp_path, new_school(), {NAME: cast.school.name, "Pupils": 7}, {NAME: cast.other_school.name})
    assert "1 schools are new, 1 changed, 1 unchanged" in out
    assert "0 → 7" in out
    assert School.objects.get(name="桥北小学").unit == cast.station


def test_a_dry_run_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    with nothing_written():
        out, _errors = run(tmp_path, new_school(), dry_run=True)
    assert "1 schools would be new" in out


def test_errors_are_told_by_cell_and_nothing_is_written(cast: Cast, tmp_path: Path) -> None:
    errors = StringIO()
    file = tmp_path / "schools.xlsx"
    file.write_bytes(workbook_of(new_school(Pupils="many"), new_school(Name_of_the_school="别校")).getvalue())
    with nothing_written(), pytest.raises(CommandError, match="Nothing was written: 1 rows have errors"):
        call_command("import_schools", str(file), unit="SPQ", stderr=errors)
    assert errors.getvalue().startswith("J2 ")


def test_the_station_is_named_where_there_are_several(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"choose one by --unit, of OTH, SPQ"):
        run(tmp_path, new_school(), unit=None)
    with pytest.raises(CommandError, match="There is no station XJW"):
        run(tmp_path, new_school(), unit="XJW")


def test_the_only_station_need_not_be_named(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no station yet"):
        run(tmp_path, new_school(), unit=None)
    station = make_unit("ONE")
    run(tmp_path, new_school(), unit=None)
    assert School.objects.get().unit == station


def test_a_file_that_cannot_be_read_is_named(cast: Cast, tmp_path: Path) -> None:
    text = tmp_path / "list.csv"
    text.write_text("a,b")
    for file in (tmp_path / "none.xlsx", tmp_path, text):
        with nothing_written(), pytest.raises(CommandError, match=str(file)):
            call_command("import_schools", str(file), unit="SPQ")
