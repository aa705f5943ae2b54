"""Every row of a list, checked against the others and against what was imported before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit
from campus_safety.spreadsheets.faults import Fault
from campus_safety.spreadsheets.reading import Row, Table
from campus_safety.statistics.history.columns import HEADINGS, indicator_keys, said_in
from campus_safety.statistics.history.forms import RowForm
from campus_safety.statistics.history.words import figure_in_words
from campus_safety.statistics.models import ImportedFigure, ImportedPeriod

State = Literal["new", "changed", "unchanged"]
# The unit's key, the first day and the last.
Days = tuple[int, date, date]


@dataclass(slots=True)
class Checked:
    """A row with what it says, once it is without faults."""

    row: Row
    table: Table
    said: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    state: State = "new"

    @property
    def days(self) -> Days:
        """Whose figure it is, and of which days."""
        return self.said["unit"].pk, self.said["first_day"], self.said["last_day"]

    @property
    def figure(self) -> dict[str, Any]:
        """What it says of the figure, as the table has it."""
        return {"value": self.said["value"], "is_lower_bound": self.said["bound"], "note": self.said["note"]}

    def refuse(self, key: str, text: str) -> None:
        """Note what is wrong at a column of the row."""
        self.faults.append(Fault(self.table.address(self.row, key), str(HEADINGS[key]), text))

    def __str__(self) -> str:
        return f"{self.said['unit'].code} {self.said['first_day']}–{self.said['last_day']} {self.said['indicator']}"


def check_rows(table: Table, *, today: date, is_replacing: bool) -> list[Checked]:
    """What becomes of every row. Three queries.

    A row is refused for what its own cells say, for another row with the same figure or with another source, and for
    saying something else than what was imported before, unless it is to replace that.
    """
    units = list(Unit.objects.all())
    called = {name.casefold(): unit for unit in units for name in (unit.name, unit.code)}
    keys = indicator_keys()
    checked = [_read(row, table, RowForm(said_in(row), units=called, keys=keys, today=today)) for row in table.rows]
    whole = [one for one in checked if not one.faults]
    _compare_with_each_other(whole)
    _compare_with_imported(whole, is_replacing=is_replacing)
    return checked


def _read(row: Row, table: Table, form: RowForm) -> Checked:
    is_valid = form.is_valid()
    checked = Checked(row, table, form.cleaned_data if is_valid else {})
    for key in HEADINGS:
        for text in form.errors.get(key, []):
            checked.refuse(key, str(text))
    return checked


def _compare_with_each_other(rows: Sequence[Checked]) -> None:
    """A figure stands in one row, and a period has one source."""
    figures: dict[tuple[Days, str], Checked] = {}
    sources: dict[Days, Checked] = {}
    for one in rows:
        first = figures.setdefault((one.days, one.said["indicator"]), one)
        if first is not one:
            one.refuse("indicator", _("The same figure stands in row %(row)s too.") % {"row": first.row.number})
        first = sources.setdefault(one.days, one)
        if first.said["source"] != one.said["source"]:
            one.refuse("source", _("Row %(row)s names another source of this period.") % {"row": first.row.number})


def _compare_with_imported(rows: Sequence[Checked], *, is_replacing: bool) -> None:
    periods = imported_before(rows)
    figures = {(days, figure.key): figure for days, period in periods.items() for figure in period.figures.all()}
    for one in rows:
        period, figure = periods.get(one.days), figures.get((one.days, one.said["indicator"]))
        has_other_source = period is not None and period.source != one.said["source"]
        if figure is not None:
            one.state = "changed" if has_other_source or one.figure != _stored(figure) else "unchanged"
        if is_replacing:
            continue
        if period is not None and has_other_source:
            text = _("“%(source)s” is imported already: --replace writes this instead.")
            one.refuse("source", text % {"source": period.source})
        elif one.state == "changed" and figure is not None:
            text = _("%(value)s is imported already, or another note with it: --replace writes this instead.")
            one.refuse("value", text % {"value": figure_in_words(figure.value, is_lower_bound=figure.is_lower_bound)})


def imported_before(rows: Sequence[Checked]) -> dict[Days, ImportedPeriod]:
    """The periods of these rows that are there already, with their figures. Two queries."""
    wanted: defaultdict[int, set[Days]] = defaultdict(set)
    for one in rows:
        wanted[one.days[0]].add(one.days)
    found = ImportedPeriod.objects.filter(unit_id__in=wanted).prefetch_related("figures")
    by_days = {(period.unit_id, period.first_day, period.last_day): period for period in found}
    return {days: period for days, period in by_days.items() if days in wanted[days[0]]}


def _stored(figure: ImportedFigure) -> dict[str, Any]:
    return {"value": figure.value, "is_lower_bound": figure.is_lower_bound, "note": figure.note}
