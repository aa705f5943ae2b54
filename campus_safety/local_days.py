"""Where a day begins, and on which day a moment lies: in Asia/Shanghai time."""

from datetime import date, datetime, time

from django.utils import timezone


def midnight(day: date) -> datetime:
    """The first instant of a day in Asia/Shanghai (aware)."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def local_day(moment: datetime) -> date:
    """The day in Asia/Shanghai on which an aware moment lies."""
    return timezone.localdate(moment, timezone.get_default_timezone())
