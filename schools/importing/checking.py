"""Every row of a sheet, put through the form of the page."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit
from campus_safety.spreadsheets.faults import Fault
from campus_safety.spreadsheets.reading import Row, Table, text_of
from campus_safety.wording import listed
from schools.actions import save_school
from schools.importing.columns import FIELDS, STATION, STATION_HEADING, in_words, value_of
from schools.importing.forms import RowForm
from schools.importing.preview import Change, Outcome
from schools.models import School

Errors = dict[str, list[str]]
_HEADINGS = {field.name: field.heading for field in FIELDS} | {STATION: STATION_HEADING}


@dataclass(frozen=True, slots=True)
class Checked:
    """A row with the form that it went through."""

    outcome: Outcome
    form: RowForm

    def write(self) -> None:
        """Write the school, if there is something to write; what the sheet does not change stays as it is."""
        changed, levels = self.form.changed_data, self.form.cleaned_data["levels"]
        if self.outcome.state == "new":
            save_school(school=self.form.instance, levels=levels)
        elif self.outcome.state == "changed":
            only = [name for name in changed if name != "levels"]
            save_school(school=self.form.instance, levels=levels if "levels" in changed else None, only=only)


def check_rows(*, unit: Unit, table: Table) -> list[Checked]:
    """What becomes of every row. Two queries, and for each row the one that is the form's own.

    A school is known by its name within the unit. An empty cell, or a column that is left out, says nothing: what is
    there stays, and a new school gets what the form begins with.
    """
    schools = {school.name: school for school in School.objects.filter(unit=unit).with_levels()}
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row in table.rows:
        rows_of[_name_of(row)].append(row.number)
    checked = []
    for row in table.rows:
        name = _name_of(row)
        school = schools.get(name) or School(unit=unit)
        others = [number for number in rows_of[name] if number != row.number]
        checked.append(_check(row, table, school, others))
    return checked


def _check(row: Row, table: Table, school: School, others: list[int]) -> Checked:
    before = {field.name: value_of(school, field.name) for field in FIELDS}
    given, unread = _read(row)
    form = RowForm(before | given, instance=school)
    is_new, name = school.pk is None, _name_of(row)
    errors = {field: list(map(str, texts)) for field, texts in form.errors.items()} | unread
    if others and name:
        text = _("The same school stands in row %(rows)s too.") % {"rows": listed(map(str, others))}
        errors.setdefault("name", []).append(text)
    if row.values.get(STATION, school.unit.code) not in {school.unit.code, school.unit.name}:
        errors[STATION] = [_("This school is of another station.")]
    if errors:
        return Checked(Outcome(row.number, name, "faulty", faults=_faults(row, table, errors)), form)
    changes = _changes(form, {} if is_new else before)
    return Checked(Outcome(row.number, name, "new" if is_new else "changed" if changes else "unchanged", changes), form)


def _name_of(row: Row) -> str:
    return text_of(row.values.get("name", ""))


def _read(row: Row) -> tuple[dict[str, Any], Errors]:
    """What the cells of a row say, by field of the form, and what could not be understood."""
    given: dict[str, Any] = {}
    errors: Errors = {}
    for field in FIELDS:
        if field.name in row.values:
            try:
                given[field.name] = field.read(row.values[field.name])
            except ValidationError as error:
                errors[field.name] = error.messages
    return given, errors


def _faults(row: Row, table: Table, errors: Errors) -> list[Fault]:
    """The errors of a row in the order of the columns, each with its cell; an error of no field is the row's."""
    order = [*_HEADINGS, *(name for name in errors if name not in _HEADINGS)]
    return [
        Fault(table.address(row, name), str(_HEADINGS.get(name, "")), text)
        for name in order
        for text in errors.get(name, ())
    ]


def _changes(form: RowForm, before: dict[str, Any]) -> list[Change]:
    """What becomes another; of a new school (`before` is empty) all that the row says, but for the name."""
    after = form.cleaned_data
    return [
        Change(str(field.heading), in_words(field, before.get(field.name)), in_words(field, after[field.name]))
        for field in FIELDS
        if field.name in form.changed_data and field.name != "name"
    ]
