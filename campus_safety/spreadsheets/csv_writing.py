"""Writing a table as CSV, for programs that take no workbook."""

import csv
from datetime import datetime
from decimal import Decimal
from io import StringIO

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from campus_safety.spreadsheets.texts import cleaned
from campus_safety.spreadsheets.writing import FORMULA_STARTS, Sheet, Value

# Tells table programs that the text is UTF-8.
BYTE_ORDER_MARK = "\ufeff"


def csv_response(name: str, sheet: Sheet) -> HttpResponse:
    """A download of a table called `name` (with its .csv), which nobody on the way keeps."""
    response = HttpResponse(csv_of(sheet), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def csv_of(sheet: Sheet) -> str:
    """The table as text, the headings first."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow([_cell(heading.text) for heading in sheet.headings])
    writer.writerows([_cell(value) for value in row] for row in sheet.rows)
    return BYTE_ORDER_MARK + file.getvalue()


def _cell(value: Value) -> str:
    """Numbers as they are; a text that would be taken for a formula with an apostrophe before it; none as nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = cleaned(value)
        return f"'{text}" if text.startswith(FORMULA_STARTS) else text
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value).replace(tzinfo=None)
    return str(value)
