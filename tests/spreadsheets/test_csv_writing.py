"""Tables as CSV: numbers as they are, no text ever a formula."""

from datetime import date
from decimal import Decimal

from campus_safety.spreadsheets.csv_writing import csv_of, csv_response
from campus_safety.spreadsheets.writing import Heading, Sheet, Value
from tests.factories import at


def test_values_are_written_as_a_table_program_reads_them() -> None:
    headings = [Heading("Name"), Heading("-Number"), Heading("Day"), Heading("Moment")]
    rows: list[list[Value]] = [
        ["=1+1", Decimal("12.50"), date(2026, 11, 1), at("2026-11-01 00:30")],
        ["三峡幼儿园, 南门", Decimal(-100), None, None],
    ]

    assert csv_of(Sheet("Sheet", headings, rows)).splitlines() == [
        "\ufeffName,'-Number,Day,Moment",
        "'=1+1,12.5,2026-11-01,2026-11-01 00:30:00",
        '"三峡幼儿园, 南门",-100,,',
    ]


def test_a_file_is_a_download_that_nobody_keeps() -> None:
    answer = csv_response("签到 2026-11.csv", Sheet("Sheet", [Heading("Name")], []))

    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%AD%BE")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.content.decode("utf-8-sig") == "Name\r\n"
