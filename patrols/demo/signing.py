"""How far the station's reports are in the demonstration: signed, checked, and still a draft."""

from collections.abc import Sequence
from datetime import datetime

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.author import acting
from campus_safety.statistics.actions.signing import check_report, sign_report
from campus_safety.statistics.models import Report
from campus_safety.statistics.periods import Period
from campus_safety.statistics.snapshot import Snapshot

MOST_MONTHS = 3


def sign_months(station: Unit, periods: Sequence[Period], now: datetime) -> None:
    """Have the station's commander check the last month that is over, and sign the two before it.

    `periods` are the months that were compiled, oldest first.
    """
    over = [period for period in periods if period.ends_at <= now][-MOST_MONTHS:]
    commander = User.objects.filter(unit=station, role=User.Role.COMMANDER).order_by("pk")[0]
    with acting(commander):
        for period in over:
            report = Report.objects.filter(unit=station).of(period).select_related("unit").latest("revision")
            report = check_report(report=report, by=commander, seen=Snapshot.of(report), at=now)
            if period != over[-1]:
                sign_report(report=report, by=commander, seen=Snapshot.of(report), at=now)
