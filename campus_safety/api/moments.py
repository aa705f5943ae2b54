"""Moments as texts: ISO 8601, in Asia/Shanghai unless an offset says otherwise."""

from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from campus_safety.days import FIRST_YEAR, LAST_YEAR


def moment_of(text: str) -> datetime:
    """The aware moment that a text of ISO 8601 names.

    Raises ValueError for another format, an impossible time, or a year outside 2000 to 2100.
    """
    moment = parse_datetime(text)
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(text)
    local = timezone.get_default_timezone()
    return timezone.make_aware(moment, local) if timezone.is_naive(moment) else moment.astimezone(local)


def moment_text(moment: datetime) -> str:
    """An aware moment in ISO 8601, with the offset of Asia/Shanghai."""
    return moment.astimezone(timezone.get_default_timezone()).isoformat()
