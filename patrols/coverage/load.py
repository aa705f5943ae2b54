"""The load of officers over a span: outings, time out, check-ins, points; and whether it is balanced."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, DurationField, ExpressionWrapper, F, Max, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.statistics.periods import Period
from patrols.models import CheckIn, OutingOfficer

_NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Load:
    """One officer: outings that began in the span, minutes out, check-ins that stand, and at how many points."""

    officer: User
    outings: int
    minutes: int
    longest_min: int
    check_ins: int
    points: int

    @property
    def clock(self) -> str:
        """The time out as hours and minutes."""
        return clock(self.minutes)


@dataclass(frozen=True, slots=True)
class Loads:
    """The officers of some units, who was out longest first, and their sums."""

    rows: list[Load]

    @property
    def outings(self) -> int:
        """Officer person-times, as the month counts them."""
        return sum(row.outings for row in self.rows)

    @property
    def clock(self) -> str:
        """The time out of all of them, as hours and minutes."""
        return clock(sum(row.minutes for row in self.rows))

    @property
    def check_ins(self) -> int:
        """The check-ins of all of them."""
        return sum(row.check_ins for row in self.rows)

    @property
    def words(self) -> str:
        """Whether it is balanced, as with the roster: nobody behind anybody by more than the longest outing.

        Commanders, and who is no longer in service, are left out; "" where nobody is to be compared.
        """
        ours = [row for row in self.rows if row.officer.role == User.Role.OFFICER and row.officer.is_active]
        longest = max((row.longest_min for row in ours), default=0)
        if len(ours) < 2 or not longest:
            return ""
        most, least = ours[0], ours[-1]
        values = {"most": most.clock, "least": least.clock, "longest": clock(longest)}
        values |= {"first": str(most.officer), "last": str(least.officer)}
        if most.minutes - least.minutes <= longest:
            text = _("Balanced: from %(least)s to %(most)s, no further apart than the longest outing (%(longest)s).")
        else:
            text = _("Not balanced: %(first)s %(most)s, %(last)s %(least)s; the longest outing took %(longest)s.")
        return text % values


def clock(minutes: int) -> str:
    """Minutes as hours and minutes: `12:05`."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def loads_of(unit_ids: Collection[int], period: Period, at: datetime) -> Loads:
    """The load of every officer of these units, and of who went out for them: three queries.

    An outing counts where it began, and one that still runs up to `at`.
    """
    outings = _outings(unit_ids, period, at)
    people = User.objects.filter(Q(pk__in=outings) | Q(pk__in=User.objects.officers().filter(unit_id__in=unit_ids)))
    officers = list(people.order_by("username"))
    visits = _visits([officer.pk for officer in officers], period)
    rows = [_load(officer, outings.get(officer.pk, {}), visits.get(officer.pk, {})) for officer in officers]
    return Loads(sorted(rows, key=lambda row: -row.minutes))


def _outings(unit_ids: Collection[int], period: Period, at: datetime) -> dict[int, dict[str, Any]]:
    ended = Coalesce(F("ended_at"), Value(at), output_field=DateTimeField())
    took = ExpressionWrapper(ended - F("started_at"), output_field=DurationField())
    teams = OutingOfficer.objects.filter(
        unit_id__in=unit_ids, started_at__gte=period.starts_at, started_at__lt=period.ends_at
    )
    counted = teams.order_by().values("officer").annotate(outings=Count("pk"), out=Sum(took), longest=Max(took))
    return {row["officer"]: dict(row) for row in counted}


def _visits(officers: Collection[int], period: Period) -> dict[int, dict[str, Any]]:
    check_ins = CheckIn.objects.standing().filter(
        officer__in=officers, captured_at__gte=period.starts_at, captured_at__lt=period.ends_at
    )
    counted = check_ins.order_by().values("officer").annotate(n=Count("pk"), points=Count("point", distinct=True))
    return {row["officer"]: dict(row) for row in counted}


def _load(officer: User, outings: dict[str, Any], visits: dict[str, Any]) -> Load:
    return Load(
        officer=officer,
        outings=outings.get("outings", 0),
        minutes=_minutes(outings.get("out", _NONE)),
        longest_min=_minutes(outings.get("longest", _NONE)),
        check_ins=visits.get("n", 0),
        points=visits.get("points", 0),
    )


def _minutes(span: timedelta) -> int:
    """Whole minutes; none for an outing that starts ahead, by a clock that is."""
    return max(int(span.total_seconds() // 60), 0)
