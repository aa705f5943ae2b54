"""Secrets of days for tests: the same for the same day."""

from datetime import date

from django.utils import timezone

from patrols.minutes import commitment_to
from patrols.models import MinuteSecret


def make_secret(on: date) -> MinuteSecret:
    """The secret of a day, drawn now."""
    secret = f"{on:%Y%m%d}" * 8
    return MinuteSecret.objects.create(on=on, secret=secret, commitment=commitment_to(secret), drawn_at=timezone.now())
