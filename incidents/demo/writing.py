"""Writes planned cases as rows, with the entries of the trail that they would have left."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import cycle

from auditlog.models import LogEntry
from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, Changes, mask
from incidents.demo.plans import Affair, Plan, Taken
from incidents.models import Case, CaseAction, CaseStep, Category, PropertyItem
from incidents.states import CLEARED_UP, LED, CaseState
from schools.demo.trail import dated
from schools.models import School

ENTERED_AFTER = timedelta(hours=1)
# So many officers of the station lead its cases, by turns.
LEADS = 4


@dataclass(frozen=True, slots=True)
class People:
    """Who works on the cases of one station: the officers, the commander, the principals by school."""

    unit_id: int
    officers: Sequence[User]
    commander: User
    heads: Mapping[int, User]

    def of_step(self, case: Case, step: Taken) -> User:
        """Who took a step: principals report theirs, the commander decides, the lead officer does the rest."""
        if step.after == CaseState.REPORTED:
            return case.entered_by
        return self.commander if case.lead is None or step.after == CaseState.ACCEPTED else case.lead


@dataclass(frozen=True, slots=True)
class Written:
    """An affair with the rows of its cases, their steps, their property and the work."""

    cases: list[Case]
    steps: list[CaseStep]
    items: list[PropertyItem]
    work: list[CaseAction]


def write_affairs(
    affairs: Sequence[Affair], people: People, schools: Mapping[str, School], trail: list[LogEntry]
) -> list[Written]:
    """Write the affairs in the order of their reports, and put their entries on `trail`.

    An affair whose school is not there any more is left out.
    """
    theft = Category.objects.get(code="theft")
    known = [affair for affair in affairs if all(not plan.school or plan.school in schools for plan in affair.cases)]
    leads = cycle(people.officers[:LEADS])
    planned = [
        (affair, [_case(plan, people, schools, theft, lead) for plan in affair.cases])
        for affair, lead in zip(known, leads, strict=False)
    ]
    cases = [case for _affair, made in planned for case in made]
    _number(cases)
    Case.objects.bulk_create(cases)
    written = [_rows_of(affair, made, people) for affair, made in planned]
    _save(written)
    for each in written:
        trail += _entries_of(each)
    return written


def _number(cases: Sequence[Case]) -> None:
    """Number the cases of one station within the years of their reports."""
    serials: Counter[int] = Counter()
    for case in sorted(cases, key=lambda case: case.reported_at):
        case.year = timezone.localtime(case.reported_at).year
        serials[case.year] += 1
        case.serial = serials[case.year]


def _case(plan: Plan, people: People, schools: Mapping[str, School], category: Category, lead: User) -> Case:
    """The case as its steps have left it."""
    school, last = schools.get(plan.school), plan.steps[-1]
    moments = {step.after: step.at for step in plan.steps}
    is_off_campus = bool(plan.place)
    spot = plan.spot or ((school.latitude, school.longitude) if school and not is_off_campus else (None, None))
    by_school = people.heads.get(school.pk) if school and plan.way == Case.Way.PRINCIPAL else None
    return Case(
        unit_id=people.unit_id, category=category, school=school, event=plan.event, is_off_campus=is_off_campus,
        place=plan.place, latitude=spot[0], longitude=spot[1], occurred_from=plan.occurred[0],
        occurred_until=plan.occurred[1], reported_at=plan.steps[0].at, way=plan.way, facts=plan.facts,
        state=last.after, lead=lead if last.after in LED else None, entered_by=by_school or people.commander,
        due_on=plan.due_on, solved_at=moments[CaseState.SOLVED] if last.after in CLEARED_UP else None,
        closed_at=moments.get(CaseState.CLOSED),
    )  # fmt: skip


def _rows_of(affair: Affair, cases: list[Case], people: People) -> Written:
    told = list(zip(affair.cases, cases, strict=True))
    lead = cases[0].lead or people.commander
    return Written(
        cases,
        [step for plan, case in told for step in _steps_of(plan, case, people)],
        [PropertyItem(case=case, **asdict(thing)) for plan, case in told for thing in plan.things],
        [CaseAction(unit_id=people.unit_id, entered_by=lead, **asdict(work)) for work in affair.work],
    )


def _steps_of(plan: Plan, case: Case, people: People) -> Iterator[CaseStep]:
    before = ""
    for step in plan.steps:
        settles = step.after == CaseState.ACCEPTED
        yield CaseStep(
            case=case, before=before, after=step.after, at=step.at, by=people.of_step(case, step), text=step.text,
            lead=case.lead if settles else None, due_on=plan.due_on if settles else None,
        )  # fmt: skip
        before = step.after


def _save(written: Sequence[Written]) -> None:
    CaseStep.objects.bulk_create(step for each in written for step in each.steps)
    PropertyItem.objects.bulk_create(item for each in written for item in each.items)
    CaseAction.objects.bulk_create(action for each in written for action in each.work)
    served, took_part = CaseAction.cases.through, CaseAction.officers.through
    served.objects.bulk_create(
        served(caseaction=action, case=case) for each in written for action in each.work for case in each.cases
    )
    took_part.objects.bulk_create(
        took_part(caseaction=action, user=action.entered_by) for each in written for action in each.work
    )


def _entries_of(each: Written) -> Iterator[LogEntry]:
    """What happened by its name, never where, to whom or what was said of it."""
    first: dict[int, datetime] = {case.pk: case.reported_at for case in each.cases}
    for step in each.steps:
        state = {"state": (step.before or None, str(step.after))}
        if step.before:
            yield dated(step.case, state, step.by, step.at)
        else:
            yield dated(step.case, state | {"facts": (None, mask(step.case.facts))}, step.by, step.at, Action.CREATE)
    for item in each.items:
        values: Changes = {"value_cny": (None, item.value_cny), "recovered_on": (None, item.recovered_on)}
        by, at = item.case.lead or item.case.entered_by, first[item.case_id] + ENTERED_AFTER
        yield dated(item, values, by, at, Action.CREATE)
    for action in each.work:
        numbers = ", ".join(case.number for case in each.cases)
        done: Changes = {"kind": (None, str(action.kind)), "hours": (None, action.hours), "cases": (None, numbers)}
        yield dated(action, done, action.entered_by, action.ended_at, Action.CREATE)
