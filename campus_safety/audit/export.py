"""The trail as CSV, row by row, so that any length of it fits into memory."""

import csv
from collections.abc import Iterable, Iterator

from auditlog.models import LogEntry
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.audit.reading import Line, lines_of

CHUNK = 500
# A table program would take a cell that begins so for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Tells table programs that the text is UTF-8.
BYTE_ORDER_MARK = "\ufeff"


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_text(cell: str) -> str:
    """The cell as text: with an apostrophe in front where a table program would take it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def csv_of(entries: QuerySet[LogEntry]) -> Iterator[str]:
    """The entries as lines of CSV, the head first."""
    writer = csv.writer(_Echo())
    heads = [
        _("Time"),
        _("Username"),
        _("Name"),
        _("Address"),
        _("Action"),
        _("Kind of row"),
        _("Id"),
        _("Row"),
        _("Changes"),
    ]
    yield BYTE_ORDER_MARK + writer.writerow(heads)
    for line in lines_of(entries.iterator(chunk_size=CHUNK)):
        yield writer.writerow([as_text(cell) for cell in _cells(line)])


def _cells(line: Line) -> Iterable[str]:
    yield timezone.localtime(line.at).isoformat(timespec="seconds")
    yield from (line.username, line.who, line.address, str(line.verb), line.kind, line.key, line.row)
    yield "; ".join(f"{changed.label}: {changed.before} → {changed.after}" for changed in line.changes)
