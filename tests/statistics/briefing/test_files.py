"""The briefing as PDF, Word and Excel: opened again, and read as an office would read it."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

import pytest
import time_machine
from django.utils import translation
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook

from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.briefing.files import render
from campus_safety.statistics.briefing.words import file_name
from campus_safety.statistics.models import Report, ReportFile
from campus_safety.statistics.periods import month_named
from tests.cast import Cast
from tests.factories import at, make_check_in, make_duty, make_outing, make_window
from tests.factories.reports import make_signed_report
from tests.printing.reading import opened, pages_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-10 12:00"), tick=False), translation.override("en"):
        yield


@pytest.fixture
def report(cast: Cast) -> Report:
    """October, a draft: an outing of two, a check-in and a duty done."""
    moment = at("2026-10-12 07:30")
    make_outing(cast.officer, cast.colleague, started_at=moment, ended_at=moment)
    make_check_in(cast.officer, cast.point, moment)
    make_duty(make_window(cast.point), date(2026, 10, 12), "done")
    return compile_report(unit=cast.station, period=month_named("2026-10"))


def _book(report: Report) -> Workbook:
    return load_workbook(BytesIO(render(report, ReportFile.Format.EXCEL)))


def _document(report: Report) -> WordDocument:
    return Document(BytesIO(render(report, ReportFile.Format.WORD)))


def test_a_file_is_in_chinese_whoever_asks_for_it(report: Report) -> None:
    content = render(report, ReportFile.Format.PDF)

    with opened(content) as pdf:
        assert pdf.Root.Lang == "zh-CN"
    assert "警力" in text_of(content)
    assert translation.get_language() == "en"
    assert file_name(report, "pdf").endswith(".pdf")


def test_a_draft_is_marked_on_every_page_of_the_pdf_and_a_signed_one_on_none(cast: Cast, report: Report) -> None:
    with translation.override("zh-hans"):
        mark = translation.gettext("Draft, not signed")
    draft = pages_of(render(report, ReportFile.Format.PDF))
    signed = make_signed_report(cast.station, "2026-10", by=cast.commander)
    text = text_of(render(signed, ReportFile.Format.PDF))

    assert [mark in page for page in draft] == [True] * len(draft)
    assert mark not in text
    assert str(signed.hash) in text


def test_the_word_document_is_made_of_styles_with_faces_for_chinese(report: Report) -> None:
    document = _document(report)

    used = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Title", "Subtitle", "Heading 1", "Body Text", "Heading 2"} <= used
    faces = {
        name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Title", "Heading 1", "Body Text")
    }  # fmt: skip
    assert faces == {"Title": "宋体", "Heading 1": "黑体", "Body Text": "仿宋"}
    assert document.core_properties.author == report.unit.name
    assert (document.sections[0].page_width, document.sections[0].page_height) == (7560310, 10692130)


def test_the_title_of_the_word_document_is_broken_behind_the_unit_if_it_is_long(report: Report) -> None:
    report.unit.name = "很远很远的石坪桥派出所"

    document = _document(report)

    assert document.paragraphs[0].text == "很远很远的石坪桥派出所\n2026年10月护校安园工作通报"


def test_the_word_document_repeats_the_head_of_each_table_and_ends_it_with_the_sum(report: Report) -> None:
    document = _document(report)
    officers = next(table for table in document.tables if table.rows[1].cells[0].text == "colleague")
    head, *lines = [[cell.text for cell in row.cells] for row in officers.rows]

    assert officers._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")
    assert [line[0] for line in lines[:2]] == ["colleague", "officer"]
    assert [sum(int(line[place]) for line in lines[:-1]) for place in range(1, len(head))] == list(
        map(int, lines[-1][1:])
    )
    assert officers.rows[-1].cells[1].paragraphs[0].runs[0].bold


def test_the_workbook_keeps_numbers_as_numbers_and_days_as_days(report: Report) -> None:
    book = _book(report)
    cover = {row[0]: row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)}
    figures = {row[0]: row for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)}

    assert {datetime(2026, 10, 1), datetime(2026, 10, 31)} <= set(cover.values())  # noqa: DTZ001  (a cell has no zone)
    police = figures["警力"]
    assert (police[1], type(police[1]), police[2]) == (2, int, "人次")
    assert police[-1]
    assert figures["见警率"][1] == 100


def test_the_workbook_has_a_sheet_for_each_breakdown_whose_lines_add_up(report: Report) -> None:
    added = 0
    for sheet in _book(report).worksheets[2:]:
        *lines, total = sheet.iter_rows(min_row=2, values_only=True)
        heads = next(sheet.iter_rows(max_row=1, values_only=True))
        counts = [place for place, head in enumerate(heads) if isinstance(total[place], int) and "%" not in str(head)]
        added += len(counts)
        assert [sum(row[place] for row in lines) for place in counts] == [total[place] for place in counts]
    assert added


def test_a_name_that_looks_like_a_formula_stays_a_text(cast: Cast) -> None:
    cast.officer.name = "=1+1\x07"
    cast.officer.save()
    make_outing(cast.officer, started_at=at("2026-10-12 07:30"), ended_at=at("2026-10-12 08:30"))
    report = compile_report(unit=cast.station, period=month_named("2026-10"))

    cells = [cell for sheet in _book(report).worksheets for row in sheet.iter_rows() for cell in row]
    [named] = [cell for cell in cells if cell.value == "=1+1"]
    assert (named.data_type, named.quotePrefix) == ("s", True)
    assert any("=1+1" in cell.text for table in _document(report).tables for cell in table.columns[0].cells)
