"""Whether a file or a hash belongs to a report that was signed here."""

from dataclasses import dataclass

from django.db.models import Q

from campus_safety.statistics.integrity import is_whole
from campus_safety.statistics.models import Report


@dataclass(frozen=True, slots=True)
class Verified:
    """A genuine report: which one it is, and whether a later revision of it exists."""

    report: Report
    has_later: bool


def verified(sha256: str) -> Verified | None:
    """The signed report with this hash, or with a file of this SHA-256; None where there is none.

    Nor is there one whose stored figures are no longer those that were signed.
    """
    known = Report.objects.filter(Q(hash=sha256) | Q(files__sha256=sha256))
    report = known.with_figures().order_by("pk").first()
    if report is None or not is_whole(report):
        return None
    revisions = Report.objects.filter(unit=report.unit_id, revision__gt=report.revision).of(report.period)
    return Verified(report, has_later=revisions.exists())
