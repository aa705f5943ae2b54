"""The safety sheet (一园一表) in blocks to print."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from campus_safety.printing.blocks import Cell, Column, Heading, PrintedBlock, Strong, Table
from campus_safety.wording import listed
from schools.models import ItemResult, School
from schools.sheet import Line, Sheet, sheet_of


def print_sheet(school: School, user: User) -> Iterator[PrintedBlock]:
    """The sheet of a school whose levels come along, the four 100 % first: one query. A principal reads no officer."""
    yield from sheet_blocks(sheet_of(school, timezone.localdate()), with_names=is_officer(user))


def sheet_blocks(sheet: Sheet, *, with_names: bool) -> Iterator[PrintedBlock]:
    """A sheet that is laid out already. No query."""
    yield Heading(_("The four 100 %%: %(passed)s of %(all)s") % {"passed": sheet.four_passed, "all": len(sheet.four)})
    yield _table(sheet.four, with_names=with_names)
    yield Heading(_("The other items"))
    yield _table(sheet.rest, with_names=with_names)


def _table(lines: list[Line], *, with_names: bool) -> Table:
    columns = [
        Column(pgettext("of the sheet", "Item"), 5.2),
        Column(_("Police"), 4.4),
        Column(_("The school itself"), 2.6),
        Column(_("Due again"), 2.4),
    ]
    return Table(columns, [_row(line, with_names=with_names) for line in lines], _("No item binds this school."))


def _row(line: Line, *, with_names: bool) -> list[Cell]:
    due = date_format(line.due_on, "SHORT_DATE_FORMAT") if line.due_on else _("not inspected yet")
    return [
        f"{line.item.title}\n{line.item.source}",
        _said(line.police, with_names=with_names),
        _said(line.own, with_names=False),
        Strong(due) if line.is_due else due,
    ]


def _said(result: ItemResult | None, *, with_names: bool) -> Cell:
    """What was found, when and, of police, by whom and on what evidence; a failure is bold."""
    if result is None:
        return "–"
    facts = [date_format(timezone.localtime(result.recorded_at), "SHORT_DATE_FORMAT")]
    if with_names:
        facts.append(str(result.inspection.inspector))
    if not result.by_school:
        facts.append(str(result.inspection.grade.label))
    text = f"{result.get_outcome_display()}\n{listed(facts)}" + (f"\n{result.note}" if result.note else "")
    return Strong(text) if result.outcome == ItemResult.Outcome.FAIL else text
