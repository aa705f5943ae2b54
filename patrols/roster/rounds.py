"""Entries of one officer on one day at the same times: a round, as officers speak of it and swap it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time

from django.utils import timezone

from patrols.models import Duty, RosterEntry
from patrols.roster.planned import Span


def times_of(entries: Collection[RosterEntry]) -> dict[int, Span]:
    """{entry id: from when until when}: as its duty says, or the window where none is made yet. One query."""
    rows = Duty.objects.filter(
        window__in={row.window_id for row in entries}, on__in={row.on for row in entries}
    ).values_list("window_id", "on", "starts_at", "ends_at")
    made = {(window, on): (starts_at, ends_at) for window, on, starts_at, ends_at in rows}
    return {row.pk: made.get((row.window_id, row.on)) or _usual(row) for row in entries}


def _usual(row: RosterEntry) -> Span:
    return _local(row.on, row.window.starts_at), _local(row.on, row.window.ends_at)


def _local(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock), timezone.get_default_timezone())


def round_in_text(entries: Sequence[RosterEntry]) -> str:
    """Day, times and codes, the same in every language: "2026-11-30 07:30–08:10 SPQ-01, SPQ-02"; "" for no entry."""
    if not entries:
        return ""
    starts_at, ends_at = (timezone.localtime(moment) for moment in times_of(entries[:1])[entries[0].pk])
    codes = ", ".join(row.window.point.code for row in entries)
    return f"{starts_at:%Y-%m-%d} {starts_at:%H:%M}–{ends_at:%H:%M} {codes}"
