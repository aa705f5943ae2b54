"""What beat asks the workers to do, and how often.

The database is the queue of record: each task looks there for what is to be done, so a message that is lost or expires
costs one round and nothing else. `expires` keeps old rounds from being worked off after the worker was down.
What happens once a day is asked for every ten minutes and claimed once (campus_safety.jobs.actions.claimed): the first
round after midnight (for what is told to people, after eight) does it, and a machine that slept then catches up later.
"""

from typing import TypedDict

TEN_MINUTES = 600
HOUR = 3600


class Entry(TypedDict):
    """One line of beat's schedule; periods in seconds."""

    task: str
    schedule: float
    options: dict[str, float]


def _every(seconds: float, task: str) -> Entry:
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


SCHEDULE: dict[str, Entry] = {
    entry["task"]: entry
    for entry in (
        _every(15, "jobs.worker_heartbeat"),
        _every(15, "notices.send_due"),
        _every(15, "statistics.compile_stale_months"),
        _every(30, "patrols.take_steps"),
        _every(30, "patrols.rebuild_public"),
        _every(30, "patrols.make_duties_ahead"),
        _every(TEN_MINUTES, "patrols.drop_old_places"),
        _every(TEN_MINUTES, "statistics.compile_every_month"),
        _every(TEN_MINUTES, "statistics.send_reports"),
        _every(TEN_MINUTES, "notices.drop_old"),
        _every(TEN_MINUTES, "calendars.warn_of_unknown_years"),
        _every(TEN_MINUTES, "incidents.remind_deadlines"),
        _every(TEN_MINUTES, "outreach.remind_opinions"),
        _every(TEN_MINUTES, "outreach.ask_for_marks"),
        _every(TEN_MINUTES, "outreach.remind_expiry"),
        _every(TEN_MINUTES, "outreach.tell_of_feedback"),
        _every(TEN_MINUTES, "limits.drop_old"),
        _every(HOUR, "uploads.drop_orphans"),
    )
}
