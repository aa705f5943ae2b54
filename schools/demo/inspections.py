"""Writes the inspections: each row as the actions would have left it, and its entries on the trail."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from auditlog.models import LogEntry

from campus_safety.audit.trail import Action, Changes
from schools.demo.stage import Stage
from schools.demo.trail import dated
from schools.demo.visits import NONE_NEEDED, OBJECTION, Visit, plan_visits
from schools.models import Inspection, ItemResult

Outcome = ItemResult.Outcome
AN_ITEM = timedelta(minutes=4)
ANSWERED_AFTER = timedelta(hours=3)


def write_inspections(stage: Stage, trail: list[LogEntry]) -> list[ItemResult]:
    """Write the inspections with their results, and put their entries on `trail`. Returns the results.

    The trail says of an inspection when it was begun, what its end put on the sheet, and what the school answered;
    there is no entry for each item.
    """
    visits = plan_visits(stage)
    inspections = Inspection.objects.bulk_create(_inspection_of(visit, stage) for visit in visits)
    results = []
    for visit, inspection in zip(visits, inspections, strict=True):
        made = list(_results_of(visit, inspection))
        trail += _entries_of(inspection, made)
        results += made
    _settle_sheets(results)
    return ItemResult.objects.bulk_create(results, batch_size=500)


def _inspection_of(visit: Visit, stage: Stage) -> Inspection:
    rng = stage.random("visit", visit.school.name, visit.when)
    by_school = visit.by.role == visit.by.Role.PRINCIPAL
    started_at = stage.days.moment(visit.when, (14 if by_school else 9) * 60 + rng.randint(15, 55))
    inspection = Inspection(
        unit_id=visit.school.unit_id, school=visit.school, by_school=by_school, inspector=visit.by,
        started_at=started_at, note=visit.note,
    )  # fmt: skip
    if visit.is_open:
        return inspection
    inspection.finished_at = started_at + AN_ITEM * (len(visit.items) + 1)
    counted = Counter(_outcome(visit, item) for item in visit.items)
    inspection.passed, inspection.failed = counted[Outcome.PASS], counted[Outcome.FAIL]
    inspection.not_applicable = counted[Outcome.NOT_APPLICABLE]
    if visit.answer:
        inspection.answer = visit.answer
        inspection.answer_note = OBJECTION if visit.answer == Inspection.Answer.OBJECTED else ""
        inspection.answered_at = inspection.finished_at + ANSWERED_AFTER
        inspection.answered_by = stage.heads[visit.school.pk]
    return inspection


def _results_of(visit: Visit, inspection: Inspection) -> Iterator[ItemResult]:
    for number, item in enumerate(visit.items, 1):
        yield ItemResult(
            inspection=inspection, school=visit.school, by_school=inspection.by_school, item=item,
            outcome=_outcome(visit, item), note=_note(visit, item),
            recorded_at=inspection.started_at + AN_ITEM * number,
        )  # fmt: skip


def _outcome(visit: Visit, item: str) -> Outcome:
    if item in visit.faults:
        return Outcome.FAIL
    return Outcome.NOT_APPLICABLE if (visit.school.name, item) in NONE_NEEDED else Outcome.PASS


def _note(visit: Visit, item: str) -> str:
    return visit.faults.get(item) or NONE_NEEDED.get((visit.school.name, item), "")


def _settle_sheets(results: list[ItemResult]) -> None:
    """The latest result of each item is on the sheet, of police's and of the school's own."""
    finished = (result for result in results if result.inspection.finished_at is not None)
    latest = {
        (result.school_id, result.by_school, result.item): result
        for result in sorted(finished, key=lambda result: result.recorded_at)
    }
    for result in latest.values():
        result.is_current = True


def _entries_of(inspection: Inspection, results: list[ItemResult]) -> Iterator[LogEntry]:
    by = inspection.inspector
    begun: Changes = {"school": (None, inspection.school_id), "started_at": (None, inspection.started_at)}
    yield dated(inspection, begun, by, inspection.started_at, Action.CREATE)
    if inspection.finished_at is None:
        return
    ended: Changes = {"finished_at": (None, inspection.finished_at), "note": ("", inspection.note)}
    ended |= {name: (0, getattr(inspection, name)) for name in ("passed", "failed", "not_applicable")}
    ended["on_sheet"] = (None, ", ".join(f"{result.item}: {result.outcome}" for result in results))
    yield dated(inspection, ended, by, inspection.finished_at)
    if inspection.answered_at is not None:
        yield dated(inspection, _answer_of(inspection), inspection.answered_by, inspection.answered_at)


def _answer_of(inspection: Inspection) -> Changes:
    at: datetime | None = inspection.answered_at
    return {"answer": ("", inspection.answer), "answer_note": ("", inspection.answer_note), "answered_at": (None, at)}
