"""Lists that come as a text with commas."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from campus_safety.spreadsheets.cells import MOST_COLUMNS
from campus_safety.spreadsheets.csv_reading import read_csv
from campus_safety.spreadsheets.package import MOST_BYTES
from campus_safety.spreadsheets.reading import Column, Row, Table, day_of

COLUMNS = [Column("name", ["Name", "名称"], is_required=True), Column("pupils", ["Pupils"])]


def read(content: bytes, most_rows: int = 10) -> Table:
    """The list in a text."""
    return read_csv(BytesIO(content), columns=COLUMNS, most_rows=most_rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_is_read_as_it_is_written_everywhere_and_as_excel_writes_it(encoding: str) -> None:
    table = read('\r\n名称,Pupils\r\n 三峡幼儿园 ,300\r\n,\r\n"桥南,\n桥北",\r\n'.encode(encoding))

    assert table.letters == {"name": "A", "pupils": "B"}
    assert table.rows == [Row(3, {"name": "三峡幼儿园", "pupils": "300"}), Row(5, {"name": "桥南,\n桥北"})]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_rows"),
        (b"Name,Pupils\n", "no_rows"),
        (b"Name,Age\nA,1\n", "unknown_heading"),
        (b"Pupils\n1\n", "missing_heading"),
        (b"Name\nA,1\n", "no_heading"),
        (b"Name\n" + b"A\n" * 11, "too_many_rows"),
        (b"Name" + b"," * MOST_COLUMNS + b"Pupils\nA\n", "too_many_columns"),
        (b"PK\x03\x04\x00\x00", "not_csv"),
        (b"Name\n\xff\xff\n", "not_csv"),
        (b'Name\n"A\n', "not_csv"),
        (b"A" * (MOST_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_list_is_refused_by_name(content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read(content)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("days", "day"), [(43132.0, "2018-02-01"), (61.0, "1900-03-01"), (60.0, ""), (43132.5, ""), (-1.0, ""), (1e9, "")]
)
def test_a_number_of_days_is_a_day(days: float, day: str) -> None:
    assert day_of(days) == day
