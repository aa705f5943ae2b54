"""Fills the demonstration with cases, once."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from auditlog.models import LogEntry
from django.db import transaction

from campus_safety.accounts.models import User
from campus_safety.audit.trail import record
from campus_safety.jobs.models import JobRun
from campus_safety.local_days import local_day, midnight
from campus_safety.notices.actions import write_notices
from incidents.demo.invented import invented
from incidents.demo.notes import send_notes
from incidents.demo.story import STORY
from incidents.demo.writing import People, Written, write_affairs
from incidents.models import Case
from incidents.notifying import drafts_of_step
from patrols.demo.registry import register
from patrols.demo.units import STATION
from schools.models import Principalship, School

JOB = "incidents.load_demo"
TOLD_FOR = timedelta(days=3)


@transaction.atomic
def fill_cases(seed: int, now: datetime) -> Iterable[datetime]:
    """Write the story's cases and the invented ones, with their entries on the trail and the notices of the last days.

    Returns when something happened that a month counts. Once: the same again changes nothing, and where people have
    begun to keep cases there are none to invent.
    """
    _run, is_first = JobRun.objects.get_or_create(
        job=JOB, period=str(seed), defaults={"started_at": now, "finished_at": now}
    )
    people = _people()
    if not is_first or people is None or Case.objects.exists():
        return []
    schools = {school.name: school for school in School.objects.filter(unit=people.unit_id).select_related("unit")}
    trail: list[LogEntry] = []
    written = write_affairs([STORY, *invented(local_day(now))], people, schools, trail)
    send_notes(written, people, schools, now, trail)
    record(*sorted(trail, key=lambda row: row.timestamp))
    _tell(written, now)
    return list(_moments(written))


def _people() -> People | None:
    """The invented officers of the station, who has an account first; None if nobody commands it any more."""
    station = User.objects.filter(unit__code=STATION, badge__startswith="演示-", is_active=True)
    officers = list(station.filter(role=User.Role.OFFICER).order_by("username"))
    commander = station.filter(role=User.Role.COMMANDER).first()
    if commander is None or commander.unit_id is None or not officers:
        return None
    heads = Principalship.objects.filter(user__in=station).select_related("user")
    return People(commander.unit_id, officers, commander, {each.school_id: each.user for each in heads})


def _tell(written: Iterable[Written], now: datetime) -> None:
    """The notices of the steps of the last three days."""
    for step in sorted((step for each in written for step in each.steps), key=lambda step: step.at):
        if step.at > now - TOLD_FOR:
            write_notices(drafts=drafts_of_step(step), at=step.at)


def _moments(written: Iterable[Written]) -> Iterator[datetime]:
    for each in written:
        yield from (case.reported_at for case in each.cases)
        yield from (case.solved_at for case in each.cases if case.solved_at)
        yield from (action.started_at for action in each.work)
        yield from (midnight(item.recovered_on) for item in each.items if item.recovered_on)


register("incidents.cases", fill_cases)
