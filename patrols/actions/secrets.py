"""The secrets of days: drawn when the first duties of a day are made, and never again."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from patrols.minutes import commitment_to, new_secret
from patrols.models import MinuteSecret


def secrets_of(days: Iterable[date]) -> dict[date, str]:
    """{day: its secret}; what is missing is drawn, in the order of the days, so that two at once wait in one order."""
    days = sorted(days)
    found = dict(MinuteSecret.objects.filter(on__in=days).values_list("on", "secret"))
    return found | {day: draw_secret(on=day) for day in days if day not in found}


def draw_secret(*, on: date) -> str:
    """The secret of a day that had none yet: this one, or that of who was quicker. Its SHA-256 goes on the trail."""
    secret = new_secret()
    row = MinuteSecret(on=on, secret=secret, commitment=commitment_to(secret), drawn_at=timezone.now())
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return MinuteSecret.objects.get(on=on).secret
    return secret
