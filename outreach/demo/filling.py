"""Fills the demonstration with the work with schools, once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from campus_safety.audit.trail import record
from campus_safety.jobs.models import JobRun
from outreach.demo.activities import write_activities
from outreach.demo.appointments import write_appointments
from outreach.demo.covers import write_covers
from outreach.demo.feedback import write_feedback
from outreach.demo.ground import ground_at
from outreach.demo.opinions import write_disputes, write_opinions
from outreach.demo.voices import write_calls, write_tips
from outreach.models import Activity, Appointment
from patrols.demo.registry import register

JOB = "outreach.load_demo"
PARTS = (
    write_appointments, write_activities, write_covers, write_opinions, write_disputes, write_calls, write_tips,
    write_feedback,
)  # fmt: skip


@transaction.atomic
def fill_outreach(seed: int, now: datetime) -> Iterable[datetime]:
    """Write the story's appointments and activities and the invented rows, with their entries on the trail.

    Returns when something happened that a month counts. Once: the same again changes nothing, and where people have
    begun to keep appointments or activities there is nothing to invent.
    """
    ground = ground_at(now)
    if ground is None or Appointment.objects.exists() or Activity.objects.exists():
        return []
    _run, is_first = JobRun.objects.get_or_create(
        job=JOB, period=str(seed), defaults={"started_at": now, "finished_at": now}
    )
    if not is_first:
        return []
    for write in PARTS:
        write(ground)
    record(*sorted(ground.trail, key=lambda row: row.timestamp))
    return ground.moments


register("outreach", fill_outreach)
