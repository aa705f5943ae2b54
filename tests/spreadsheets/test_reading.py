"""Reading a list from a workbook: what is taken, and what is refused by name."""

from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from campus_safety.spreadsheets.reading import Column, Row, Table, clock_of, read_table, text_of
from campus_safety.spreadsheets.writing import Heading, Sheet, write_workbook
from tests.spreadsheets.hostile import (
    BOOK,
    GOOD_ROW,
    MAIN,
    SHEET,
    laughing,
    packed,
    parts,
    relations,
    text_cell,
    workbook,
    worksheet,
)

COLUMNS = [Column("name", ["Name", "名称"], is_required=True), Column("count", ["Count"])]


def read(content: bytes, most_rows: int = 2_000) -> Table:
    """The list in a file."""
    return read_table(BytesIO(content), columns=COLUMNS, most_rows=most_rows)


def refused(content: bytes, most_rows: int = 2_000) -> str:
    """The code that a file is refused for, and what the sentence names."""
    with pytest.raises(ValidationError) as caught:
        read(content, most_rows)
    named = caught.value.params or {}
    return " ".join(
        [str(caught.value.code), *(str(named[key]) for key in ("cell", "cells", "heading") if key in named)]
    )


def saved(book: Workbook) -> bytes:
    """The file that openpyxl makes."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_of_another_program_is_read() -> None:
    book = Workbook()
    for row in (["名称 ", "count"], ["甲", 3], [None, None], [None, 2.5], ["乙", True]):
        book.active.append(row)

    table = read(saved(book))

    assert table.letters == {"name": "A", "count": "B"}
    assert table.rows == [
        Row(2, {"name": "甲", "count": 3.0}), Row(4, {"count": 2.5}), Row(5, {"name": "乙", "count": True}),
    ]  # fmt: skip
    assert table.address(table.rows[1], "count") == "B4"
    assert Table({}, []).address(table.rows[1], "count") == "4"


def test_prefixes_phonetics_escapes_and_missing_references_are_understood() -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:dimension ref="A1:XFD1048576"/><x:sheetData>'
        '<x:row><x:c t="s"><x:v>0</x:v></x:c></x:row>'
        '<x:row><x:c t="s"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="1048576"><x:c r="XFD1048576" s="3"/></x:row></x:sheetData></x:worksheet>'
    )
    strings = (
        f'<sst xmlns="{MAIN}"><si><t>Name</t></si>'
        "<si><r><t>a_x000D__xD83D__xDE00_</t></r><r><t>b</t></r><rPh><t>no</t></rPh></si></sst>"
    )

    table = read(packed(parts(sheet) | {"xl/sharedStrings.xml": strings}))

    assert table.rows == [Row(2, {"name": "a\r😀b"})]


def test_a_link_to_a_page_is_no_more_than_text() -> None:
    link = relations(("rId1", "hyperlink", 'mailto:a@example.cn" TargetMode="External'))
    assert read(workbook(GOOD_ROW, **{"xl/worksheets/_rels/sheet1.xml.rels": link})).rows[0].values["name"] == "x"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is_xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("名称,数量\n甲,3\n".encode(), "is_text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not_xlsx"),
        (b"", "not_xlsx"),
        (packed({"a.txt": "x"}), "no_workbook"),
        (packed({}), "no_workbook"),
        (packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "no_workbook"),
        (workbook(GOOD_ROW)[:-30], "broken"),
        (workbook(GOOD_ROW)[:400] + workbook(GOOD_ROW)[420:], "broken"),
        (b"PK\x03\x04" + b"x" * 2 * 1024 * 1024, "too_large"),
    ],
)
def test_another_kind_of_file_is_refused_by_its_content(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_locked_entry_is_refused() -> None:
    content = bytearray(workbook(GOOD_ROW))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.find(mark) + offset] |= 1
    assert refused(bytes(content)) == "encrypted"


MACRO_TYPE = '<Override PartName="/xl/a" ContentType="application/vnd.ms-office.vbaProject"/>'
OUTSIDE = relations(("rId1", "attachedTemplate", 'http://example.com/x" TargetMode="External'))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (workbook(GOOD_ROW, **{"xl/vbaProject.bin": b"x"}), "macros"),
        (packed(parts(worksheet(GOOD_ROW), main="sheet.macroEnabled.main")), "macros"),
        (packed(parts(worksheet(GOOD_ROW), more_types=MACRO_TYPE)), "macros"),
        (workbook(GOOD_ROW, **{"xl/macrosheets/sheet1.xml": "<a/>"}), "macros"),
        (workbook(GOOD_ROW, **{"xl/externalLinks/externalLink1.xml": "<a/>"}), "external"),
        (workbook(GOOD_ROW, **{"xl/connections.xml": "<a/>"}), "external"),
        (workbook(GOOD_ROW, **{"xl/queryTables/queryTable1.xml": "<a/>"}), "external"),
        (workbook(GOOD_ROW, **{"xl/worksheets/_rels/sheet1.xml.rels": OUTSIDE}), "external"),
        (workbook(GOOD_ROW, **{"xl/embeddings/oleObject1.bin": b"x"}), "embedded"),
        (workbook(GOOD_ROW, **{"xl/embeddings/book.xlsx": workbook(GOOD_ROW)}), "nested"),
        (workbook(GOOD_ROW, **{"xl/media/image1.png": packed({"a": "x"})}), "nested"),
    ],
)
def test_what_no_list_needs_is_refused(content: bytes, code: str) -> None:
    assert refused(content) == code


@pytest.mark.parametrize("part", [SHEET, BOOK, "[Content_Types].xml", "_rels/.rels", "docProps/core.xml"])
@pytest.mark.parametrize("dtd", ["<!DOCTYPE a>", laughing(), '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'])
def test_a_dtd_is_refused_in_every_part(part: str, dtd: str) -> None:
    contents = parts(worksheet(GOOD_ROW)) | {"docProps/core.xml": "<a/>"}
    contents[part] = f"{dtd}{contents[part]!s}"
    assert refused(packed(contents)) == "dtd"


def test_parts_in_two_bytes_a_character_are_refused() -> None:
    assert refused(packed(parts(worksheet(GOOD_ROW)) | {SHEET: worksheet(GOOD_ROW).encode("utf-16")})) == "broken"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<row r="2"><c r="B2"><f>1+1</f><v>2</v></c></row>', "formula B2"),
        ('<row r="2"><c r="Z2"><f/></c></row>', "formula Z2"),
        ('<row r="2"><c r="B2" t="e"><v>#REF!</v></c></row>', "error_value B2"),
        (f'<row r="2">{text_cell("C2", "x")}</row>', "no_heading C2"),
        (f'<row r="2">{text_cell("XFD2", "x")}</row>', "too_many_columns XFD2"),
        (f'<row r="1048576">{text_cell("A1048576", "x")}</row>', "too_many_rows A1048576"),
        ("", "no_rows"),
        ('<row r="2"><c r="A2" t="s"><v>0</v></c></row>', "broken"),
        ('<row r="2"><c r="A2" t="s"><v>-1</v></c></row>', "broken"),
        ('<row r="2"><c r="B2"><v>nan</v></c></row>', "broken"),
        ('<row r="2"><c r="B2"><v>1e999</v></c></row>', "broken"),
        ('<row r="2"><c r="B3"><v>1</v></c></row>', "broken"),
        ('<row r="1"><c r="B1"><v>1</v></c></row>', "broken"),
        ('<row r="x"/>', "broken"),
        ('<row r="2"><c r="??"/></row>', "broken"),
        ('<row r="2"><c r="A2">', "broken"),
    ],
)
def test_a_sheet_that_is_no_plain_list_is_refused_with_its_cell(rows: str, code: str) -> None:
    assert refused(workbook(rows)) == code


def test_merged_cells_are_refused() -> None:
    sheet = worksheet(GOOD_ROW, after='<mergeCells><mergeCell ref="A2:A3"/></mergeCells>')
    assert refused(packed(parts(sheet))) == "merged A2:A3"


def test_as_many_rows_are_read_as_are_allowed() -> None:
    rows = [f'<row r="{number}">{text_cell(f"A{number}", "x")}</row>' for number in range(2, 6)]
    assert len(read(workbook(*rows), most_rows=4).rows) == 4
    assert refused(workbook(*rows), most_rows=3) == "too_many_rows A5"


@pytest.mark.parametrize(
    ("headings", "code"),
    [
        (["Name", "Number"], "unknown_heading B1 Number"),
        (["Name", "名称"], "repeated_heading B1 名称"),
        (["Count", ""], "missing_heading Name"),
    ],
)
def test_a_wrong_heading_is_named(headings: list[str], code: str) -> None:
    head = f'<row r="1">{text_cell("A1", headings[0])}{text_cell("B1", headings[1])}</row>'
    row = '<row r="2"><c r="A2"><v>1</v></c></row>'
    assert refused(packed(parts(worksheet(row, head=head)))) == code


@pytest.mark.parametrize("part", [SHEET, BOOK, "_rels/.rels", "xl/_rels/workbook.xml.rels"])
def test_a_workbook_without_one_of_its_parts_is_refused(part: str) -> None:
    contents = parts(worksheet(GOOD_ROW))
    del contents[part]
    assert refused(packed(contents)) == "no_workbook"


def test_two_parts_of_one_name_are_refused() -> None:
    file = BytesIO(workbook(GOOD_ROW))
    with ZipFile(file, "a") as archive:
        archive.writestr(SHEET.upper(), worksheet(GOOD_ROW))
    assert refused(file.getvalue()) == "broken"


@pytest.mark.parametrize(
    ("days", "clock"), [(0.0, "00:00:00"), (0.3263888888888889, "07:50:00"), (0.99999999, ""), (1.0, ""), (-0.1, "")]
)
def test_a_part_of_a_day_is_a_time_of_day(days: float, clock: str) -> None:
    assert clock_of(days) == clock


def test_a_number_is_text_as_it_would_be_typed() -> None:
    assert [text_of(value) for value in (13800000000.0, 29.519, "x")] == ["13800000000", "29.519", "x"]


def test_a_part_without_a_name_does_no_harm() -> None:
    content = workbook(GOOD_ROW, QQQQ="<a/>").replace(b"QQQQ", b"\0QQQ")  # a name ends at its first NUL
    assert len(read(content).rows) == 1


def test_whatever_is_damaged_is_read_or_refused_by_name() -> None:
    chance, good = Random(2018), workbook(GOOD_ROW, **{"xl/styles.xml": "<s/>"})
    found = set()
    for _ in range(500):
        content = bytearray(good)
        for _change in range(chance.randint(1, 5)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            found.add(str(read(bytes(content)).letters["name"]))
        except ValidationError as error:
            found.add(str(error.code))
    assert found <= {"A", "broken", "encrypted", "no_workbook", "not_xlsx", "too_much_inside"}


def test_the_longest_list_is_within_every_limit() -> None:
    file, wide = BytesIO(), [Column(str(number), [f"Heading {number}"]) for number in range(15)]
    headings = [Heading(column.headings[0], is_text=True) for column in wide]
    write_workbook(file, [Sheet("List", headings, ([f"内容 {row}"] * 15 for row in range(2_000)))])
    file.seek(0)
    assert len(read_table(file, columns=wide, most_rows=2_000).rows) == 2_000
