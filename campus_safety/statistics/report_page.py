"""What the page of a report shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day
from campus_safety.statistics.changes import Change, changes_between
from campus_safety.statistics.integrity import is_whole
from campus_safety.statistics.ledger import Row, ledger_of
from campus_safety.statistics.models import Report, ReportStep, StaleMonth
from campus_safety.statistics.permissions import checks_report, signs_report
from campus_safety.statistics.scope import at_or_below
from campus_safety.statistics.snapshot import Snapshot
from campus_safety.statistics.states import ReportState
from campus_safety.statistics.words import month_name, period_name, span


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One revision of a report with its figures, what it went through, and what its reader may do with it.

    `changes` are those against the revision before (None for the first); `is_whole` is None until it is signed. `seen`
    goes along in the form that checks or signs.
    """

    report: Report
    revisions: Sequence[Report]
    rows: list[Row]
    changes: list[Change] | None
    steps: list[ReportStep]
    is_running: bool
    is_stale: bool
    is_whole: bool | None
    may_check: bool
    may_sign: bool
    may_send_back: bool
    seen: str
    name: str
    days: str
    name_before: str
    name_year_before: str

    @property
    def newest(self) -> Report:
        """The newest revision."""
        return self.revisions[0]

    @property
    def is_newest(self) -> bool:
        """Whether no other revision follows."""
        return self.report.pk == self.newest.pk


def page_of(report: Report, revisions: Sequence[Report], *, user: User, at: datetime) -> ReportPage:
    """Everything that the page of one of the revisions shows: six queries, and one for each dimension of a change."""
    period, older = report.period, next((one for one in revisions if one.revision == report.revision - 1), None)
    prefetch_related_objects([one for one in (report, older) if one], "figures")
    is_running, is_newest = period.holds(local_day(at)), report.pk == revisions[0].pk
    is_open = is_newest and not is_running and bool(report.figures.all())
    is_checked = is_newest and report.state == ReportState.CHECKED
    return ReportPage(
        report=report,
        revisions=revisions,
        rows=ledger_of(report),
        changes=changes_between(older, report) if older else None,
        steps=list(report.steps.select_related("by")),
        is_running=is_running,
        is_stale=is_newest and _is_stale(report),
        is_whole=is_whole(report) if report.state == ReportState.SIGNED else None,
        may_check=is_open and report.state == ReportState.DRAFT and checks_report(user, report),
        may_sign=is_checked and signs_report(user, report),
        may_send_back=is_checked and checks_report(user, report),
        seen=Snapshot.of(report).text(),
        name=period_name(period),
        days=span(period),
        name_before=month_name(period.before()) if period.is_month else period_name(period.before()),
        name_year_before="" if period.is_year else period_name(period.year_before()),
    )


def _is_stale(report: Report) -> bool:
    """Whether the worker is still to compile it, because of new records or for the first time."""
    waits = report.waiting_since is not None
    return waits or StaleMonth.objects.touching(at_or_below(report.unit), report.period).exists()
