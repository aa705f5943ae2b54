"""`manage.py import_history`: all of a list or none, every error by its cell."""

from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.management import CommandError, call_command

from campus_safety.spreadsheets.writing import Heading, Sheet, write_workbook
from campus_safety.statistics.demo.story import STORY, import_story
from campus_safety.statistics.models import ImportedFigure, ImportedPeriod
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at

HEAD = "unit,first_day,last_day,indicator,value,bound,source,note"
OFFICERS = "SPQ,2018-02-01,2018-06-27,officer_person_times,562,exact,工作统计,"
VISITS = "SPQ,2018-02-01,2018-06-27,campus_visits,90,at_least,工作统计,90 余次"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-10 12:00"), tick=False):
        yield


def run(tmp_path: Path, *rows: str, head: str = HEAD, replace: bool = False, encoding: str = "utf-8") -> str:
    """What the command says of a text with these rows; what it refuses them for, if it does."""
    file, out, errors = tmp_path / "history.csv", StringIO(), StringIO()
    file.write_text("\n".join([head, *rows]), encoding=encoding)
    try:
        call_command("import_history", str(file), replace=replace, stdout=out, stderr=errors)
    except CommandError as error:
        return f"{errors.getvalue()}{error}"
    return out.getvalue()


def stored() -> dict[str, tuple[str, bool, str]]:
    """What is imported: {indicator: value, whether it is a lower bound, note}."""
    return {
        figure.key: (f"{figure.value.normalize():f}", figure.is_lower_bound, figure.note)
        for figure in ImportedFigure.objects.all()
    }


def test_figures_are_taken_in_with_their_source_and_put_on_the_trail(cast: Cast, tmp_path: Path) -> None:
    said = run(tmp_path, OFFICERS, VISITS)

    period = ImportedPeriod.objects.get()
    assert "2 figures are written, 0 unchanged" in said
    assert (period.unit, period.period.code, period.source) == (cast.station, "2018-02-01_2018-06-27", "工作统计")
    assert stored() == {"officer_person_times": ("562", False, ""), "campus_visits": ("90", True, "90 余次")}
    made = LogEntry.objects.filter(content_type__app_label="statistics", action=LogEntry.Action.CREATE)
    assert sorted(made.values_list("content_type__model", flat=True)) == [
        "importedfigure", "importedfigure", "importedperiod",
    ]  # fmt: skip


def test_the_same_list_again_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    run(tmp_path, OFFICERS, VISITS)

    with nothing_written():
        assert "0 figures are written, 2 unchanged" in run(tmp_path, OFFICERS, VISITS)


def test_another_value_or_source_is_written_only_to_replace(cast: Cast, tmp_path: Path) -> None:
    run(tmp_path, OFFICERS, VISITS)
    other_value, other_source = OFFICERS.replace("562", "563"), VISITS.replace("工作统计", "台账")

    with nothing_written():
        assert "E2 " in run(tmp_path, other_value)
        assert "G2 " in run(tmp_path, other_source)
    assert "1 figures are written" in run(tmp_path, other_value, replace=True)
    assert "1 figures are written" in run(tmp_path, other_source, replace=True)
    assert stored()["officer_person_times"] == ("563", False, "")
    assert ImportedPeriod.objects.get().source == "台账"


def test_a_figure_more_is_added_without_replacing(cast: Cast, tmp_path: Path) -> None:
    run(tmp_path, OFFICERS)

    assert "1 figures are written, 1 unchanged" in run(tmp_path, OFFICERS, VISITS)


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        (("SPQ", "NOWHERE"), "A3"),
        (("2018-02-01", "1.2."), "B3"),
        (("2018-06-27", "2018-01-31"), "C3"),
        (("2018-06-27", "2026-11-10"), "C3"),  # it is not over
        (("campus_visits", "visits"), "D3"),
        (("90,", "-1,"), "E3"),
        (("90,", "over 90,"), "E3"),
        (("at_least", "about"), "F3"),
        (("工作统计", "台账"), "G3"),  # another source of the same period
        (("campus_visits", "officer_person_times"), "D3"),  # the same figure twice
    ],
)
def test_errors_are_told_by_cell_and_nothing_is_written(
    cast: Cast, tmp_path: Path, change: tuple[str, str], cell: str
) -> None:
    with nothing_written():
        said = run(tmp_path, OFFICERS, VISITS.replace(*change))

    assert said.startswith(f"{cell} ")
    assert "Nothing was written: 1 rows have errors" in said


def test_units_and_indicators_go_by_their_names_and_days_as_excel_writes_them(cast: Cast, tmp_path: Path) -> None:
    named = "石坪桥派出所,2018/2/1,2018年6月27日,警力,562,,工作统计,"

    assert "1 figures are written" in run(tmp_path, named, encoding="gb18030")
    assert ImportedPeriod.objects.get().period.code == "2018-02-01_2018-06-27"


def test_a_workbook_is_read_as_well(cast: Cast, tmp_path: Path) -> None:
    file, row = tmp_path / "history.xlsx", OFFICERS.split(",")
    days = [date(2018, 2, 1), date(2018, 6, 27)]
    with file.open("wb") as content:
        write_workbook(
            content, [Sheet("1", [Heading(key) for key in HEAD.split(",")], [[row[0], *days, row[3], 562, *row[5:]]])]
        )

    call_command("import_history", str(file), stdout=StringIO())

    assert stored() == {"officer_person_times": ("562", False, "")}
    assert ImportedPeriod.objects.get().period.code == "2018-02-01_2018-06-27"


@pytest.mark.parametrize("head", ["unit,value", HEAD.replace("note", "remark")])
def test_a_list_with_other_headings_is_refused(cast: Cast, tmp_path: Path, head: str) -> None:
    with nothing_written():
        assert str(tmp_path) in run(tmp_path, OFFICERS, head=head)


def test_the_story_is_imported_once(cast: Cast) -> None:
    import_story(at("2026-11-10 12:00"))

    assert STORY.exists()
    assert {key: value for key, (value, *_rest) in stored().items()} == {
        "officer_person_times": "562", "vehicle_dispatches": "114", "volunteer_person_times": "468",
        "campus_visits": "90",
    }  # fmt: skip
    assert stored()["campus_visits"][1]
    with nothing_written():
        import_story(at("2026-11-11 12:00"))
