"""Reading the trail."""

import json
from datetime import date, datetime, time, timedelta

from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv46_address
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from campus_safety.audit.permissions import may_read_trail


def trail_visible_to(user: object) -> QuerySet[LogEntry]:
    """The whole trail for the auditor, nothing for anybody else: newest first, with who did it."""
    entries: QuerySet[LogEntry] = LogEntry.objects.all() if may_read_trail(user) else LogEntry.objects.none()
    return entries.select_related("actor", "content_type").order_by("-timestamp", "-pk")


def found(
    entries: QuerySet[LogEntry],
    *,
    who: str = "",
    q: str = "",
    kind: int | None = None,
    action: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[LogEntry]:
    """Those that match everything asked for; days are whole days in Asia/Shanghai, both included."""
    if who:
        entries = entries.filter(_by(who))
    if q:
        entries = _with_text(entries, q)
    if kind is not None:
        entries = entries.filter(content_type_id=kind)
    if action is not None:
        entries = entries.filter(action=action)
    if since is not None:
        entries = entries.filter(timestamp__gte=_midnight(since))
    if until is not None:
        entries = entries.filter(timestamp__lt=_midnight(until + timedelta(days=1)))
    return entries


def _by(who: str) -> Q:
    """Part of a username or name, or an address in full."""
    named = Q(actor__username__icontains=who) | Q(actor__name__icontains=who)
    try:
        validate_ipv46_address(who)
    except ValidationError:
        return named
    return named | Q(remote_addr=who)


def _with_text(entries: QuerySet[LogEntry], text: str) -> QuerySet[LogEntry]:
    """Changes are kept as JSON: on one database with other letters than ASCII spelt out, on the other as they are."""
    spelt = json.dumps(text)[1:-1]
    entries = entries.annotate(searched=Cast("changes", TextField()))
    return entries.filter(Q(object_repr__icontains=text) | Q(searched__icontains=text) | Q(searched__icontains=spelt))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
