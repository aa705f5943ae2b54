"""Days and periods as they stand in a briefing, and what its figures are compared with."""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.local_days import local_day
from campus_safety.statistics.briefing.sentences import Beside
from campus_safety.statistics.models import Report

# Of every file, whoever asks for it.
LANGUAGE = "zh-hans"


def day_name(day: date) -> str:
    """A day as it stands in official papers: 2026年11月2日."""
    return date_format(day, pgettext("date format of a day in a briefing", "j F Y"))


def title_of(report: Report) -> str:
    """《石坪桥派出所2026年10月护校安园工作通报》: the unit, the period, and what it is."""
    return _("%(unit)s, %(period)s: briefing on the safety of schools") % {
        "unit": report.unit.name,
        "period": _period_name(report),
    }


def file_name(report: Report, file_format: str) -> str:
    """What the file is called: 石坪桥派出所2026年10月护校安园工作通报.pdf."""
    with translation.override(LANGUAGE):
        return f"{title_of(report)}.{file_format}"


def _period_name(report: Report) -> str:
    """The period as official papers name it: 2026年10月, 2026年, 2026年2月1日至2026年6月27日."""
    period = report.period
    if period.is_month:
        return date_format(period.first_day, pgettext("date format of a month in a briefing", "F Y"))
    if period.is_year:
        return date_format(period.first_day, pgettext("date format of a year in a briefing", "Y"))
    return _("%(first)s to %(last)s") % {"first": day_name(period.first_day), "last": day_name(period.last_day)}


def is_running(report: Report) -> bool:
    """Whether the report was compiled while its period still ran."""
    return report.period.holds(local_day(report.compiled_at))


def beside_of(report: Report) -> Beside:
    """What the period before and the same one a year earlier are called; a year has but one before it."""
    period, runs = report.period, is_running(report)
    same_days = pgettext("compared with", "the same days a year before")
    if period.is_year:
        return Beside(same_days if runs else pgettext("compared with", "the year before"), "")
    if not period.is_month:
        return Beside(pgettext("compared with", "the days before"), same_days)
    if runs:
        return Beside(pgettext("compared with", "the same days of the month before"), same_days)
    before = pgettext("compared with", "the month before")
    return Beside(before, pgettext("compared with", "the same month a year before"))
