"""A report as a file: always in Chinese, whoever asks for it."""

from collections.abc import Callable

from django.utils import translation

from campus_safety.statistics.briefing.build import build
from campus_safety.statistics.briefing.document import Briefing
from campus_safety.statistics.briefing.excel import workbook_of
from campus_safety.statistics.briefing.pdf import pdf_of
from campus_safety.statistics.briefing.word import document_of
from campus_safety.statistics.briefing.words import LANGUAGE
from campus_safety.statistics.models import Report, ReportFile

_WRITERS: dict[str, Callable[[Briefing], bytes]] = {
    ReportFile.Format.PDF: pdf_of,
    ReportFile.Format.EXCEL: workbook_of,
    ReportFile.Format.WORD: document_of,
}


def render(report: Report, file_format: str) -> bytes:
    """The briefing of a report that came with its unit and figures, as a file of this ReportFile.Format."""
    with translation.override(LANGUAGE):
        return _WRITERS[file_format](build(report))
