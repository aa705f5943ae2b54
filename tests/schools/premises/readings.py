"""What the trail says somebody looked through."""

from auditlog.models import LogEntry

from campus_safety.accounts.models import User


def readings(user: User) -> list[str]:
    """The addresses at which the user read what leaves a trace, in order."""
    entries = LogEntry.objects.get_for_object(user).filter(action=LogEntry.Action.ACCESS).order_by("pk")
    return [entry.changes["looked_through"][1] for entry in entries]
