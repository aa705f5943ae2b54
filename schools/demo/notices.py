"""The rectification notices: numbered within station and year, one of them signed for."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta

from auditlog.models import LogEntry
from django.utils import timezone

from campus_safety.audit.trail import Action, Changes
from schools.demo.hazards import Written
from schools.demo.stage import Stage
from schools.demo.trail import dated
from schools.models import NoticeLine, RectificationNotice

ISSUED_AFTER = timedelta(minutes=10)
RECEIVED_AFTER = timedelta(hours=3)
SIGNED_FOR = (1,)


def write_notices(stage: Stage, written: list[Written], trail: list[LogEntry]) -> None:
    """Write the notices with their lines, and put their entries on `trail`."""
    lines: dict[int, list[Written]] = defaultdict(list)
    for each in written:
        if each.plan.notice:
            lines[each.plan.notice].append(each)
    serials: Counter[tuple[int, int]] = Counter()
    notices = RectificationNotice.objects.bulk_create(
        _notice(stage, number, group, serials) for number, group in sorted(lines.items())
    )
    for notice, (_number, group) in zip(notices, sorted(lines.items()), strict=True):
        asked = [(due_on, each.hazard) for each in group if (due_on := each.steps[0].due_on)]
        NoticeLine.objects.bulk_create(
            NoticeLine(
                notice=notice, hazard=hazard, description=hazard.description, place=hazard.place, due_on=due_on
            )
            for due_on, hazard in sorted(asked, key=lambda each: (each[0], each[1].pk))
        )  # fmt: skip
        trail += _entries_of(notice)


def _notice(stage: Stage, number: int, group: list[Written], serials: Counter[tuple[int, int]]) -> RectificationNotice:
    last = max(group, key=lambda each: each.hazard.found_at)
    hazard, issued_at = last.hazard, last.hazard.found_at + ISSUED_AFTER
    year = timezone.localtime(issued_at).year
    serials[hazard.unit_id, year] += 1
    head = stage.heads.get(hazard.school_id or 0) if number in SIGNED_FOR else None
    return RectificationNotice(
        unit_id=hazard.unit_id, school=hazard.school, premises=hazard.premises, year=year,
        serial=serials[hazard.unit_id, year], issued_at=issued_at, issued_by=last.steps[0].by,
        received_at=issued_at + RECEIVED_AFTER if head else None, received_by=head,
    )  # fmt: skip


def _entries_of(notice: RectificationNotice) -> Iterator[LogEntry]:
    names = ("school_id" if notice.school_id else "premises_id", "year", "serial", "issued_at")
    changes: Changes = {name.removesuffix("_id"): (None, getattr(notice, name)) for name in names}
    yield dated(notice, changes, notice.issued_by, notice.issued_at, Action.CREATE)
    if notice.received_at is not None:
        yield dated(notice, {"received_at": (None, notice.received_at)}, notice.received_by, notice.received_at)
