"""Writing the schools of a sheet: all of them, or none."""

from contextlib import nullcontext

from django.db import transaction

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.author import acting
from campus_safety.spreadsheets.reading import Table
from schools.importing.checking import check_rows
from schools.importing.preview import Preview
from schools.models import School


class NotImported(Exception):
    """Nothing was written: rows have errors, or the preview is no longer the one that was confirmed."""

    def __init__(self, preview: Preview) -> None:
        super().__init__("nothing was written")
        self.preview = preview


@transaction.atomic
def import_schools(*, unit: Unit, table: Table, by: User | None, seen: str | None = None) -> Preview:
    """Write the schools of a unit as a sheet says, each on the trail; schools that are not on it stay.

    `seen` is the digest of the preview that was confirmed; without it the sheet is written as it is. Returns what was
    done. The same sheet again changes nothing and leaves no trace. Raises NotImported, with what would be done now.
    """
    _hold_still(unit)
    checked = check_rows(unit=unit, table=table)
    preview = Preview([row.outcome for row in checked])
    if preview.faulty or seen not in {None, preview.digest}:
        raise NotImported(preview)
    with acting(by) if by else nullcontext():
        for row in checked:
            row.write()
    return preview


def _hold_still(unit: Unit) -> None:
    """Until the end nobody enters a school of the unit, whose row is locked, or changes one (SQLite has one writer)."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    list(School.objects.select_for_update(no_key=True).filter(unit=unit).order_by("pk").values_list("pk", flat=True))
