"""A briefing as a Word document: everything is a style, so that whoever goes on writing keeps the form."""

from io import BytesIO

from django.conf import settings
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph

from campus_safety.spreadsheets.texts import cleaned
from campus_safety.statistics.briefing import word_styles as styles
from campus_safety.statistics.briefing.document import Briefing, Cell, Table
from campus_safety.wording import listed


def document_of(briefing: Briefing) -> bytes:
    """The briefing as a .docx. No query."""
    document = Document()
    styles.dress(document)
    _name(document, briefing)
    _margins(document, briefing)
    _entitle(document, briefing)
    _say(document, briefing.line, styles.LINE)
    for section in briefing.sections:
        _say(document, section.heading, styles.HEADING)
        for paragraph in section.paragraphs:
            _say(document, paragraph, styles.TEXT)
    for text in ["", "", *briefing.signature]:
        _say(document, text, styles.SIGNATURE)
    for text in ["", *briefing.closing]:
        _say(document, text, styles.CLOSING)
    for place, table in enumerate(briefing.annexes):
        title = _say(document, table.title, styles.ANNEX)
        title.paragraph_format.page_break_before = place == 0
        _fill(document, table)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _say(document: WordDocument, text: str, style: str) -> Paragraph:
    return document.add_paragraph(cleaned(text), style)


def _entitle(document: WordDocument, briefing: Briefing) -> None:
    """The title; one that is longer than a line is broken behind the unit, and not in a word."""
    unit, rest = briefing.issuer, briefing.title.removeprefix(briefing.issuer)
    if rest == briefing.title or styles.characters(briefing.title) <= styles.OF_A_TITLE:
        _say(document, briefing.title, styles.TITLE)
        return
    title = _say(document, unit, styles.TITLE)
    title.add_run().add_break()
    title.add_run(cleaned(rest.strip()))


def _name(document: WordDocument, briefing: Briefing) -> None:
    known = document.core_properties
    known.title, known.author, known.last_modified_by = cleaned(briefing.title), cleaned(briefing.issuer), ""
    known.comments, known.language = "", "zh-CN"


def _margins(document: WordDocument, briefing: Briefing) -> None:
    """Above every page what the briefing is not, below it the number: — 1 —."""
    page = document.sections[0]
    marks = [briefing.mark, _("Demonstration data") if settings.DEMO else ""]
    page.header.paragraphs[0].text = listed(filter(None, marks))
    foot = page.footer.paragraphs[0]
    foot.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)  # noqa: SLF001  (the library has no words for a field)
    foot.add_run(" —")


def _fill(document: WordDocument, table: Table) -> None:
    """A table whose head is repeated on every page and whose rows stay whole; the last line is bold."""
    lines: list[list[Cell]] = [[column.title for column in table.columns], *map(list, table.rows)]
    lines += [list(table.total)] if table.total else []
    filled = document.add_table(len(lines), len(table.columns), styles.TABLE)
    filled.autofit = False
    widths = _widths(table)
    for column, width in zip(filled.columns, widths, strict=True):
        column.width = width
    # The library looks for each cell and each style anew: over a hundred rows that takes seconds.
    rows, style = filled._tbl.tr_lst, document.styles[styles.CELL].style_id  # noqa: SLF001
    for number, (row, line) in enumerate(zip(rows, lines, strict=True)):
        properties = row.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        is_bold = number == 0 or (bool(table.total) and number == len(lines) - 1)
        for content, said, column, width in zip(row.tc_lst, line, table.columns, widths, strict=True):
            cell = WordCell(content, filled)
            cell.width = width
            content.p_lst[0].style = style
            _write(cell.paragraphs[0], str(said), is_bold=is_bold, is_number=column.is_number)
    document.add_paragraph(style=styles.CELL)


def _write(paragraph: Paragraph, text: str, *, is_bold: bool, is_number: bool) -> None:
    paragraph.add_run(cleaned(text)).bold = is_bold or None
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _widths(table: Table) -> list[Emu]:
    room, whole = styles.WIDTH - styles.LEFT - styles.RIGHT, sum(column.share for column in table.columns)
    return [Emu(int(room * column.share / whole)) for column in table.columns]
