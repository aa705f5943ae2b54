"""What a workbook is refused for: a code and a sentence each."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_TEXTS: dict[str, Any] = {
    # What the file is.
    "too_large": _("The file is larger than %(megabytes)s MB."),
    "is_xls": _("This is a file of Excel 97-2003 (.xls): save it as an Excel workbook (.xlsx)."),
    "is_text": _("This is a text file (such as .csv): open it in Excel and save it as an Excel workbook (.xlsx)."),
    "not_xlsx": _("This is not an Excel workbook (.xlsx)."),
    "not_csv": _("This is not a text file with commas between its values (.csv)."),
    "no_workbook": _("This is a zip archive without an Excel workbook (.xlsx) in it."),
    "encrypted": _("The workbook is protected by a password: save it without one."),
    "broken": _("The workbook is damaged: open it in Excel and save it again."),
    # What is in it.
    "too_many_parts": _("The workbook holds too many parts: copy the rows into the template."),
    "too_much_inside": _("The workbook unpacks to far more than a list: copy the rows into the template."),
    "nested": _("Another archive lies in the workbook: copy the rows into the template."),
    "dtd": _("The workbook holds declarations that no list needs: copy the rows into the template."),
    "macros": _("The workbook holds macros: save it as an Excel workbook without macros (.xlsx)."),
    "external": _("The workbook draws on other files or data connections: copy the rows into the template."),
    "embedded": _("Another document is embedded in the workbook: take it out."),
    # What is on the first worksheet.
    "formula": _("%(cell)s: a formula stands here; write its result instead."),
    "error_value": _("%(cell)s: the cell shows an error of Excel's; write a value instead."),
    "merged": _("%(cells)s: these cells are merged; undo that, so that each row has its own."),
    "too_many_rows": _("%(cell)s: the list goes on beyond %(most)s rows; split it."),
    "too_many_columns": _("%(cell)s: the list is wider than %(most)s columns."),
    "no_rows": _("There is no row below the headings of the first worksheet."),
    "unknown_heading": _("%(cell)s: “%(heading)s” is no heading of this list."),
    "repeated_heading": _("%(cell)s: the heading “%(heading)s” stands there twice."),
    "missing_heading": _("The first row of the first worksheet lacks the heading “%(heading)s”."),
    "no_heading": _("%(cell)s: this column has no heading."),
}


def refusal(code: str, **values: object) -> ValidationError:
    """The error to raise: the sentence of this code, with the values that it names (such as `cell="B7"`)."""
    return ValidationError(_TEXTS[code], code=code, params=values)
