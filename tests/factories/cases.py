"""Cases for tests."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from campus_safety.accounts.models import User
from incidents.actions import (
    accept_case,
    add_person,
    close_case,
    investigate_case,
    log_action,
    refuse_case,
    report_case,
    save_item,
    send_note,
    solve_case,
    withdraw_case,
)
from incidents.models import Case, CaseAction, CasePerson, Category, PreventionNote, PropertyItem
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


def make_theft() -> Category:
    """The category that is there from the beginning; tests that empty every table begin without it."""
    theft, _made = Category.objects.get_or_create(code="theft", defaults={"name": "盗窃", "name_en": "theft"})
    return theft


def a_case(near: School, at: datetime | None = None, **fields: Any) -> Case:
    """A theft at a school an hour before `at` (now, if not said), not yet written."""
    at = at or timezone.now()
    hour = timedelta(hours=1)
    values = {
        "unit_id": near.unit_id, "school": near, "category": make_theft(), "way": Case.Way.STATION, "reported_at": at,
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


def an_action(case: Case, at: datetime | None = None, **fields: Any) -> CaseAction:
    """A video review of an hour and a half in the two hours before `at` (now, if not said), not yet written."""
    at = at or timezone.now()
    values = {
        "unit_id": case.unit_id, "kind": CaseAction.Kind.VIDEO_REVIEW, "started_at": at - timedelta(hours=2),
        "ended_at": at, "hours": Decimal("1.5"), "result": "发现嫌疑人离开的方向",
    }  # fmt: skip
    return CaseAction(**values | fields)


def make_action(by: User, *cases: Case, officers: Sequence[User] = (), **fields: Any) -> CaseAction:
    """An action on these cases, done by `by` unless officers are named."""
    return log_action(by=by, action=an_action(cases[0], **fields), cases=cases, officers=officers or [by])


def an_item(case: Case, **fields: Any) -> PropertyItem:
    """A phone of a teacher's, worth 3,799 yuan and still out, not yet written."""
    values = {"category": "phone", "description": "黑色手机", "value_cny": Decimal(3799), "owner": "staff"}
    return PropertyItem(case=case, **values | fields)


def make_item(by: User, case: Case, **fields: Any) -> PropertyItem:
    """An item of a case in hand."""
    return save_item(by=by, item=an_item(case, **fields))


def make_person(by: User, case: Case, **said: Any) -> CasePerson:
    """A victim of a case in hand, with a number."""
    return add_person(by=by, case=case, **{"role": "victim", "name": "余晓明", "phone": "13812341234"} | said)


def make_note(by: User, *schools: School, **fields: Any) -> PreventionNote:
    """A prevention note of `by`'s station to these schools, sent `at` a moment (now, if not said)."""
    at, values = (
        fields.pop("at", None),
        {"unit": by.unit, "title": "演出时请看管好手机", "text": "请安排专人看管物品。"},
    )
    return send_note(by=by, note=PreventionNote(**values | fields), schools=schools, at=at)
