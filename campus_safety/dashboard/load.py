"""Who carries how much: the month's figures that break down by officer, from the compiled breakdowns."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from campus_safety.dashboard.compiled import compiled
from campus_safety.dashboard.desks import export_of
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.spreadsheets.writing import Heading, Sheet, Value
from campus_safety.statistics.breakdowns import name_in, number_of
from campus_safety.statistics.counting import percent
from campus_safety.statistics.dimensions import OFFICER
from campus_safety.statistics.numbers import shown
from campus_safety.statistics.registry import Indicator, indicators
from campus_safety.statistics.sources import NONE
from campus_safety.statistics.words import month_name

# Drawn are so many; the table has more, the export all.
MOST_DRAWN = 12
MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Load:
    """An officer (the key of the dimension), and what each indicator counts of them; 0 for nothing."""

    officer: str
    numbers: Sequence[Decimal]


@dataclass(frozen=True, slots=True)
class Loads:
    """The indicators that are counted by officer, and who has most of the first one first."""

    indicators: Sequence[Indicator]
    rows: Sequence[Load]

    @property
    def sums(self) -> list[Decimal]:
        """What each indicator comes to: its figure, but for what no officer has."""
        return [sum(numbers, Decimal(0)) for numbers in zip(*(row.numbers for row in self.rows), strict=True)]


def loads_of(desk: Desk) -> Loads | None:
    """The load of every officer in the month, or None where nothing is counted: nothing is read but what is shared."""
    report = compiled(desk)
    stored = {figure.key: figure.breakdowns for figure in report.figures.all()} if report else {}
    counts = [one for one in indicators() if OFFICER in one.breakdowns and not one.is_rate]
    counted = [one for one in counts if stored.get(one.key, {}).get(OFFICER.key)]
    by_officer = [stored[one.key][OFFICER.key] for one in counted]
    officers = {key for found in by_officer for key in found} - {NONE}
    if not officers:
        return None
    rows = [Load(officer, [number_of(found.get(officer, 0)).part for found in by_officer]) for officer in officers]
    return Loads(counted, sorted(rows, key=lambda row: ([-number for number in row.numbers], int(row.officer))))


def officer_load(desk: Desk) -> dict[str, Any]:
    """The panel: a sentence, bars of those who carry most, a table. One query, for the names."""
    loads = loads_of(desk)
    if loads is None:
        return {}
    listed = _called(loads.rows[:MOST_LISTED])
    return {
        "sentence": _sentence(loads, listed[0][0]),
        "month": month_name(desk.period),
        "heads": [(one.label, one.unit_word) for one in loads.indicators],
        "rows": [(name, _shown(row.numbers)) for name, row in listed],
        "sums": _shown(loads.sums),
        "officers": len(loads.rows),
        "is_cut": len(loads.rows) > len(listed),
        "school": desk.school,
        "export_url": export_of(desk, "dashboard.load"),
        "chart": {
            "type": "rows",
            "labels": [name for name, _row in listed[:MOST_DRAWN]],
            "values": [float(row.numbers[0]) for _name, row in listed[:MOST_DRAWN]],
            "label": str(loads.indicators[0].label),
        },
    }


def load_sheet(desk: Desk) -> Sheet:
    """Every officer as a table. One query, for the names."""
    loads = loads_of(desk) or Loads([], [])
    headings = [Heading(f"{one.label} ({one.unit_word})", 24) for one in loads.indicators]
    rows: list[list[Value]] = [[name, *row.numbers] for name, row in _called(loads.rows)]
    return Sheet(_("Load of the officers"), [Heading(_("Officer"), 16), *headings], rows)


def _called(rows: Sequence[Load]) -> list[tuple[str, Load]]:
    names = OFFICER.names([row.officer for row in rows]) if rows else {}
    return [(name_in(OFFICER, row.officer, names), row) for row in rows]


def _shown(numbers: Sequence[Decimal]) -> list[str]:
    return [shown(number, is_rate=False) for number in numbers]


def _sentence(loads: Loads, name: str) -> str:
    """Who has most of the first indicator, and how much of all that is."""
    most, total = loads.rows[0].numbers[0], loads.sums[0]
    equals = sum(row.numbers[0] == most for row in loads.rows)
    facts = {"name": name, "number": equals, "unit": loads.indicators[0].unit_word}
    facts |= {"most": shown(most, is_rate=False), "total": shown(total, is_rate=False)}
    if equals > 1:
        return _("%(number)s officers carry most: %(most)s of %(total)s %(unit)s each") % facts
    facts["share"] = percent(most, total, Decimal(1))
    return _("%(name)s carries most: %(most)s of %(total)s %(unit)s, %(share)s%%") % facts
