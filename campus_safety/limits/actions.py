"""Using up a limit, and forgetting who did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from campus_safety.limits.models import Use

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most `most` times in each span of time `per`, for each who (an address, a device; "" for all together)."""

    name: str
    most: int
    per: timedelta


@dataclass(frozen=True, slots=True)
class Refused:
    """A limit that is used up, and in how many seconds it begins anew."""

    limit: Limit
    retry_after_s: int


def use_up(*, limits: Iterable[tuple[Limit, str]], at: datetime) -> Refused | None:
    """Count one use of each limit by who it is used by; the first one that is used up, and None if all have room.

    One that is used up is only read, so that a flood writes nothing. Of a refused use the limits before it keep count.
    """
    for limit, who in limits:
        begins_at = at - (at - EPOCH) % limit.per
        if not _use(limit, _key(limit, who, begins_at), begins_at):
            return Refused(limit, int((begins_at + limit.per - at).total_seconds()) + 1)
    return None


def _use(limit: Limit, key: str, begins_at: datetime) -> bool:
    rows = Use.objects.filter(key=key, begins_at=begins_at)
    times = rows.values_list("times", flat=True).first()
    if times is None:
        try:
            with transaction.atomic():
                Use.objects.create(key=key, begins_at=begins_at, ends_at=begins_at + limit.per)
        except IntegrityError:  # somebody was faster
            return _use(limit, key, begins_at)
        return limit.most > 0
    return times < limit.most and rows.filter(times__lt=limit.most).update(times=F("times") + 1) == 1


def _key(limit: Limit, who: str, begins_at: datetime) -> str:
    """Another one in each span, so that nobody is followed from one to the next."""
    return salted_hmac(f"limits.{limit.name}", f"{begins_at.isoformat()} {who}", algorithm="sha256").hexdigest()


def drop_old(*, at: datetime) -> int:
    """Forget every span that is over. Returns how many rows; the same call again drops none."""
    dropped, _of_which = Use.objects.filter(ends_at__lte=at).delete()
    return dropped
