"""Whether a signed report is still what was signed: the hash over its figures, and over the rows behind them."""

import json
from datetime import UTC
from hashlib import sha256

from campus_safety.statistics.counting import Counted, fingerprint_of
from campus_safety.statistics.models import Report
from campus_safety.statistics.states import ReportState


def hash_of(report: Report) -> str:
    """SHA-256, in hex, over what a signature stands for.

    Unit, days, revision, figures, the rows behind them, and who signed when and why.
    """
    text = {
        "unit": report.signed_code or report.unit.code,
        "days": [report.first_day.isoformat(), report.last_day.isoformat()],
        "revision": report.revision,
        "figures": report.fingerprint,
        "rows": report.rows_digests,
    }
    if report.signed_code and report.signed_at:  # those that were signed before the code was kept stand for less
        text |= {
            "at": report.signed_at.astimezone(UTC).isoformat(),
            "by": report.signed_by_id,
            "reason": report.reason,
        }
    return sha256(json.dumps(text, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def is_whole(report: Report) -> bool:
    """Whether a report is signed, and its figures as they are stored give the fingerprint and the hash of that day.

    `report.figures` should be there already.
    """
    figures = {one.key: Counted(one.value, one.part, one.whole, one.breakdowns) for one in report.figures.all()}
    fingerprint = fingerprint_of(report.signed_code or report.unit.code, report.period, figures)
    return report.state == ReportState.SIGNED and fingerprint == report.fingerprint and hash_of(report) == report.hash
