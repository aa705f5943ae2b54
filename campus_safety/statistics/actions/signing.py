"""From draft to signature: each step is taken on the figures that were seen, or not at all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit, User
from campus_safety.statistics.actions.compiling import compile_report, digests_of, step_to
from campus_safety.statistics.integrity import hash_of
from campus_safety.statistics.models import Report
from campus_safety.statistics.snapshot import Moved, Snapshot
from campus_safety.statistics.states import ReportState, report_may_become


class FiguresMoved(ValidationError):
    """The figures are others by now than those that were seen: `moved` says which. The report is compiled anew."""

    def __init__(self, moved: Sequence[Moved]) -> None:
        super().__init__(_("The figures have changed since you opened the report. Look at them again."))
        self.moved = moved


def check_report(*, report: Report, by: User, seen: Snapshot, at: datetime | None = None) -> Report:
    """Note that somebody has gone through these very figures. Returns the report.

    Raises FiguresMoved if they are others by now, and ValidationError for a period that still runs, and for a report
    that is no draft.
    """
    return _step_on(report, ReportState.CHECKED, by=by, seen=seen, at=at or timezone.now())


def sign_report(
    *, report: Report, by: User, seen: Snapshot, reason: str = "", at: datetime | None = None
) -> Report:  # fmt: skip
    """Stand for the figures of a checked report: they have a hash, and change no more. Returns the report.

    `reason` says why a period that was signed before is signed anew. Raises FiguresMoved if the figures are others by
    now, which makes the report a draft again; ValidationError for a period that still runs, for a report that is not
    checked, and by its field for a reason that is missing.
    """
    if report.revision > 1 and not reason.strip():
        raise ValidationError({"reason": _("Say why this period is signed anew.")})
    return _step_on(report, ReportState.SIGNED, by=by, seen=seen, at=at or timezone.now(), reason=reason.strip())


@transaction.atomic
def send_back_report(*, report: Report, by: User, text: str, at: datetime | None = None) -> Report:
    """Turn a checked report back to a draft, with words that say why. Returns the report.

    Raises ValidationError without words, and for a report that is not checked.
    """
    if not text.strip():
        raise ValidationError({"text": _("Say what is to be looked at again.")})
    found = Report.objects.select_for_update(no_key=True, of=("self",)).select_related("unit").get(pk=report.pk)
    _check_step(found, ReportState.DRAFT)
    step_to(found, ReportState.DRAFT, at=at or timezone.now(), by=by, text=text.strip())
    return found


def _step_on(
    report: Report, after: ReportState, *, by: User, seen: Snapshot, at: datetime, reason: str = ""
) -> Report:  # fmt: skip
    """Compile anew, and turn the state if the figures are those that were seen. What was compiled stays if not."""
    if report.period.ends_at > at:
        raise ValidationError(_("This period still runs. Its figures are checked and signed once it is over."))
    with transaction.atomic():
        # Before the figures: a row that comes in between is taken for a change later, and never missed.
        digests = _digests(report, at) if after == ReportState.SIGNED else None
        found = compile_report(unit=report.unit, period=report.period, at=at)
        moved = seen.moved(found) if (found.pk, found.fingerprint) != (report.pk, seen.fingerprint) else None
        if moved is None:
            _check_step(found, after)
            signature = {} if digests is None else _signature(found, digests, by=by, at=at, reason=reason)
            step_to(found, after, at=at, by=by, **signature)
    if moved is not None:
        raise FiguresMoved(moved)
    return found


def _digests(report: Report, at: datetime) -> dict[str, str]:
    unit_ids = list(Unit.objects.at_or_below(report.unit).values_list("pk", flat=True))
    return digests_of(unit_ids, report.period, at)


def _signature(report: Report, digests: dict[str, str], *, by: User, at: datetime, reason: str) -> dict[str, Any]:
    stands_for = {
        "rows_digests": digests, "signed_code": report.unit.code, "signed_at": at, "signed_by": by, "reason": reason,
    }  # fmt: skip
    before = {name: getattr(report, name) for name in stands_for}
    for name, value in stands_for.items():
        setattr(report, name, value)
    signature = {"hash": hash_of(report), **stands_for}
    for name, value in before.items():  # the step says what it was before
        setattr(report, name, value)
    return signature


def _check_step(report: Report, after: ReportState) -> None:
    if not report_may_become(report.state, after):
        words = {"state": report.get_state_display()}
        raise ValidationError(_("Somebody was faster, or it does not fit: this report is now “%(state)s”.") % words)
