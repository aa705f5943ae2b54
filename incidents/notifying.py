"""What the steps and the deadlines of cases have to say, and to whom. Who took a step is told nothing of it."""

from collections.abc import Iterable, Iterator
from datetime import date

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from campus_safety.notices.actions import Draft
from campus_safety.notices.kinds import Data
from incidents.models import Case, CaseStep
from incidents.notice_kinds import APPOINTED, CHANGED, DEADLINE_NEAR, DEADLINE_OVER, REPORTED
from patrols.on_duty import commanders_of


def drafts_of_step(step: CaseStep) -> list[Draft]:
    """The notices of a step: the school's principals learn the state, a lead officer of having been appointed, and
    the commanders what a principal has reported. Three queries at most.
    """
    return [draft for draft in _drafts_of_step(step) if draft.recipient_id != step.by_id]


def _drafts_of_step(step: CaseStep) -> Iterator[Draft]:
    case = step.case
    if step.before != step.after:
        yield from (_of_step(step, CHANGED, principal, {"state": step.after}) for principal in _principals_of(case))
    if step.lead_id is not None:
        due_on = case.due_on.isoformat() if case.due_on else None
        yield _of_step(step, APPOINTED, step.lead_id, {"due_on": due_on})
    if not step.before and is_principal(step.by):
        commanders = commanders_of([case.unit_id])[case.unit_id]
        yield from (_of_step(step, REPORTED, commander, {}) for commander in commanders)


def _of_step(step: CaseStep, kind: str, recipient_id: int, data: Data) -> Draft:
    return _draft(step.case, kind, f"{step.pk}", recipient_id, data)


def _principals_of(case: Case) -> list[int]:
    if case.school_id is None:
        return []
    heads = User.objects.filter(role=User.Role.PRINCIPAL, is_active=True, principalship__school=case.school_id)
    return list(heads.order_by("pk").values_list("pk", flat=True))


def drafts_of_deadlines(cases: Iterable[Case], today: date) -> list[Draft]:
    """The notice of each case that its deadline is near or over. A deadline that is moved is told of anew. No query."""
    return [
        _draft(case, kind, f"{case.pk}:{case.due_on}", case.lead_id, {"due_on": case.due_on.isoformat()})
        for case in cases
        if case.due_on is not None and case.lead_id is not None
        for kind in [DEADLINE_OVER if case.due_on < today else DEADLINE_NEAR]
    ]


def _draft(case: Case, kind: str, about: str, recipient_id: int, data: Data) -> Draft:
    return Draft(
        recipient_id=recipient_id,
        kind=kind,
        key=f"{kind}:{about}",
        data={"number": case.number} | data,
        url=case.get_absolute_url(),
    )
