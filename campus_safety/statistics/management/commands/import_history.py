"""`manage.py import_history FILE [--replace]`."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from campus_safety.spreadsheets.reading import Table
from campus_safety.statistics.actions.history import NotImported, import_history
from campus_safety.statistics.history.columns import read_history


class Command(BaseCommand):
    """Takes in figures from before the portal, with their source: all that a file lists, or none."""

    help = "Import figures from before the portal, from a workbook (.xlsx) or a text with commas (.csv)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether it may change what was imported before."""
        parser.add_argument(
            "file", type=Path,
            help="the list: unit, first_day, last_day, indicator, value, bound (exact, at_least), source, note",
        )  # fmt: skip
        parser.add_argument("--replace", action="store_true", help="write values that were imported otherwise before")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what became of every row, or which cells are to be put right."""
        table = _table(options["file"])
        try:
            rows = import_history(table=table, at=timezone.now(), by=None, is_replacing=options["replace"])
        except NotImported as refused:
            for one in refused.faulty:
                self.stderr.write("\n".join(map(str, one.faults)))
            raise CommandError(f"Nothing was written: {len(refused.faulty)} rows have errors.") from refused
        written = [one for one in rows if one.state != "unchanged"]
        for one in written:
            self.stdout.write(f"{one.row.number} {one} {one.state}: {one.said['value']}")
        self.stdout.write(f"{len(written)} figures are written, {len(rows) - len(written)} unchanged.")


def _table(path: Path) -> Table:
    """The rows of the file. Raises CommandError if it cannot be read or is no such list."""
    try:
        return read_history(path)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from error
    except ValidationError as error:
        raise CommandError(f"{path}: {' '.join(error.messages)}") from error
