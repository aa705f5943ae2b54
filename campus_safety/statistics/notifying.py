"""What reports have to say, and to whom."""

from collections.abc import Iterable

from campus_safety.accounts.models import User
from campus_safety.notices.actions import Draft
from campus_safety.statistics.models import Report, SentBriefing
from campus_safety.statistics.notice_kinds import BRIEFING, RESTATED


def drafts_of_restatement(report: Report) -> list[Draft]:
    """The unit's own commanders learn that a report which was signed has a new revision. One query."""
    commanders = User.objects.filter(unit_id=report.unit_id, role=User.Role.COMMANDER, is_active=True)
    data = {"period": report.period.code, "revision": report.revision}
    return [
        Draft(recipient_id=pk, kind=RESTATED, key=f"{RESTATED}:{report.pk}", data=data, url=report.get_absolute_url())
        for pk in commanders.order_by("pk").values_list("pk", flat=True)
    ]


def drafts_of_briefing(briefing: SentBriefing, readers: Iterable[User]) -> list[Draft]:
    """Those who subscribed to a unit's report are sent it; once each, whichever revision it is."""
    report = briefing.report
    data = {
        "report": report.pk,
        "unit": report.unit.name,
        "period": report.period.code,
        "revision": report.revision,
        "is_signed": report.signed_at is not None,
    }
    key = f"{BRIEFING}:{report.unit_id}:{report.period.code}"
    return [
        Draft(recipient_id=reader.pk, kind=BRIEFING, key=key, data=data, url=report.get_absolute_url())
        for reader in readers
    ]
