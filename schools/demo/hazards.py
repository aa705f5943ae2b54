"""Writes the hazards step by step, and the notices that ask for some of them to be put right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from auditlog.models import LogEntry

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, Changes
from campus_safety.local_days import local_day
from schools.demo.hazard_plans import OF_PREMISES, OF_SCHOOLS, SENT_BACK, SETTLED, Plan
from schools.demo.photos import Shown
from schools.demo.premises import PLANS as SITES
from schools.demo.premises import officer_for
from schools.demo.stage import Stage
from schools.demo.trail import dated
from schools.models import Hazard, HazardStep, ItemResult, Premises
from schools.states import HazardState

ENTERED_AFTER = timedelta(minutes=6)
BACK = "仅更换 1 具，其余 2 具压力仍不足，请继续整改（演示）"
FIRST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Written:
    """A hazard with its plan and its steps."""

    plan: Plan
    hazard: Hazard
    steps: list[HazardStep]


def write_hazards(
    stage: Stage, results: list[ItemResult], premises: Mapping[str, Premises], trail: list[LogEntry]
) -> list[Written]:
    """Write hazards and steps, and put their entries on `trail`."""
    written = [*_of_schools(stage, results), *_of_premises(stage, premises)]
    Hazard.objects.bulk_create(each.hazard for each in written)
    HazardStep.objects.bulk_create(step for each in written for step in each.steps)
    for each in written:
        trail += _entries_of(each)
    return written


def photos_of(written: list[Written]) -> Iterator[Shown]:
    """What was photographed: how it was found, and how it was after it was put right."""
    for each in written:
        for step in each.steps:
            is_after = step.after == HazardState.RECTIFIED
            if each.plan.scene and (is_after or not step.before):
                yield step, each.plan.scene, is_after, step.by, step.at


def _of_schools(stage: Stage, results: list[ItemResult]) -> Iterator[Written]:
    failed = {
        (result.school.name, result.item): result
        for result in results
        if result.is_current and not result.by_school and result.outcome == ItemResult.Outcome.FAIL
    }
    for plan in OF_SCHOOLS:
        school = stage.schools.get(plan.where)
        head = stage.heads.get(school.pk) if school else None
        is_reported = plan.path[0] == HazardState.REPORTED
        if school is None or (is_reported and head is None):
            continue
        result, officer = failed.get((plan.where, plan.item)), stage.officer(school)
        source = Hazard.Source.SCHOOL if is_reported else Hazard.Source.INSPECTION if result else Hazard.Source.PATROL
        hazard = _hazard(plan, school.unit_id, source, officer)
        hazard.school, hazard.result = school, result
        if is_reported and head:
            hazard.found_by, hazard.officer = head, None
        yield _walked(stage, plan, hazard, officer, head if plan.owner == Hazard.Owner.SCHOOL else None)


def _of_premises(stage: Stage, premises: Mapping[str, Premises]) -> Iterator[Written]:
    officers = {site.name: officer_for(stage, site) for site in SITES if site.name in premises}
    for plan in OF_PREMISES:
        if plan.where in premises:
            site, officer = premises[plan.where], officers[plan.where]
            hazard = _hazard(plan, site.unit_id, Hazard.Source.PREMISES, officer)
            hazard.premises = site
            yield _walked(stage, plan, hazard, officer, None)


def _hazard(plan: Plan, unit_id: int, source: Hazard.Source, officer: User) -> Hazard:
    severity = Hazard.Severity.MAJOR if plan.is_major else Hazard.Severity.GENERAL
    return Hazard(
        unit_id=unit_id, source=source, description=f"{plan.what}（演示）", severity=severity, place=plan.place,
        owner=plan.owner, owner_name=plan.owner_name, state=plan.path[-1], found_by=officer, officer=officer,
    )  # fmt: skip


def _walked(stage: Stage, plan: Plan, hazard: Hazard, officer: User, head: User | None) -> Written:
    """The hazard as its steps have left it: `head` puts it right if there is one, else the officer notes it."""
    moments = _moments(stage, plan, hazard)
    hazard.found_at = moments[0]
    hazard.due_on = _due_on(stage, plan, local_day(moments[0]))
    if plan.path[-1] == HazardState.VERIFIED:
        hazard.verified_at = moments[-1]
    steps, before = [], ""
    for number, (state, at) in enumerate(zip(plan.path, moments, strict=True)):
        by, text = _said(stage, hazard, before, state, officer, head)
        step = HazardStep(hazard=hazard, school=hazard.school, before=before, after=state, at=at, by=by, text=text)
        if state == HazardState.OPEN:
            is_first_of_two = plan.path == SENT_BACK and number == 0
            step.due_on = local_day(at) + timedelta(days=FIRST_DAYS) if is_first_of_two else hazard.due_on
        steps.append(step)
        before = state
    return Written(plan, hazard, steps)


def _moments(stage: Stage, plan: Plan, hazard: Hazard) -> list[datetime]:
    rng = stage.random("hazard", plan.where, plan.what)
    finished_at = hazard.result.inspection.finished_at if hazard.result else None
    minute = (15 if hazard.premises else 9) * 60 + rng.randint(20, 50)
    moments = [finished_at + ENTERED_AFTER if finished_at else stage.days.moment(plan.days[0], minute)]
    for when, hour in zip(plan.days[1:], (14, 10), strict=False):
        moments.append(stage.days.moment(when, hour * 60 + rng.randint(0, 55), after=moments[-1]))
    return moments


def _due_on(stage: Stage, plan: Plan, found_on: date) -> date | None:
    if plan.path[0] == HazardState.REPORTED:
        return None
    return (found_on if plan.path in SETTLED else stage.days.today) + timedelta(days=plan.due)


def _said(
    stage: Stage, hazard: Hazard, before: str, state: HazardState, officer: User, head: User | None
) -> tuple[User, str]:
    """Who took a step, and in which words."""
    if not before:
        return hazard.found_by, ""
    if state == HazardState.RECTIFIED:
        if head is not None:
            return head, "已整改完毕，请派出所复核（演示）"
        return officer, "经营方报告已整改（演示）" if hazard.premises else "学校报告已整改（演示）"
    if state == HazardState.WITHDRAWN:
        return stage.commanders.get(hazard.unit_id, officer), "与此前登记的隐患重复，予以撤销（演示）"
    return officer, "现场复核，整改到位（演示）" if state == HazardState.VERIFIED else BACK


def _entries_of(each: Written) -> Iterator[LogEntry]:
    hazard, (first, *later) = each.hazard, each.steps
    names = ("school_id" if hazard.school_id else "premises_id", "source", "description", "severity", "place", "owner")
    made: Changes = {name.removesuffix("_id"): (None, getattr(hazard, name)) for name in names}
    made |= {"state": (None, first.after), "due_on": (None, first.due_on)}
    yield dated(hazard, made, first.by, first.at, Action.CREATE)
    due_on = first.due_on
    for step in later:
        changes: Changes = {"state": (step.before, step.after)}
        if step.due_on is not None:
            changes["due_on"] = (due_on, step.due_on)
            due_on = step.due_on
        yield dated(hazard, changes, step.by, step.at)
