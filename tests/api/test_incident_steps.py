"""`/api/v1/incidents/<id>/<step>/`: who takes which, with what, and what a repeat does."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from incidents.models import Case, CaseStep
from incidents.states import CaseState
from incidents.steps import STEPS
from tests.api.conftest import Call, as_json, is_problem, wrong_fields
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories.cases import make_case

HANDS = 50
WORDS = {"text": "依据调查情况"}
SAID: dict[str, dict[str, Any]] = {
    "accept": {}, "investigate": {}, "assign": {"lead": "colleague"}, "deadline": WORDS | {"due_on": None},
}  # fmt: skip
FROM = {step.key: min(step.states) for step in STEPS}


def said(key: str) -> dict[str, Any]:
    """What a step needs; a deadline is ten days from now."""
    words = SAID.get(key, WORDS)
    return words | {"due_on": str(timezone.localdate() + timedelta(days=10))} if "due_on" in words else words


@pytest.mark.parametrize("key", [step.key for step in STEPS])
def test_a_commander_takes_every_step_and_a_repeat_changes_nothing(cast: Cast, post: Call, key: str) -> None:
    case = make_case(cast.officer, cast.school, FROM[key])

    first = post(cast.commander, f"incidents/{case.pk}/{key}/", said(key) | {"lead": "colleague"})
    with nothing_written("incidents"):
        again = post(cast.commander, f"incidents/{case.pk}/{key}/", said(key) | {"lead": "colleague"})

    assert (first.status_code, again.status_code) == (200, 200)
    assert as_json(first) == as_json(again)


def test_a_case_goes_from_report_to_closure(cast: Cast, post: Call) -> None:
    case = make_case(cast.colleague, cast.school)
    for key in ("accept", "investigate", "solve", "close"):
        answer = post(cast.officer, f"incidents/{case.pk}/{key}/", said(key))
    row = as_json(answer)
    assert (row["state"], row["lead"], row["due_on"]) == ("closed", "officer", str(date.today() + timedelta(days=30)))  # noqa: DTZ011
    assert None not in {row["solved_at"], row["closed_at"]}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
@pytest.mark.parametrize("state", CaseState)
def test_a_step_that_does_not_fit_is_refused_and_changes_nothing(
    cast: Cast, post: Call, step: Any, state: CaseState
) -> None:
    if state in step.states:
        return
    case = make_case(cast.officer, cast.school, state)
    with nothing_written("incidents"):
        answer = post(cast.commander, f"incidents/{case.pk}/{step.key}/", said(step.key))
    assert wrong_fields(answer) == {"non_field_errors"}


@pytest.mark.parametrize("key", [step.key for step in STEPS if step.key not in {"accept", "refuse"}])
def test_who_does_not_lead_it_takes_no_step(cast: Cast, post: Call, key: str) -> None:
    state = next(state for state in (CaseState.ACCEPTED, *CaseState) if state in _states(key) - {CaseState.REPORTED})
    case = make_case(cast.officer, cast.school, state)
    with nothing_written("incidents"):
        for user in (cast.colleague, cast.principal):
            assert is_problem(post(user, f"incidents/{case.pk}/{key}/", said(key)), 403)
            assert is_problem(post(user, f"incidents/{case.pk}/{key}/", {}), 403)
        for user in (cast.other_officer, cast.other_principal, cast.auditor, cast.administrator, cast.squad_officer):
            assert is_problem(post(user, f"incidents/{case.pk}/{key}/", said(key)), 404)
        assert is_problem(post(None, f"incidents/{case.pk}/{key}/", said(key)), 401)


def _states(key: str) -> frozenset[str]:
    return next(step.states for step in STEPS if step.key == key)


def test_who_hands_a_case_over_hands_it_over_once(cast: Cast, post: Call) -> None:
    case = make_case(cast.officer, cast.school, CaseState.ACCEPTED)
    address = f"incidents/{case.pk}/assign/"
    assert post(cast.officer, address, {"lead": "colleague"}).status_code == 200
    with nothing_written("incidents"):
        assert post(cast.officer, address, {"lead": "colleague"}).status_code == 200
        assert is_problem(post(cast.officer, address, {"lead": "commander"}), 403)


def test_the_principal_withdraws_the_own_report(cast: Cast, post: Call) -> None:
    own, others = make_case(cast.principal, cast.school), make_case(cast.officer, cast.school)

    answer = post(cast.principal, f"incidents/{own.pk}/withdraw/", {"text": "误报"})

    assert (answer.status_code, as_json(answer)["state"]) == (200, "withdrawn")
    assert "facts" not in as_json(answer)
    assert is_problem(post(cast.principal, f"incidents/{others.pk}/withdraw/", {"text": "误报"}), 403)


@pytest.mark.parametrize(
    ("key", "body", "field"),
    [
        ("refuse", {}, "text"),
        ("refuse", {"text": " "}, "text"),
        ("refuse", {"text": 1}, "text"),
        ("refuse", {"text": "字" * 501}, "text"),
        ("refuse", {"text": "电话13800131234"}, "text"),
        ("accept", {"lead": "officer2"}, "lead"),
        ("accept", {"lead": "nobody"}, "lead"),
        ("accept", {"due_on": "2000-01-01"}, "due_on"),
        ("accept", {"due_on": "9999-12-31"}, "due_on"),
        ("accept", {"due_on": 20261123}, "due_on"),
    ],
)
def test_what_cannot_be_is_named(cast: Cast, post: Call, key: str, body: dict[str, Any], field: str) -> None:
    case = make_case(cast.officer, cast.school)
    with nothing_written("incidents"):
        assert wrong_fields(post(cast.officer, f"incidents/{case.pk}/{key}/", body)) == {field}


def test_a_reason_with_a_number_that_is_meant_is_kept(cast: Cast, post: Call) -> None:
    case = make_case(cast.officer, cast.school)
    body = {"text": "店铺电话13800131234", "numbers_are_meant": True}
    assert post(cast.officer, f"incidents/{case.pk}/refuse/", body).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_fifty_hands_at_once_one_takes_the_step(cast: Cast, post: Call) -> None:
    case = make_case(cast.officer, cast.school)

    def try_it() -> tuple[int, str]:
        answer = post(cast.officer, f"incidents/{case.pk}/accept/", {})
        return answer.status_code, ""

    statuses = [status for status, _text in all_at_once([try_it] * HANDS)]

    assert statuses == [200] * HANDS  # one step, and the same answer to its repeats
    assert CaseStep.objects.filter(case=case, after=CaseState.ACCEPTED).count() == 1
    assert Case.objects.get().state == CaseState.ACCEPTED
