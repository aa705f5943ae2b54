"""Reading notices, channels and deliveries: everybody their own, and nobody another's."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User

if TYPE_CHECKING:
    from campus_safety.notices.models import Channel, Delivery, Notice


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices."""

    def visible_to(self, user: User) -> Self:
        """The user's own."""
        return self.filter(recipient=user)

    def unread(self) -> Self:
        """Those that nobody has opened (a partial index covers it)."""
        return self.filter(read_at=None)


class ChannelQuerySet(models.QuerySet["Channel"]):
    """Channels."""

    def visible_to(self, user: User) -> Self:
        """The user's own."""
        return self.filter(user=user)

    def in_use(self) -> Self:
        """Those that messages go to: in use, of people who may sign in."""
        return self.filter(is_active=True, user__is_active=True)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries."""

    def visible_to(self, user: User) -> Self:
        """Those on the user's own channels."""
        return self.filter(channel__user=user)

    def due(self, at: datetime) -> Self:
        """Waiting, and due (a partial index covers it)."""
        return self.filter(state="waiting", due_at__lte=at)
