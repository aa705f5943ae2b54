"""Units side by side as a sheet: a row for each figure, numbers as numbers."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from campus_safety.spreadsheets.writing import Heading, Sheet, Value
from campus_safety.statistics.stations import Beside, note_on


def sheet_of(beside: Beside) -> Sheet:
    """The sheet: indicator, unit word, the sum, each unit, and why the sum is not what they add up to."""
    headings = [
        Heading(_("Indicator"), 28),
        Heading(_("Counted in"), 12),
        Heading(_("%(unit)s in sum") % {"unit": beside.total.unit.name}, 20),
        *(Heading(column.unit.name, 20) for column in beside.columns),
        Heading(_("Where the sum differs"), 40),
    ]
    return Sheet(_("Side by side"), headings, _rows(beside))


def _rows(beside: Beside) -> Iterator[list[Value]]:
    for indicator in beside.indicators:
        values = [column.values.get(indicator.key) for column in (beside.total, *beside.columns)]
        yield [str(indicator.label), str(indicator.unit_word), *values, note_on(beside, indicator)]
