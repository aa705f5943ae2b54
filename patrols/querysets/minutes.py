"""Reading the secrets of days."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_auditor

if TYPE_CHECKING:
    from patrols.models import MinuteSecret


class MinuteSecretQuerySet(models.QuerySet["MinuteSecret"]):
    """Secrets of days."""

    def visible_to(self, user: User) -> Self:
        """For the auditor those of days that are over; for others none."""
        return self.filter(on__lt=timezone.localdate()) if is_auditor(user) else self.none()
