"""The premises round a school in blocks to print: what `schools/sections/premises.html` shows, and no contacts."""

from collections.abc import Iterator, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.accounts.models import User
from campus_safety.printing.blocks import Cell, Column, Heading, PrintedBlock, Strong, Table, Words
from schools.models import School
from schools.surroundings_section import Ring, Row, premises


def print_premises(school: School, user: User) -> Iterator[PrintedBlock]:
    """The open premises round a school that came with its levels, nearest first: one query."""
    context = premises(school, user)
    yield from ring_blocks(context["rings"], for_police=context["for_police"])


def ring_blocks(rings: Sequence[Ring], *, for_police: bool) -> Iterator[PrintedBlock]:
    """Rings of premises; a principal reads kind, name and distance. No query."""
    if not rings:
        yield Words(_("No premises are kept near this school"))
    for ring in rings:
        columns = [Column(_("Premises"), 3.6), Column(_("Kind"), 3.2), Column(_("Distance"), 1.8, "R")]
        if for_police:
            columns += [Column(_("Next check"), 2.6), Column(_("Rule that the distance breaks"), 4)]
        yield Heading(ring.title)
        yield Table(columns, [_row(row, for_police=for_police) for row in ring.rows])


def _row(row: Row, *, for_police: bool) -> list[Cell]:
    site = row.near.premises
    distance = f"{row.near.distance_m:.0f} {pgettext('unit word', 'm')}"
    cells: list[Cell] = [site.name, site.get_kind_display(), distance]
    if for_police:
        day = date_format(site.next_check_on, "SHORT_DATE_FORMAT") if site.next_check_on else "–"
        cells += [Strong(_("%(day)s overdue") % {"day": day}) if row.is_overdue else day, _broken_rule(row)]
    return cells


def _broken_rule(row: Row) -> Cell:
    if row.near.breach is None:
        return "–"
    rule = row.near.breach.rule
    source = f"{rule.title}\n{rule.source} {rule.article}".rstrip()
    return Strong(source) if rule.is_checked else _("%(rule)s (to be looked at)") % {"rule": source}
