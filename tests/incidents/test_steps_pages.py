"""Taking steps with a case on its pages: to whom each is offered, what it asks for, and what it leaves behind."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from incidents.actions import (
    accept_case,
    assign_case,
    close_case,
    move_deadline,
    reopen_case,
    report_case,
    withdraw_case,
)
from incidents.models import Case
from incidents.states import CaseState
from incidents.steps import STEPS, steps_open_to
from tests.cast import Cast
from tests.clients import signed_in
from tests.counting import nothing_written
from tests.factories import at
from tests.factories.cases import a_case, make_case

DECIDES = {
    CaseState.REPORTED: ["accept", "refuse", "withdraw"],
    CaseState.ACCEPTED: ["investigate", "assign", "deadline", "withdraw"],
    CaseState.INVESTIGATING: ["solve", "assign", "deadline", "withdraw"],
    CaseState.SOLVED: ["close", "assign"],
    CaseState.CLOSED: [],
    CaseState.NOT_ACCEPTED: [],
    CaseState.WITHDRAWN: [],
}
ENDED = {CaseState.SOLVED, CaseState.CLOSED, CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN}


def step_of(case: Case, key: str) -> str:
    return f"{case.get_absolute_url()}steps/{key}/"


@pytest.mark.parametrize("state", CaseState.values)
def test_each_step_is_offered_where_state_and_role_allow(cast: Cast, state: str) -> None:
    case = make_case(cast.officer, cast.school, state)
    offered = {
        name: [step.key for step in steps_open_to(user, case)]
        for name, user in cast.roles.items()
        if user and (user != cast.officer)
    }

    own = [step.key for step in steps_open_to(cast.officer, case)]
    decides = DECIDES[CaseState(state)]
    commands = decides + ["reopen"] * (state in ENDED)
    assert own == decides
    assert sorted(offered.pop("commander")) == sorted(offered.pop("bureau")) == sorted(commands)
    assert set(map(tuple, offered.values())) == {()}


@pytest.mark.parametrize("state", CaseState.values)
@pytest.mark.parametrize("key", [step.key for step in STEPS])
def test_a_step_that_does_not_fit_leads_back_and_changes_nothing(cast: Cast, state: str, key: str) -> None:
    case = make_case(cast.officer, cast.school, state)
    client, address = signed_in(cast.commander), step_of(case, key)
    is_open = key in {step.key for step in steps_open_to(cast.commander, case)}

    with nothing_written():
        seen = client.get(address)

    assert seen.status_code == (200 if is_open else 302)
    if not is_open:
        with nothing_written():
            sent = client.post(
                address, {"text": "发现新线索", "lead": cast.colleague.pk, "due_on": timezone.localdate()}
            )
        assert sent.headers["Location"] == case.get_absolute_url()


def test_a_case_goes_from_report_to_closure(cast: Cast) -> None:
    case = make_case(cast.principal, cast.school, way="principal")
    client, due_on = signed_in(cast.officer), timezone.localdate() + timedelta(days=10)
    values = {
        "accept": {"lead": cast.officer.pk, "due_on": due_on},
        "investigate": {},
        "solve": {"text": "视频追踪查明"},
        "close": {"text": "财物全部发还"},
    }

    answers = [client.post(step_of(case, key), sent).status_code for key, sent in values.items()]

    case.refresh_from_db()
    assert answers == [302] * 4
    assert (case.state, case.lead, case.due_on) == (CaseState.CLOSED, cast.officer, due_on)
    assert [(step.after, step.by) for step in case.steps.all()] == [
        ("reported", cast.principal),
        *((after, cast.officer) for after in ("accepted", "investigating", "solved", "closed")),
    ]


def test_the_form_of_acceptance_names_oneself_and_thirty_days(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school)

    forms = [signed_in(user).get(step_of(case, "accept")).context["form"] for user in (cast.officer, cast.bureau)]

    assert [form["lead"].value() for form in forms] == [cast.officer.pk, None]
    assert forms[0]["due_on"].value() == timezone.localdate() + timedelta(days=30)


@pytest.mark.parametrize(
    ("state", "key", "sent", "named"),
    [
        ("reported", "accept", {"lead": ""}, ["due_on", "lead"]),
        ("reported", "accept", {"lead": "9" * 25, "due_on": "2026-13-01"}, ["due_on", "lead"]),
        ("reported", "accept", {"due_on": "2020-01-01"}, ["due_on"]),
        ("reported", "accept", {"due_on": "2099-01-01"}, ["due_on"]),
        ("reported", "refuse", {"text": " "}, ["text"]),
        ("investigating", "solve", {"text": ""}, ["text"]),
        ("investigating", "solve", {"text": "嫌疑人电话 13896123456"}, ["text"]),
        ("investigating", "solve", {"text": "长" * 501}, ["text"]),
        ("investigating", "deadline", {"due_on": "2020-01-01", "text": "等鉴定"}, ["due_on"]),
        ("investigating", "deadline", {"due_on": "2020-01-01", "text": ""}, ["text"]),
        ("investigating", "assign", {"lead": ""}, ["lead"]),
    ],
)
def test_what_a_step_lacks_is_named_at_its_field(
    cast: Cast, state: str, key: str, sent: dict[str, str], named: list[str]
) -> None:
    case = make_case(cast.officer, cast.school, state)
    client = signed_in(cast.officer)

    with nothing_written():
        response = client.post(step_of(case, key), {"lead": cast.officer.pk} | sent)

    assert response.status_code == 400
    assert sorted(response.context["form"].errors) == named


def test_only_officers_of_the_unit_can_lead(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school)
    field = signed_in(cast.commander).get(step_of(case, "accept")).context["form"].fields["lead"]
    assert set(field.queryset) == {cast.officer, cast.colleague, cast.commander}


def test_handing_over_is_a_step_with_the_new_lead(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.ACCEPTED)
    signed_in(cast.officer).post(step_of(case, "assign"), {"lead": cast.colleague.pk})

    case.refresh_from_db()
    last = case.steps.order_by("pk").last()
    assert last is not None
    assert (case.lead, last.before, last.after, last.lead) == (cast.colleague, "accepted", "accepted", cast.colleague)
    assert signed_in(cast.officer).get(step_of(case, "investigate")).status_code == 403


def test_who_leads_already_is_not_handed_the_case(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        assign_case(by=cast.commander, case=make_case(cast.officer, cast.school, CaseState.ACCEPTED), lead=cast.officer)
    assert list(refused.value.message_dict) == ["lead"]


def test_moving_the_deadline_is_a_step_with_its_reason(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.INVESTIGATING)
    due_on = timezone.localdate() + timedelta(days=60)

    signed_in(cast.officer).post(step_of(case, "deadline"), {"due_on": due_on, "text": "等待鉴定"})

    case.refresh_from_db()
    last = case.steps.order_by("pk").last()
    assert last is not None
    assert (case.due_on, last.due_on, last.text, last.before) == (due_on, due_on, "等待鉴定", last.after)


@pytest.mark.parametrize("state", [CaseState.REPORTED, CaseState.SOLVED, CaseState.CLOSED])
def test_what_is_not_worked_on_has_no_deadline(cast: Cast, state: str) -> None:
    case = make_case(cast.officer, cast.school, state)
    with pytest.raises(ValidationError) as refused:
        move_deadline(by=cast.officer, case=case, due_on=timezone.localdate(), text="等待鉴定")
    assert list(refused.value.message_dict) == ["due_on"]


def test_a_case_of_long_ago_is_due_thirty_days_after_its_acceptance(cast: Cast) -> None:
    then = at("2018-04-16 10:00")
    case = report_case(by=cast.officer, case=a_case(cast.school, then), at=then)
    assert accept_case(by=cast.officer, case=case, lead=cast.officer, at=then).due_on == date(2018, 5, 16)


def test_a_closed_case_that_is_reopened_long_after_has_a_deadline_to_come(cast: Cast) -> None:
    then = at("2018-04-16 10:00")
    case = report_case(by=cast.officer, case=a_case(cast.school, then), at=then)
    accept_case(by=cast.officer, case=case, lead=cast.officer, at=then)
    for key, text in (("investigate", ""), ("solve", "视频追踪查明")):
        signed_in(cast.officer).post(step_of(case, key), {"text": text})
    close_case(by=cast.officer, case=case, text="财物全部发还")

    reopened = reopen_case(by=cast.commander, case=case, text="发现新线索")

    assert (reopened.state, reopened.due_on) == (CaseState.INVESTIGATING, timezone.localdate() + timedelta(days=30))


def test_a_principal_withdraws_an_own_report_until_it_is_decided(cast: Cast) -> None:
    case = make_case(cast.principal, cast.school, way="principal")
    client = signed_in(cast.principal)
    assert client.post(step_of(case, "withdraw"), {"text": "手机找到了"}).status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.WITHDRAWN

    decided = accept_case(by=cast.officer, case=make_case(cast.principal, cast.school), lead=cast.officer)
    assert client.post(step_of(decided, "withdraw"), {"text": "手机找到了"}).status_code == 403


def test_a_principal_who_withdraws_while_police_accept_comes_too_late(cast: Cast) -> None:
    seen = make_case(cast.principal, cast.school, way="principal")
    accept_case(by=cast.officer, case=seen, lead=cast.officer)

    with nothing_written(), pytest.raises(ValidationError):
        withdraw_case(by=cast.principal, case=seen, text="手机找到了")


def test_a_principal_takes_no_other_step_and_another_sees_none(cast: Cast) -> None:
    case = make_case(cast.principal, cast.school, way="principal")
    statuses = {key: signed_in(cast.principal).get(step_of(case, key)).status_code for key in ("accept", "refuse")}

    assert statuses == {"accept": 403, "refuse": 403}
    assert signed_in(cast.other_principal).get(step_of(case, "withdraw")).status_code == 404
    assert signed_in(cast.officer).get(step_of(case, "solve-it")).status_code == 404
