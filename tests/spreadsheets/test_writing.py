"""Writing workbooks: what a cell is, whatever a text looks like."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from campus_safety.spreadsheets.reading import Column, read_table
from campus_safety.spreadsheets.writing import XLSX, Heading, Sheet, Value, workbook_response, write_workbook


def written(*sheets: Sheet) -> bytes:
    """The file with these sheets."""
    file = BytesIO()
    write_workbook(file, sheets)
    return file.getvalue()


def opened(content: bytes) -> Worksheet:
    """Its first worksheet, as openpyxl reads it."""
    page: Worksheet = load_workbook(BytesIO(content)).worksheets[0]
    return page


def cell_of(value: Value) -> Any:
    """How a value stands in a cell."""
    return opened(written(Sheet("List", [Heading("Head")], [[value]])))["A2"]


def test_the_headings_are_bold_frozen_and_as_wide_as_asked() -> None:
    page = opened(written(Sheet("List", [Heading("One", 30), Heading("Phone", is_text=True)], [["x", None]])))
    assert [cell.value for cell in page[1]] == ["One", "Phone"]
    assert page["A1"].font.bold
    assert page.freeze_panes == "A2"
    assert page.column_dimensions["A"].width == 30
    assert page["B2"].number_format == "@"


@pytest.mark.parametrize(
    ("value", "expected", "kind"),
    [
        (3, 3, "n"),
        (29.519, 29.519, "n"),
        (Decimal("12.5"), 12.5, "n"),
        (date(2026, 10, 1), datetime(2026, 10, 1), "d"),  # noqa: DTZ001  (a workbook knows no time zones)
        (time(7, 50), time(7, 50), "d"),
        (datetime(2026, 10, 1, 16, 30, tzinfo=UTC), datetime(2026, 10, 2, 0, 30), "d"),  # noqa: DTZ001
        (None, None, "n"),
        ("023-68000000", "023-68000000", "s"),
    ],
)
def test_a_value_keeps_its_kind(value: Value, expected: object, kind: str) -> None:
    cell = cell_of(value)
    assert (cell.value, cell.data_type) == (expected, kind)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1+1", "=cmd|' /C calc'!A0"]
)
def test_a_text_never_becomes_a_formula(text: str) -> None:
    cell = cell_of(text)
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert not str(cell.value).startswith("'")


def test_a_harmless_text_is_not_marked() -> None:
    assert not cell_of("三峡幼儿园").quotePrefix


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\0b\x0bc\ufffe\ud800", "abc"),
        ("=1+1", "=1+1"),
        ("_x0041_", "_x0041_"),
        ("a\rb\nc", "a\rb\nc"),
        ("😀", "😀"),
        ("<&>\"'", "<&>\"'"),
    ],
)
def test_a_text_comes_back_as_it_was_without_what_xml_forbids(text: str, expected: str) -> None:
    content = BytesIO(written(Sheet("List", [Heading("Head")], [[text]])))
    table = read_table(content, columns=[Column("head", ["Head"])], most_rows=10)
    assert table.rows[0].values == {"head": expected}


def test_a_text_is_cut_to_what_a_cell_holds() -> None:
    assert len(cell_of("x" * 40_000).value) == 32_767


def test_titles_are_cleaned_and_told_apart() -> None:
    titles = ["a[b]:*?/\\c", "", "x" * 40, "X" * 40, "'quoted'"]
    book = load_workbook(BytesIO(written(*(Sheet(title, [Heading("Head")], []) for title in titles))))
    assert book.sheetnames == ["a b      c", "Sheet", "x" * 31, "X" * 29 + " 2", "quoted"]


def test_a_download_says_what_it_is_and_is_kept_by_nobody() -> None:
    response = workbook_response("学校 2026.xlsx", [Sheet("List", [Heading("Head")], [["x"]])])
    content = b"".join(response.streaming_content)  # type: ignore[arg-type]  # WSGI: no asynchronous pieces
    assert opened(content)["A2"].value == "x"
    assert {name: response.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")} == {
        "Content-Type": XLSX, "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store",
    }  # fmt: skip
    assert response.headers["Content-Disposition"] == "attachment; filename*=utf-8''%E5%AD%A6%E6%A0%A1%202026.xlsx"
