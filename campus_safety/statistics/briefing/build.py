"""From a compiled report to its briefing: nothing is counted here."""

from collections.abc import Sequence
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.local_days import local_day
from campus_safety.statistics.briefing.annexes import annexes_of
from campus_safety.statistics.briefing.chapters import chapter_of
from campus_safety.statistics.briefing.document import Briefing, Fact, Section
from campus_safety.statistics.briefing.sentences import Beside, Told, directions_of, paragraphs_of
from campus_safety.statistics.briefing.tables import breakdowns_of, definitions_of, figures_of
from campus_safety.statistics.briefing.words import beside_of, day_name, is_running, title_of
from campus_safety.statistics.comparisons import compared
from campus_safety.statistics.models import ImportedPeriod, Report
from campus_safety.statistics.registry import indicators


def build(report: Report) -> Briefing:
    """The briefing of a report that came with its unit and figures, in the language that is active.

    Three queries, and at most one for each dimension of its breakdowns.
    """
    told, beside = _told(report), beside_of(report)
    figures, breakdowns, definitions = figures_of(told, beside), breakdowns_of(told), definitions_of(told)
    return Briefing(
        issuer=report.unit.name,
        title=title_of(report),
        mark="" if report.signed_at else _("Draft, not signed"),
        line=_line(report),
        facts=_facts(report),
        sections=_sections(report, told, beside),
        signature=[report.unit.name, day_name(local_day(report.signed_at)) if report.signed_at else _("(not signed)")],
        closing=_closing(report),
        figures=figures,
        breakdowns=breakdowns,
        definitions=definitions,
        annexes=annexes_of(figures, breakdowns, definitions),
    )


def _told(report: Report) -> list[Told]:
    """The figures in the order of the report; those of indicators that are no more are left out."""
    stored, beside = {figure.key: figure for figure in report.figures.all()}, compared(report)
    return [
        Told(one, stored[one.key], beside.before.get(one.key), beside.year_before.get(one.key))
        for one in indicators()
        if one.key in stored
    ]


def _line(report: Report) -> str:
    words = {
        "first": day_name(report.first_day),
        "last": day_name(report.last_day),
        "revision": _("Revision %(number)s") % {"number": report.revision},
    }
    return pgettext("briefing", "%(first)s to %(last)s, %(revision)s") % words


def _facts(report: Report) -> list[Fact]:
    facts = [
        Fact(_("Unit"), report.unit.name),
        Fact(_("First day"), report.first_day),
        Fact(_("Last day"), report.last_day),
        Fact(_("Revision"), report.revision),
        Fact(_("State"), report.get_state_display()),
        Fact(_("Compiled"), report.compiled_at),
    ]
    if report.signed_at:
        facts += [Fact(_("Signed on"), report.signed_at), Fact(_("Hash"), report.hash or "")]
    if settings.DEMO:
        facts.append(Fact(pgettext("report", "Data"), _("Demonstration data")))
    return facts


def _sections(report: Report, figures: Sequence[Told], beside: Beside) -> list[Section]:
    chapters = [
        (str(title), paragraphs_of(list(group), beside))
        for title, group in groupby(figures, lambda told: chapter_of(told.indicator))
    ]
    headed = [(_("The period at a glance"), _overview(report, figures, beside)), *chapters]
    said = [(title, paragraphs) for title, paragraphs in headed if paragraphs]
    return [Section(_heading(place, title), paragraphs) for place, (title, paragraphs) in enumerate(said)]


def _heading(place: int, title: str) -> str:
    """A heading with its number: 一、基本情况."""
    numbers = pgettext("numbers of the sections of a briefing", "1 2 3 4 5 6 7 8 9 10").split()
    number = numbers[place] if place < len(numbers) else str(place + 1)
    return pgettext("heading", "%(number)s. %(title)s") % {"number": number, "title": title}


def _overview(report: Report, figures: Sequence[Told], beside: Beside) -> list[str]:
    """Which days, compiled when, how far they can be compared, and why there is another revision."""
    compiled = timezone.localtime(report.compiled_at)
    words = {
        "unit": report.unit.name,
        "first": day_name(report.first_day),
        "last": day_name(report.last_day),
        "day": day_name(compiled.date()),
        "time": f"{compiled:%H:%M}",
    }
    days = _(
        "This briefing tells of the work of %(unit)s round its schools from %(first)s to %(last)s. Its figures were "
        "compiled from the records on %(day)s at %(time)s."
    ) % words  # fmt: skip
    running = _("The period has not ended: it is compared with the same days.") if is_running(report) else ""
    reason = _("This revision was signed because: %(reason)s") % {"reason": report.reason} if report.reason else ""
    return list(filter(None, [days, running, *_imported(report), directions_of(figures, beside), reason]))


def _imported(report: Report) -> list[str]:
    """What was counted before the portal, and is in none of the figures."""
    periods = ImportedPeriod.objects.filter(unit=report.unit_id).touching(report.period)
    return [
        _("From %(first)s to %(last)s the portal was not in use; what was counted then (%(source)s) is not in here.")
        % {"first": day_name(period.first_day), "last": day_name(period.last_day), "source": period.source}
        for period in periods
    ]


def _closing(report: Report) -> list[str]:
    """Who signed it and when, its hash, and where anyone verifies it; of a draft, that it stands for nothing yet."""
    if report.signed_at is None:
        return [_("A draft follows the records: its figures may still change, and nobody stands for them yet.")]
    words = {
        "unit": report.unit.name,
        "day": day_name(local_day(report.signed_at)),
        "hash": report.hash,
        "address": settings.PUBLIC_URL + reverse("statistics_public:verify"),
    }
    return [
        _("Signed by the commander of %(unit)s on %(day)s.") % words,
        _("Hash of the report: %(hash)s") % words,
        _("Whoever holds this file can verify it at %(address)s") % words,
    ]
