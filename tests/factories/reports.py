"""Reports in each of their states."""

from campus_safety.accounts.models import Unit, User
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.actions.signing import check_report, sign_report
from campus_safety.statistics.models import Report
from campus_safety.statistics.periods import period_named
from campus_safety.statistics.snapshot import Snapshot


def make_checked_report(unit: Unit, code: str, *, by: User) -> Report:
    """The report of a unit's period, compiled and checked."""
    report = compile_report(unit=unit, period=period_named(code))
    return check_report(report=report, by=by, seen=Snapshot.of(report))


def make_signed_report(unit: Unit, code: str, *, by: User, reason: str = "") -> Report:
    """The report of a unit's period, compiled, checked and signed."""
    report = make_checked_report(unit, code, by=by)
    return sign_report(report=report, by=by, seen=Snapshot.of(report), reason=reason)
