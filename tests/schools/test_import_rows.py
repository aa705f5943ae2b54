"""What becomes of the rows of a sheet, and how they are written: all, or none."""

from datetime import time
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from campus_safety.accounts.models import Unit
from campus_safety.spreadsheets.reading import Table
from schools.importing.actions import NotImported, import_schools
from schools.importing.checking import check_rows
from schools.importing.columns import FIELDS, columns
from schools.importing.preview import Preview
from schools.models import School
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import make_school
from tests.schools.sheets import NAME, new_school, table_of


@pytest.fixture(autouse=True)
def english() -> Any:
    """Headings and words in English."""
    with translation.override("en"):
        yield


def preview_of(unit: Unit, table: Table) -> Preview:
    """What would become of the rows."""
    return Preview([row.outcome for row in check_rows(unit=unit, table=table)])


def faults(unit: Unit, *rows: dict[str, Any]) -> list[str]:
    """The cells that are wrong."""
    return [fault.address for row in preview_of(unit, table_of(*rows)).faulty for fault in row.faults]


def test_a_new_school_is_written_with_all_that_its_row_says(cast: Cast) -> None:
    preview = import_schools(unit=cast.station, table=table_of(new_school()), by=cast.officer)

    school = School.objects.get(name="桥北小学")
    assert [outcome.name for outcome in preview.new] == ["桥北小学"]
    assert {level.level for level in school.levels.all()} == {"primary", "middle"}
    assert (school.unit, school.is_private, school.is_open) == (cast.station, True, True)
    assert (school.head_phone, school.duty_phone, school.pupils) == ("13800000000", "023-68000000", 300)
    assert (school.latitude, school.arrives_at, school.dismisses_at) == (29.52, time(7, 50), time(16, 40))


def test_a_change_is_named_and_nothing_else_is_touched(cast: Cast) -> None:
    cast.school.head_phone, cast.school.arrives_at = "13900000000", time(8, 0)
    cast.school.save()
    row = {NAME: cast.school.name, "Pupils": 250, "Kind": "kindergarten,primary school", "Arrival": None}

    preview = import_schools(unit=cast.station, table=table_of(row), by=cast.officer)

    assert [(each.label, each.before, each.after) for each in preview.changed[0].changes] == [
        ("Kind", "kindergarten", "kindergarten, primary school"), ("Pupils", "0", "250"),
    ]  # fmt: skip
    cast.school.refresh_from_db()
    assert (cast.school.pupils, cast.school.head_phone, cast.school.arrives_at) == (250, "13900000000", time(8, 0))
    assert {level.level for level in cast.school.levels.all()} == {"kindergarten", "primary"}
    assert School.objects.filter(name=cast.other_school.name).exists()


def test_every_school_is_on_the_trail_people_by_name_only(cast: Cast) -> None:
    import_schools(unit=cast.station, table=table_of(new_school()), by=cast.officer)
    entries = LogEntry.objects.get_for_object(School.objects.get(name="桥北小学"))
    assert {entry.actor for entry in entries} == {cast.officer}
    assert not any("13800000000" in str(entry.changes) for entry in entries)


def test_the_same_sheet_again_changes_nothing_and_leaves_no_trace(cast: Cast) -> None:
    table = table_of(new_school(), {NAME: cast.school.name, "Pupils": 9})
    import_schools(unit=cast.station, table=table, by=cast.officer)

    with nothing_written(), CaptureQueriesContext(connection) as queries:
        preview = import_schools(unit=cast.station, table=table, by=cast.officer)

    assert [outcome.state for outcome in preview.outcomes] == ["unchanged", "unchanged"]
    assert not [query for query in queries if query["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]


def test_one_wrong_row_keeps_all_from_being_written(cast: Cast) -> None:
    table = table_of(new_school(), new_school(Name_of_the_school="别校", Latitude=106.48, Longitude=29.5))
    with nothing_written(), pytest.raises(NotImported) as caught:
        import_schools(unit=cast.station, table=table, by=cast.officer)
    assert [(row.name, row.faults[0].address) for row in caught.value.preview.faulty] == [("别校", "E3")]


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({"Name_of_the_school": None}, "A2"),
        ({"Name_of_the_school": "x" * 101}, "A2"),
        ({"Name_of_the_school": "a_x0000_b"}, "A2"),
        ({"Kind": None}, "B2"),
        ({"Kind": "university"}, "B2"),
        ({"Private_or_public": "perhaps"}, "C2"),
        ({"Latitude": "north"}, "E2"),
        ({"Longitude": None}, "F2"),
        ({"Phone_of_the_head": "call me"}, "H2"),
        ({"Pupils": -1}, "J2"),
        ({"Pupils": 2.5}, "J2"),
        ({"Staff": "many"}, "K2"),
        ({"Arrival": "noon"}, "L2"),
        ({"Arrival": 1.5}, "L2"),
        ({"Dismissal": "07:00"}, "M2"),
        ({"In_operation": 3}, "N2"),
    ],
)
def test_a_wrong_cell_is_named(cast: Cast, changes: dict[str, Any], address: str) -> None:
    assert faults(cast.station, new_school(**changes)) == [address]


def test_a_value_that_its_column_lacks_is_asked_for_by_row(cast: Cast) -> None:
    table = table_of({NAME: "新园"})
    lacking = Table({"name": "A"}, table.rows)
    found = [fault.address for row in preview_of(cast.station, lacking).faulty for fault in row.faults]
    assert found == ["2", "2", "2"]


def test_the_same_school_twice_is_wrong_in_both_rows(cast: Cast) -> None:
    preview = preview_of(cast.station, table_of(new_school(), new_school(), new_school(Name_of_the_school="别校")))
    assert [(row.faults[0].address, row.faults[0].text) for row in preview.faulty] == [
        ("A2", "The same school stands in row 3 too."), ("A3", "The same school stands in row 2 too."),
    ]  # fmt: skip
    assert [row.name for row in preview.new] == ["别校"]


def test_a_school_of_another_station_is_another_school(cast: Cast) -> None:
    make_school(cast.other_station, "桥北小学")
    import_schools(unit=cast.station, table=table_of(new_school()), by=cast.officer)
    assert School.objects.filter(name="桥北小学").count() == 2


def test_a_row_that_names_another_station_is_wrong(cast: Cast) -> None:
    assert faults(cast.station, new_school(Police_station=cast.other_station.name)) == ["O2"]
    assert faults(cast.station, new_school(Police_station=cast.station.name)) == []


def test_a_commander_above_imports_as_an_officer_does(cast: Cast) -> None:
    import_schools(unit=cast.other_station, table=table_of(new_school()), by=cast.bureau)
    assert School.objects.get(name="桥北小学").unit == cast.other_station


def test_what_was_confirmed_is_written_and_nothing_else(cast: Cast) -> None:
    table = table_of({NAME: cast.school.name, "Pupils": 250})
    seen = preview_of(cast.station, table).digest
    cast.school.pupils = 200
    cast.school.save()

    with nothing_written(), pytest.raises(NotImported) as caught:
        import_schools(unit=cast.station, table=table, by=cast.officer, seen=seen)

    assert caught.value.preview.changed[0].changes[0].before == "200"
    import_schools(unit=cast.station, table=table, by=cast.officer, seen=caught.value.preview.digest)
    cast.school.refresh_from_db()
    assert cast.school.pupils == 250


def test_each_row_takes_one_query_to_check(cast: Cast) -> None:
    counts = []
    for number in (1, 11):
        table = table_of(*(new_school(Name_of_the_school=f"学校 {n}") for n in range(number)))
        with CaptureQueriesContext(connection) as queries:
            check_rows(unit=cast.station, table=table)
        counts.append(len(queries))
    assert counts[1] - counts[0] == 10


def test_headings_and_words_are_understood_in_both_languages() -> None:
    headings = {column.key: column.headings for column in columns()}
    assert {field.name for field in FIELDS} < set(headings)
    with translation.override("zh-hans"):
        kind = str(FIELDS[1].heading)
        words = FIELDS[1].write(["primary", "middle"])
    assert headings["levels"] == ["Kind", kind]
    assert FIELDS[1].read(str(words)) == ["primary", "middle"]
