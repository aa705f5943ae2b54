"""The ranking of the schools on the desk: a sentence, the table with every part, and the same as a file."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campus_safety.dashboard.compiled import compiled
from campus_safety.dashboard.desks import export_of
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.dashboard.ranking import Part, Ranked, ranking_of
from campus_safety.spreadsheets.writing import Heading, Sheet, Value
from campus_safety.statistics.words import month_name
from campus_safety.wording import listed

FIRST_ROWS = 10
MOST_NAMED = 3


def schools_ranked(desk: Desk) -> dict[str, Any]:
    """The first schools of the ranking; nothing where the month was not compiled."""
    if compiled(desk) is None:
        return {}
    ranking = ranking_of(desk)
    is_own = desk.unit.pk == desk.user.unit_id
    return {
        "sentence": _sentence(ranking.rows),
        "month": month_name(desk.period),
        "ranking": ranking,
        "heads": [(part, ranking.weights[part.key], _by_school(desk, part)) for part in ranking.parts],
        "missing": listed(str(part.label) for part in ranking.missing),
        "rows": ranking.rows[:FIRST_ROWS],
        "rest": len(ranking.rows[FIRST_ROWS:]),
        "weights_url": reverse("dashboard:weights") if is_own else "",
        "export_url": export_of(desk, "dashboard.ranking"),
    }


def _by_school(desk: Desk, part: Part) -> str:
    """Where the figure of a part is broken down by school."""
    address = reverse("statistics:figure", args=[desk.period.code, part.key])
    return f"{address}?{urlencode({'unit': desk.unit.code, 'by': 'school'})}"


def _sentence(rows: Sequence[Ranked]) -> str:
    """Who comes first, and with how many points."""
    if not rows:
        return _("Nothing counts against any school")
    first = [row.school for row in rows if row.place == 1]
    words = {"points": f"{rows[0].score.normalize():f}", "number": len(first), "schools": listed(first)}
    if len(first) > MOST_NAMED:
        return _("%(number)s schools come first, with %(points)s points each") % words
    return (
        ngettext(
            "Look first at %(schools)s, with %(points)s points",
            "Look first at %(schools)s, with %(points)s points each",
            len(first),
        )
        % words
    )


def ranking_sheet(desk: Desk) -> Sheet:
    """The whole ranking as a table: of every part the number, the weight, and what they come to."""
    ranking = ranking_of(desk)
    headings = [
        Heading(pgettext("ranking", "Place"), 8),
        Heading(_("School"), 28),
        Heading(pgettext("ranking", "Score"), 10),
    ]
    for part in ranking.parts:
        heads = (part.label, _("%(part)s: weight"), _("%(part)s: points"))
        headings += [Heading(str(head) % {"part": part.label}) for head in heads]
    return Sheet(_("Ranking of the schools"), headings, (list(_cells(row)) for row in ranking.rows))


def _cells(row: Ranked) -> Iterator[Value]:
    yield from (row.place, row.school, row.score)
    for share in row.shares:
        yield from (share.number, share.weight, share.points)
