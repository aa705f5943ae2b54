"""The sheets that are handed out: the empty template with its notes, and the list of schools as it stands."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from campus_safety.spreadsheets.writing import Heading, Sheet, Value
from campus_safety.wording import listed
from schools.importing.columns import FIELDS, NEEDED, STATION_HEADING, value_of
from schools.models import School


def template_sheets() -> list[Sheet]:
    """The template: an empty list, and a sheet that says what goes into each column."""
    notes = [
        Heading(_("Column"), 22),
        Heading(_("Needed"), 22),
        Heading(_("What goes in"), 60),
        Heading(_("Words to choose from"), 60),
    ]
    return [Sheet(_("Schools"), _headings(), []), Sheet(_("Notes"), notes, _notes())]


def list_sheet(schools: Iterable[School], *, with_station: bool) -> Sheet:
    """Schools (with their levels) in the columns of the template; over several stations the station comes behind."""
    station = [Heading(str(STATION_HEADING), 24)] if with_station else []
    return Sheet(_("Schools"), _headings() + station, (_row(school, with_station=with_station) for school in schools))


def _headings() -> list[Heading]:
    return [Heading(str(field.heading), field.width, field.is_text) for field in FIELDS]


def _notes() -> Iterator[list[Value]]:
    for field in FIELDS:
        needed = _("in every row") if field.name == "name" else _("for a new school") if field.name in NEEDED else ""
        yield [str(field.heading), needed, str(field.note), listed(map(str, field.words))]
    for line in (
        _("A school is known by its name. One that is not there yet is entered, one that is there is changed."),
        _("An empty cell, or a column that you leave out, says nothing: what is there stays as it is."),
        _("To clear a field, edit the school on its page."),
        _("Schools that are not on the sheet stay as they are."),
    ):
        yield ["", "", line, ""]


def _row(school: School, *, with_station: bool) -> list[Value]:
    cells = [field.write(value_of(school, field.name)) for field in FIELDS]
    return [*cells, school.unit.name] if with_station else cells
