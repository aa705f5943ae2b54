"""Cases for tests."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from campus_safety.accounts.models import User
from incidents.actions import (
    accept_case,
    close_case,
    investigate_case,
    refuse_case,
    report_case,
    solve_case,
    withdraw_case,
)
from incidents.models import Case, Category
from incidents.states import CaseState
from schools.models import School

WAY_TO = {
    CaseState.REPORTED: [],
    CaseState.ACCEPTED: [CaseState.ACCEPTED],
    CaseState.INVESTIGATING: [CaseState.ACCEPTED, CaseState.INVESTIGATING],
    CaseState.SOLVED: [CaseState.ACCEPTED, CaseState.INVESTIGATING, CaseState.SOLVED],
    CaseState.CLOSED: [CaseState.ACCEPTED, CaseState.INVESTIGATING, CaseState.SOLVED, CaseState.CLOSED],
    CaseState.NOT_ACCEPTED: [CaseState.NOT_ACCEPTED],
    CaseState.WITHDRAWN: [CaseState.WITHDRAWN],
}


def a_case(near: School, at: datetime | None = None, **fields: Any) -> Case:
    """A theft at a school an hour before `at` (now, if not said), not yet written."""
    at = at or timezone.now()
    theft, _made = Category.objects.get_or_create(code="theft", defaults={"name": "盗窃", "name_en": "theft"})
    hour = timedelta(hours=1)
    values = {
        "unit_id": near.unit_id, "school": near, "category": theft, "way": Case.Way.STATION, "reported_at": at,
        "occurred_from": at - 2 * hour, "occurred_until": at - hour, "facts": "办公室内一部手机被盗",
    }  # fmt: skip
    return Case(**values | fields)


def take_step(by: User, case: Case, after: str) -> Case:
    """Turn a case to a state, with words where they are needed."""
    match after:
        case CaseState.ACCEPTED:
            return accept_case(by=by, case=case, lead=by)
        case CaseState.NOT_ACCEPTED:
            return refuse_case(by=by, case=case, text="不属于本所管辖")
        case CaseState.INVESTIGATING:
            return investigate_case(by=by, case=case)
        case CaseState.SOLVED:
            return solve_case(by=by, case=case, text="视频追踪查明")
        case CaseState.CLOSED:
            return close_case(by=by, case=case, text="财物全部发还")
    return withdraw_case(by=by, case=case, text="误报")


def make_case(by: User, school: School, state: str = CaseState.REPORTED, **fields: Any) -> Case:
    """A case that has come to this state, led by `by`."""
    case = report_case(by=by, case=a_case(school, **fields))
    for after in WAY_TO[CaseState(state)]:
        case = take_step(by, case, after)
    return case
