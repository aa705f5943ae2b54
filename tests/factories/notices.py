"""Notices, channels and deliveries."""

import itertools
from datetime import datetime, time
from typing import Any

from campus_safety.accounts.models import User
from campus_safety.notices.actions import Draft
from campus_safety.notices.models import ApprovedHost, Channel, Delivery, Notice, QuietHours

_numbers = itertools.count(1)


def make_message(user: User, made_at: datetime, kind: str = "test.calm", **fields: Any) -> Notice:
    """An unread notice that leads to the inbox."""
    number = next(_numbers)
    values = {"key": f"key:{number}", "data": {"n": number}, "url": "/notices/"} | fields
    return Notice.objects.create(recipient=user, kind=kind, made_at=made_at, **values)


def make_draft(user: User, key: str = "a", kind: str = "test.calm", **fields: Any) -> Draft:
    """A notice to be written that leads to the inbox."""
    values = {"data": {"n": 1}, "url": "/notices/"} | fields
    return Draft(recipient_id=user.pk, kind=kind, key=key, **values)


def make_channel(
    user: User, made_at: datetime, kind: str = "mail", target: str = "me@example.org", **fields: Any
) -> Channel:
    """A channel in use; by mail unless said otherwise."""
    return Channel.objects.create(user=user, kind=kind, target=target, made_at=made_at, **fields)


def make_delivery(channel: Channel, made_at: datetime, **fields: Any) -> Delivery:
    """A delivery that is due at once; of a test message unless said otherwise."""
    return Delivery.objects.create(**{"channel": channel, "made_at": made_at, "due_at": made_at} | fields)


def make_approved_host(kind: str, host: str, at: datetime) -> ApprovedHost:
    """A host that messages of a kind may go to."""
    return ApprovedHost.objects.create(kind=kind, host=host, approved_at=at)


def make_quiet_hours(user: User, starts_at: time = time(22), ends_at: time = time(6, 30), **fields: Any) -> QuietHours:
    """From 22:00 to 06:30."""
    return QuietHours.objects.create(user=user, starts_at=starts_at, ends_at=ends_at, **fields)
