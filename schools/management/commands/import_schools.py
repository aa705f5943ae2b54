"""`manage.py import_schools FILE.xlsx [--unit CODE] [--dry-run]`."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from campus_safety.accounts.models import Unit
from campus_safety.spreadsheets.reading import Table, read_table
from schools.importing.actions import NotImported, import_schools
from schools.importing.checking import check_rows
from schools.importing.columns import columns
from schools.importing.forms import MOST_ROWS
from schools.importing.preview import Preview


class Command(BaseCommand):
    """Enters and changes the schools that a workbook lists: all of them, or none."""

    help = "Import the schools of a station from the first worksheet of an Excel workbook."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, whose schools are in it, and whether to write."""
        parser.add_argument("file", type=Path, help="the workbook (.xlsx), as the template is laid out")
        parser.add_argument(
            "--unit", metavar="CODE", help="the code of the station; not needed where there is only one"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what becomes of every row, or which cells are to be put right."""
        unit, table = _station(options["unit"]), _table(options["file"])
        if options["dry_run"]:
            preview = Preview([row.outcome for row in check_rows(unit=unit, table=table)])
        else:
            try:
                preview = import_schools(unit=unit, table=table, by=None)
            except NotImported as refused:
                preview = refused.preview
        for outcome in preview.faulty:
            self.stderr.write("\n".join(map(str, outcome.faults)))
        if preview.faulty:
            raise CommandError(f"Nothing was written: {len(preview.faulty)} rows have errors.")
        for outcome in (*preview.new, *preview.changed):
            changes = "; ".join(f"{change.label}: {change.before} → {change.after}" for change in outcome.changes)
            self.stdout.write(f"{outcome.number} {outcome.name} {outcome.state}: {changes}")
        done = "would be" if options["dry_run"] else "are"
        self.stdout.write(
            f"{unit.code} {unit.name}: {len(preview.new)} schools {done} new, {len(preview.changed)} changed, "
            f"{len(preview.unchanged)} unchanged."
        )


def _station(code: str | None) -> Unit:
    """The station with this code, or the only one. Raises CommandError."""
    stations: list[Unit] = list(Unit.objects.filter(kind=Unit.Kind.STATION))
    codes = ", ".join(station.code for station in stations)
    if code is None and len(stations) > 1:
        raise CommandError(f"There are several stations: choose one by --unit, of {codes}.")
    found = stations if code is None else [station for station in stations if station.code == code]
    if not found:
        raise CommandError(f"There is no station {code}; there are: {codes}." if code else "There is no station yet.")
    return found[0]


def _table(path: Path) -> Table:
    """The rows of the file. Raises CommandError if it cannot be read or is no list of schools."""
    try:
        with path.open("rb") as file:
            return read_table(file, columns=columns(), most_rows=MOST_ROWS)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from error
    except ValidationError as error:
        raise CommandError(f"{path}: {' '.join(error.messages)}") from error
