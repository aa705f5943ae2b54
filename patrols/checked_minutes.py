"""The suggested minutes of a day that is over, computed again from its disclosed secret."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from campus_safety.accounts.models import Unit
from campus_safety.statistics.periods import Period
from patrols.minutes import minutes_on_offer, suggested_minute
from patrols.models import Duty, MinuteSecret


@dataclass(frozen=True, slots=True)
class CheckedMinute:
    """A duty, and the minute that its secret gives."""

    duty: Duty
    computed_at: datetime

    @property
    def is_same(self) -> bool:
        """Whether it is the one that stands on the duty."""
        return self.computed_at == self.duty.suggested_at

    @property
    def on_offer(self) -> int:
        """Among how many minutes the choice was."""
        return minutes_on_offer(self.duty.starts_at, self.duty.ends_at)

    @property
    def apart_min(self) -> int | None:
        """How many whole minutes the visit was before (negative) or after it; None if nobody came."""
        if self.duty.visited_at is None:
            return None
        return round((self.duty.visited_at - self.computed_at) / timedelta(minutes=1))

    @property
    def apart_text(self) -> str:
        """The same with its sign, such as +4 or −12."""
        return f"{self.apart_min or 0:+d}".replace("-", "−")


def duties_drawn(secret: MinuteSecret) -> QuerySet[Duty]:
    """The duties of the day that have a suggested minute, of all units (an index covers it)."""
    units = Unit.objects.values_list("pk", flat=True)
    duties: QuerySet[Duty] = Duty.objects.of_units(list(units), Period(secret.on, secret.on))
    return duties.exclude(suggested_at=None).order_by("point__code", "starts_at")


def checked(secret: MinuteSecret, duties: Iterable[Duty]) -> Iterator[CheckedMinute]:
    """These duties of the day (with their points), each with its minute computed again."""
    for duty in duties:
        spans = duty.starts_at, duty.ends_at
        yield CheckedMinute(duty, suggested_minute(secret.secret, duty.point.code, duty.window_id, secret.on, *spans))
