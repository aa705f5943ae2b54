"""Notices are read one by one or all at once, and all at once can be taken back."""

from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Greatest

from campus_safety.accounts.models import User
from campus_safety.notices.models import Notice


def read_notice(*, notice: Notice, at: datetime) -> None:
    """Note when a notice was first opened."""
    Notice.objects.filter(pk=notice.pk).unread().update(read_at=_not_before_made(at))


def read_all(*, by: User, at: datetime) -> int:
    """Mark all notices of a user as read. Returns how many were unread."""
    return Notice.objects.visible_to(by).unread().update(read_at=_not_before_made(at))


def unread_again(*, by: User, read_at: datetime) -> int:
    """Take back what `read_all` did at this moment. Returns how many are unread again."""
    return Notice.objects.visible_to(by).filter(read_at=read_at).update(read_at=None)


def _not_before_made(at: datetime) -> Greatest:
    """A clock that was set back since makes no notice read before it was made."""
    return Greatest(Value(at), F("made_at"))
