"""Fills the demonstration's schools with records, once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from auditlog.models import LogEntry
from django.db import transaction

from campus_safety.audit.trail import Action, record
from campus_safety.jobs.models import JobRun
from schools.demo.documents import write_documents
from schools.demo.hazards import photos_of, write_hazards
from schools.demo.inspections import write_inspections
from schools.demo.notices import write_notices
from schools.demo.photos import of_items, write_photos
from schools.demo.premises import write_premises
from schools.demo.stage import set_stage
from schools.models import Document, Hazard, Inspection, Premises

JOB = "schools.load_demo"
KEPT = (Inspection, Hazard, Premises, Document)


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written: how many rows the trail says were made, and when something happened."""

    records: int = 0
    moments: list[datetime] = field(default_factory=list)


@transaction.atomic
def fill_records(*, seed: int, now: datetime, first: date, has_school: Callable[[date], bool]) -> Filled:
    """Write the records of the days with school from `first` to yesterday, with their entries on the trail.

    Once: the same again changes nothing, and where people have begun to keep records there are none to invent.
    """
    _run, is_first = JobRun.objects.get_or_create(
        job=JOB, period=str(seed), defaults={"started_at": now, "finished_at": now}
    )
    if not is_first or any(model.objects.exists() for model in KEPT):
        return Filled()
    stage = set_stage(seed=seed, now=now, first=first, has_school=has_school)
    trail: list[LogEntry] = []
    results = write_inspections(stage, trail)
    hazards = write_hazards(stage, results, write_premises(stage, trail), trail)
    write_notices(stage, hazards, trail)
    write_photos([*of_items(results), *photos_of(hazards)], trail)
    write_documents(stage, trail)
    record(*sorted(trail, key=lambda row: row.timestamp))
    return Filled(sum(row.action == Action.CREATE for row in trail), [row.timestamp for row in trail])
