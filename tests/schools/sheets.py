"""Lists of schools as people fill them in."""

from datetime import time
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from campus_safety.spreadsheets.reading import Table, read_table
from schools.importing.columns import columns

NAME, KIND, PLACE = "Name of the school", "Kind", ("Latitude", "Longitude")
NEW: dict[str, Any] = {
    NAME: "桥北小学", KIND: "primary school, middle school", "Private or public": "private", "Address": "桥北路 1 号",
    "Latitude": 29.52, "Longitude": 106.48, "Head": "校长", "Phone of the head": 13800000000,
    "Phone of the gatehouse": "023-68000000", "Pupils": 300, "Staff": 30, "Arrival": time(7, 50), "Dismissal": "16：40",
    "In operation": "Yes",
}  # fmt: skip


def new_school(**changes: Any) -> dict[str, Any]:
    """A row with all that a school has, with these changes by heading (an underscore stands for a space)."""
    return NEW | {heading.replace("_", " "): value for heading, value in changes.items()}


def workbook_of(*rows: dict[str, Any]) -> BytesIO:
    """A workbook as Excel saves it, with the headings that the rows have between them."""
    book = Workbook()
    given = {heading for row in rows for heading in row} | {NAME, KIND, *PLACE}
    headings = sorted(given, key=[*NEW, "Police station"].index)
    book.active.append(headings)
    for row in rows:
        book.active.append([row.get(heading) for heading in headings])
    file = BytesIO()
    book.save(file)
    file.name = "schools.xlsx"
    file.seek(0)
    return file


def table_of(*rows: dict[str, Any]) -> Table:
    """The same, read."""
    return read_table(workbook_of(*rows), columns=columns(), most_rows=2_000)
