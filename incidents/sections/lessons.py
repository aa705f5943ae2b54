"""What was learnt from a case: extra windows, what they came with, and prevention notes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day
from incidents.before_after import before_and_after
from incidents.models import Case, PreventionNote
from incidents.permissions import may_learn_from_case
from patrols.coverage.points import Rate, total_of
from patrols.models import Duty, DutyWindow, PatrolPoint
from patrols.states import DutyState

LATEST = 20


@dataclass(frozen=True, slots=True)
class Extras:
    """Extra windows of a case with the same times and days: at which points, and what became of their duties."""

    starts_at: time
    ends_at: time
    first_day: date
    last_day: date
    points: list[PatrolPoint]
    rate: Rate

    @property
    def duties_url(self) -> str:
        """The duties of these days, of this occasion."""
        query = {"from": str(self.first_day), "to": str(self.last_day), "occasion": DutyWindow.Occasion.OTHER.value}
        point = {"point": self.points[0].code} if len(self.points) == 1 else {}
        return f"{reverse('patrols:duties')}?{urlencode(query | point | {'ordering': 'starts_at'})}"


def lessons_section(case: Case, user: User) -> dict[str, Any]:
    """Context of the section: extra windows (latest first), before and after, the latest notes. Four queries."""
    now = timezone.now()
    windows = list(DutyWindow.objects.filter(case_window__case=case).select_related("point"))
    rates = _rates_of(windows, now)
    return {
        "extras": _grouped(windows, rates)[:LATEST],
        "compared": before_and_after(case, windows, now) if windows else None,
        "today": local_day(now),
        "notes": PreventionNote.objects.filter(case=case).with_counts()[:LATEST],
        "may_learn": may_learn_from_case(user, case),
    }


def _rates_of(windows: Iterable[DutyWindow], at: datetime) -> dict[int, Rate]:
    """{window id: duties that count so far, and those done}, of windows that have any. One query."""
    closed = Duty.objects.filter(window__in=windows).closed(at).order_by()
    done = Count("pk", filter=Q(state=DutyState.DONE))
    return {
        row["window_id"]: Rate(row["due"], row["done"])
        for row in closed.values("window_id").annotate(due=Count("pk"), done=done)
    }


def _grouped(windows: Iterable[DutyWindow], rates: Mapping[int, Rate]) -> list[Extras]:
    groups: defaultdict[tuple[Any, ...], list[DutyWindow]] = defaultdict(list)
    for window in windows:
        groups[window.in_force_from, window.in_force_until, window.starts_at, window.ends_at].append(window)
    return [
        Extras(
            starts_at=starts_at,
            ends_at=ends_at,
            first_day=first_day,
            last_day=last_day,
            points=sorted((window.point for window in alike), key=lambda point: point.code),
            rate=total_of(rates.get(window.pk, Rate()) for window in alike),
        )
        for (first_day, last_day, starts_at, ends_at), alike in sorted(groups.items(), reverse=True)
    ]
