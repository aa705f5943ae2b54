"""The paper: what each page carries, what is embedded, how tables run over pages."""

import time_machine
from django.utils.translation import override
from pytest_django import Settings

from campus_safety.printing.blocks import (
    Column,
    Facts,
    Heading,
    Picture,
    Pictures,
    PrintedBlock,
    Strong,
    Table,
    Words,
)
from campus_safety.printing.faces import Face
from campus_safety.printing.laying import lay
from campus_safety.printing.paper import Paper
from tests.factories import at
from tests.printing.reading import opened, pages_of, text_of
from tests.uploads.pictures import jpeg

COLUMNS = [Column("序号", 1, "R"), Column("隐患", 6)]


def printed(*blocks: PrintedBlock, language: str = "zh-hans", face: Face = Face.SANS) -> bytes:
    """A document of these blocks."""
    with override(language):
        paper = Paper(title="一园一档", unit="石坪桥派出所", face=face)
        lay(paper, blocks)
        return bytes(paper.output())


def rows(number: int, text: str = "门卫室未见值班记录") -> list[list[str]]:
    """So many rows of `COLUMNS`."""
    return [[str(place), text] for place in range(1, number + 1)]


def test_it_says_what_it_is() -> None:
    with opened(printed()) as pdf:
        assert (str(pdf.docinfo["/Title"]), str(pdf.docinfo["/Author"])) == ("一园一档", "石坪桥派出所")
        assert str(pdf.Root.Lang) == "zh-CN"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    with opened(printed(language="en")) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"


def test_every_page_has_its_foot(settings: Settings) -> None:
    settings.DEMO = False
    with time_machine.travel(at("2026-11-26 14:30"), tick=False):
        pages = pages_of(printed(Table(COLUMNS, rows(80)), language="en"))
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        lines = page.splitlines()
        assert "石坪桥派出所  一园一档" in lines
        assert "Printed on 2026-11-26 14:30" in lines
        assert f"{number} / {len(pages)}" in page.replace("\n", "")
        assert "Demonstration data" not in page


def test_every_page_of_a_demonstration_is_marked(settings: Settings) -> None:
    settings.DEMO = True
    pages = pages_of(printed(Table(COLUMNS, rows(80)), language="en"))
    assert all("Demonstration data" in page for page in pages)


def test_each_face_is_embedded_with_its_own_glyphs_only() -> None:
    for face, name in ((Face.SANS, "NotoSansSC"), (Face.SERIF, "NotoSerifSC")):
        content = printed(Words("整改通知书"), face=face)
        with opened(content) as pdf:
            (font,) = dict(pdf.pages[0].resources["/Font"]).values()
            assert str(font["/BaseFont"]).endswith(f"+{name}")
            assert "/FontFile3" in font["/DescendantFonts"][0]["/FontDescriptor"]
        assert len(content) < 40_000


def test_documents_do_not_share_glyphs() -> None:
    with time_machine.travel(at("2026-11-26 14:30"), tick=False):
        first, second, again = (printed(Words(text)) for text in ("甲乙丙", "子丑寅卯", "甲乙丙"))
    assert ("甲乙丙" in text_of(first), "子丑寅卯" in text_of(second)) == (True, True)
    assert again == first


def test_the_head_of_a_table_stands_on_each_page() -> None:
    pages = pages_of(printed(Table(COLUMNS, rows(80))))
    assert all(page.count("隐患\n") == 1 for page in pages)
    assert "".join(pages).count("门卫室未见值班记录") == 80


def test_a_row_is_kept_whole_and_one_longer_than_a_page_is_cut() -> None:
    text = "安全出口堵塞，" * 12
    pages = [page.replace("\n", "") for page in pages_of(printed(Table(COLUMNS, rows(40, text))))]
    assert sum(page.count(text) for page in pages) == 40

    endless = "安全出口堵塞，" * 400
    assert text_of(printed(Table(COLUMNS, rows(1, endless)))).count("堵塞") == 400


def test_a_table_without_rows_says_so() -> None:
    assert "没有隐患。" in text_of(printed(Table(COLUMNS, [], "没有隐患。")))


def test_every_kind_of_block_is_printed() -> None:
    blocks = (
        Heading("未办结"),
        Facts([("地址", "石坪桥横街 88 号"), ("学生", "")]),
        Table(COLUMNS, [["1", Strong("逾期")]], is_ruled=True),
        Pictures([Picture(jpeg(64, 48), f"第 {number} 张") for number in range(1, 6)] + [Picture(None, "丢失")]),
    )
    content = printed(*blocks, language="en")
    text = text_of(content)
    for words in ("未办结", "地址", "石坪桥横街 88 号", "–", "逾期", "第 5 张", "丢失", "The file is missing"):
        assert words in text
    with opened(content) as pdf:
        assert len(pdf.pages[0].resources["/XObject"]) == 1  # five times the same


def test_a_sign_without_a_glyph_breaks_nothing() -> None:
    assert "门卫" in text_of(printed(Words("门卫\U0001f6a8\x07室")))
