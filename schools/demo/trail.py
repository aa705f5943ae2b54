"""Entries of the trail for demonstration data: of the day that they tell of, and marked."""

from datetime import datetime

from auditlog.models import LogEntry
from django.db.models import Model

from campus_safety.audit.trail import Action, Changes, entry


def dated(target: Model, changes: Changes, by: Model | None, at: datetime, action: int = Action.UPDATE) -> LogEntry:
    """An entry of the day that it tells of, marked as demonstration data."""
    row = entry(target, action=action, changes=changes, actor=by)
    row.timestamp, row.additional_data = at, {"demonstration": True}
    return row
