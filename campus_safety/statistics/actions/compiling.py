"""Compiling reports: every indicator of one unit over one period, counted from the rows and stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.trail import Action, entry, record
from campus_safety.local_days import local_day
from campus_safety.notices.actions import write_notices
from campus_safety.statistics.actions.marks import mark
from campus_safety.statistics.counting import Counted, count_all, fingerprint_of
from campus_safety.statistics.models import Figure, Report, ReportStep, StaleMonth
from campus_safety.statistics.notifying import drafts_of_restatement
from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import indicators
from campus_safety.statistics.states import ReportState

ON_TRAIL = ("state", "hash")
STORED = ["value", "part", "whole", "breakdowns", "before", "year_before"]


@dataclass(frozen=True, slots=True)
class Compiled:
    """What was counted for a report: the figures, and those that a running period is compared with ({} for none)."""

    figures: dict[str, Counted]
    before: dict[str, Counted]
    year_before: dict[str, Counted]


@transaction.atomic
def compile_report(*, unit: Unit, period: Period, at: datetime | None = None) -> Report:
    """Count every indicator of one unit (with the units below it) over one period, and store the figures.

    The same rows give the same figures and the same fingerprint. A draft follows its rows; one that was checked turns
    back to a draft where they have changed; a signed one stays, and rows that came later make revision n+1. The month
    of the unit above becomes stale, and so do reports of other periods that hold the month. Returns the newest report.
    """
    at = at or timezone.now()
    late_by = _take_mark(unit, period)
    newest = _newest_of(unit, period, at)
    unit_ids = list(Unit.objects.at_or_below(unit).values_list("pk", flat=True))
    compiled = _count(unit, unit_ids, period, at)
    if newest.state != ReportState.SIGNED:
        _rewrite(newest, compiled, at, late_by)
    elif _has_changed(newest, compiled.figures, unit_ids, at):
        newest = _restate(newest, compiled, at, late_by)
    if period.is_month:
        _wake_longer_reports(unit, period, at)
    return newest


def _take_mark(unit: Unit, period: Period) -> User | None:
    """Take the unit's mark away and pass it up the tree: in the order of the keys, as `mark` does.

    Returns whose record it was, if the mark knows.
    """
    if not period.is_month:
        Report.objects.filter(unit=unit).of(period).update(waiting_since=None, attempts=0)
        return None
    above = [(unit.parent_id, period.first_day)] if unit.parent_id else []
    if unit.parent_id and unit.parent_id < unit.pk:
        mark(above)
    own = StaleMonth.objects.filter(unit=unit, first_day=period.first_day)
    found = own.select_related("marked_by").select_for_update(of=("self",)).first()
    own.delete()
    if unit.parent_id and unit.parent_id > unit.pk:
        mark(above)
    return found.marked_by if found else None


def _newest_of(unit: Unit, period: Period, at: datetime) -> Report:
    """The newest revision, locked until the end: of two compiles at once the second counts after the first."""
    days = {"unit": unit, "first_day": period.first_day, "last_day": period.last_day}
    _first, is_new = Report.objects.select_for_update().get_or_create(**days, revision=1, defaults={"compiled_at": at})
    newest = Report.objects.select_for_update(no_key=True).filter(**days).order_by("-revision")[0]
    newest.unit = unit
    if is_new:
        record(entry(newest, action=Action.CREATE, changes={"state": (None, newest.state)}, actor=None))
    return newest


def _count(unit: Unit, unit_ids: list[int], period: Period, at: datetime) -> Compiled:
    """A period that runs is compared with the same days of the one before and of the year before, counted now.

    With days of no month that the unit has a report of it is not compared: nobody counted then.
    """
    figures = count_all(unit_ids, period, at)
    if not period.holds(local_day(at)):
        return Compiled(figures, {}, {})
    months = Report.objects.filter(unit=unit).months()
    elapsed = (local_day(at) - period.first_day).days + 1
    before, year_before = (
        count_all(unit_ids, span, min(at, span.ends_at)) if months.touching(span).exists() else {}
        for span in (period.before().up_to(elapsed), period.year_before().up_to(elapsed))
    )
    return Compiled(figures, before, year_before)


def _rewrite(report: Report, compiled: Compiled, at: datetime, late_by: User | None) -> None:
    fingerprint = fingerprint_of(report.unit.code, report.period, compiled.figures)
    if report.state == ReportState.CHECKED and fingerprint != report.fingerprint:
        step_to(report, ReportState.DRAFT, at=at, by=late_by)
    write_figures(report, compiled)
    Report.objects.filter(pk=report.pk).update(compiled_at=at, fingerprint=fingerprint)
    report.compiled_at, report.fingerprint = at, fingerprint


def step_to(
    report: Report, state: str, *, at: datetime, by: User | None, text: str = "", **with_it: Any
) -> None:  # fmt: skip
    """Turn a report's state, and what changes with it, append the step, and put state and hash on the trail.

    The caller has locked the report.
    """
    values = {"state": state, **with_it}
    changes = {name: (getattr(report, name), values[name]) for name in ON_TRAIL if name in values}
    ReportStep.objects.create(report=report, before=report.state, after=state, at=at, by=by, text=text)
    Report.objects.filter(pk=report.pk).update(**values)
    for name, value in values.items():
        setattr(report, name, value)
    record(entry(report, action=Action.UPDATE, changes=changes, actor=by))


def write_figures(report: Report, compiled: Compiled) -> None:
    """Store the figures of a report; one that is no indicator any more goes."""
    before, year_before = compiled.before, compiled.year_before
    figures = [
        Figure(
            report=report,
            key=key,
            value=one.value,
            part=one.part,
            whole=one.whole,
            breakdowns=one.breakdowns,
            before=before[key].value if before else None,
            year_before=year_before[key].value if year_before else None,
        )
        for key, one in compiled.figures.items()
    ]
    report.figures.exclude(key__in=compiled.figures).delete()
    Figure.objects.bulk_create(figures, update_conflicts=True, unique_fields=["report", "key"], update_fields=STORED)


def _has_changed(signed: Report, figures: dict[str, Counted], unit_ids: list[int], at: datetime) -> bool:
    """Whether the rows say something else now than what was signed: in its figures, or in the rows behind them.

    Figures and sources that came to the portal afterwards are no change; nor is how a point's schools are named, nor
    what follows from how things stand today (`Source.is_of_its_day`).
    """
    of_their_day = {indicator.key for indicator in indicators() if indicator.source.is_of_its_day}
    for figure in signed.figures.exclude(key__in=of_their_day):
        now = figures.get(figure.key)
        if now is not None and (now.value, now.part, now.whole) != (figure.value, figure.part, figure.whole):
            return True
    known = signed.rows_digests or {}
    return any(digest != known[key] for key, digest in digests_of(unit_ids, signed.period, at, only=known).items())


def digests_of(
    unit_ids: list[int], period: Period, at: datetime, *, only: Iterable[str] | None = None
) -> dict[str, str]:
    """{source: SHA-256 over its rows that count}: one query a source. `only` names the sources that are asked for."""
    sources = {one.source.key: one.source for one in indicators() if not one.source.is_of_its_day}
    wanted = sources.keys() if only is None else sources.keys() & set(only)
    return {key: sources[key].digest(unit_ids, period, at) for key in sorted(wanted)}


def _restate(signed: Report, compiled: Compiled, at: datetime, late_by: User | None) -> Report:
    """Revision n+1 as a draft, beside the signed one; the unit's commanders are told."""
    report = Report.objects.create(
        unit=signed.unit,
        first_day=signed.first_day,
        last_day=signed.last_day,
        revision=signed.revision + 1,
        compiled_at=at,
        fingerprint=fingerprint_of(signed.unit.code, signed.period, compiled.figures),
    )
    changes = {"state": (None, report.state), "revision": (signed.revision, report.revision)}
    record(entry(report, action=Action.CREATE, changes=changes, actor=late_by))
    ReportStep.objects.create(report=report, before="", after=report.state, at=at, by=late_by)
    write_figures(report, compiled)
    write_notices(drafts=drafts_of_restatement(report), at=at)
    return report


def _wake_longer_reports(unit: Unit, month: Period, at: datetime) -> None:
    """Have the worker compile the reports of other periods that hold days of the month."""
    others = Report.objects.filter(unit=unit).touching(month)
    # Those that wait already are written too: a compile of theirs that runs meanwhile may be about to take it back.
    others.exclude(first_day=month.first_day, last_day=month.last_day).update(
        waiting_since=Coalesce("waiting_since", Value(at, models.DateTimeField()))
    )
