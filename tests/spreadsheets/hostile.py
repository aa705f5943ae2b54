"""Workbooks as an attacker makes them: XML and archives by hand. They need no Django: they are measured alone."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
BOOK = "xl/workbook.xml"
SHEET = "xl/worksheets/sheet1.xml"


def text_cell(address: str, text: str) -> str:
    """A cell with a text of its own."""
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


HEAD = f'<row r="1">{text_cell("A1", "Name")}{text_cell("B1", "Count")}</row>'
GOOD_ROW = f'<row r="2">{text_cell("A2", "x")}<c r="B2"><v>1</v></c></row>'


def worksheet(*rows: str, head: str = HEAD, before: str = "", after: str = "") -> str:
    """A worksheet of ready rows below the headings Name and Count."""
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{head}{"".join(rows)}</sheetData>{after}</worksheet>'


def relations(*each: tuple[str, str, str]) -> str:
    """Relations of (id, type, target), the target with more attributes if need be."""
    lines = (f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in each)
    return f'<Relationships xmlns="{RELATIONS}">{"".join(lines)}</Relationships>'


def parts(sheet: str, *, main: str = "sheet.main", more_types: str = "") -> dict[str, str | bytes]:
    """The parts of a workbook with this one worksheet."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{BOOK}" ContentType="{SHEET_TYPE}.{main}+xml"/>{more_types}</Types>',
        "_rels/.rels": relations(("rId1", "officeDocument", BOOK)),
        BOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        '<sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "/xl/sharedStrings.xml")
        ),
        SHEET: sheet,
    }


def packed(contents: dict[str, str | bytes]) -> bytes:
    """The parts as a file."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return file.getvalue()


def workbook(*rows: str, **more: str | bytes) -> bytes:
    """A workbook with these rows; `more` are further parts by name (unpack a dict, for names have dots)."""
    return packed(parts(worksheet(*rows)) | more)


def laughing(entities: int = 9) -> str:
    """A DTD whose entities grow tenfold each."""
    lines = (f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, entities + 1))
    return f'<!DOCTYPE w [<!ENTITY l0 "ha">{"".join(lines)}]>'


def lying_about_size(content: bytes, size: int = 10) -> bytes:
    """The file with every declared size in its directory and headers replaced by a small one."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset : at + offset + 4] = size.to_bytes(4, "little")
            at = changed.find(mark, at + 4)
    return bytes(changed)


def with_part(name: str, content: str | bytes) -> bytes:
    """A workbook with one further part."""
    return workbook(GOOD_ROW, **{name: content})


def _attributes(number: int) -> str:
    return "".join(f' a{n:x}=""' for n in range(number))


def _rows(last: int) -> str:
    return "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, last + 1))


# The files that cost most: how each is made, and the code that refuses it.
GREATEST: dict[str, tuple[Callable[[], bytes], str]] = {
    "100 MB of zeros": (lambda: with_part("xl/x.png", b"\0" * 100_000_000), "too_much_inside"),
    "7 MB of zeros": (lambda: with_part("xl/x.png", b"\0" * 7_000_000), "too_much_inside"),
    "a declared size that lies": (lambda: lying_about_size(with_part("xl/x.png", b"\0" * 100_000_000)), "broken"),
    "10,000 parts": (lambda: packed({f"xl/x{n}.xml": "<a/>" for n in range(10_000)}), "too_many_parts"),
    "1,800,000 styles": (
        lambda: with_part("xl/styles.xml", f"<s>{'<a/>' * 1_800_000}{_noise()}</s>"), "too_much_inside"
    ),
    "1,500,000 shared strings": (
        lambda: with_part("xl/sharedStrings.xml", f"<s>{'<si/>' * 1_500_000}{_noise()}</s>"), "too_much_inside"
    ),
    "400,000 shared strings": (
        lambda: with_part("xl/sharedStrings.xml", f"<s>{'<si/>' * 400_000}{_noise()}</s>"), "too_much_inside"
    ),
    "1,500,000 instructions": (
        lambda: with_part("xl/x.xml", f"<a>{'<?a?>' * 1_500_000}{_noise()}</a>"), "too_much_inside"
    ),
    "1,000,000 elements within each other": (
        lambda: with_part("xl/x.xml", f"{'<a>' * 1_000_000}{_noise()}{'</a>' * 1_000_000}"), "too_much_inside"
    ),
    "700,000 attributes in one tag": (
        lambda: with_part("xl/x.xml", f"<a{_attributes(700_000)}/>"), "too_much_inside"
    ),
    "700,000 attributes in many tags": (
        lambda: with_part("xl/x.xml", f"<x>{f'<a{_attributes(7_000)}/>' * 100}</x>"), "too_much_inside"
    ),
    "100,000 rows": (lambda: workbook(_rows(100_000)), "too_many_rows"),
    "laughter": (
        lambda: packed(parts(worksheet(f'<row r="2">{text_cell("A2", "&l9;")}</row>', before=laughing()))), "dtd"
    ),
    "2 MB of noise": (lambda: b"PK\x03\x04" + _noise().encode() * 26, "broken"),
    "3 MB": (lambda: b"PK\x03\x04" + b"\0" * 3_000_000, "too_large"),
}  # fmt: skip


def _noise() -> str:
    """Comments that no packer makes smaller, so that the ratio of the whole stays that of a list."""
    number, comments = 1, []
    for _ in range(1_100):
        number = number * 6364136223846793005 % 2**256 + 1442695040888963407
        comments.append(f"<!--{number:064x}-->")
    return "".join(comments)
