"""The pages of a case's people: masked but for the answer to a reason; nothing of them leaks where something fails."""

from collections.abc import Callable
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.db import DatabaseError, connection
from django.test import Client

from incidents.models import Case, CasePerson
from incidents.states import CaseState
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.clients import answers, signed_in
from tests.counting import nothing_written
from tests.factories.cases import make_case, make_person

NAME, PHONE, NOTE = "余晓明", "13812341234", "住谢家湾正街1号"
ENTERED = {"role": "victim", "name": NAME, "phone": " 138-1234 1234", "note": NOTE}
OURS = {"officer": 200, "commander": 200, "bureau": 200}
HIDDEN = dict.fromkeys(("other_officer", "principal", "other_principal", "auditor", "administrator"), 404)


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that the officer leads."""
    return make_case(cast.officer, cast.school, CaseState.INVESTIGATING)


@pytest.fixture
def person(cast: Cast, case: Case) -> CasePerson:
    """A victim, with number and note."""
    return make_person(cast.officer, case, note=NOTE)


def failing(table: str) -> Callable[..., Any]:
    """What makes the database refuse to write to a table."""

    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if table in sql and not sql.startswith("SELECT"):
            raise DatabaseError("refused")
        return execute(sql, params, many, context)

    return refuse


def test_somebody_is_entered_and_shown_masked(cast: Cast, case: Case) -> None:
    client = signed_in(cast.officer)

    answer = client.post(f"/incidents/{case.pk}/people/new/", ENTERED, follow=True)

    person, page = CasePerson.objects.get(), answer.content.decode()
    assert (person.name, person.phone, person.note) == (NAME, PHONE, NOTE)
    assert answer.redirect_chain == [(f"/incidents/{case.pk}/#people", 302)]
    assert (NAME in page, PHONE in page, NOTE in page) == (False, False, False)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"role": ""}, "role"),
        ({"role": "friend"}, "role"),
        ({"name": ""}, "name"),
        ({"name": "余" * 51}, "name"),
        ({"phone": "12"}, "phone"),
        ({"phone": "ring me"}, "phone"),
        ({"note": "x" * 501}, "note"),
        ({"is_minor": "on"}, "name"),
    ],
)
def test_bad_input_is_named_and_changes_nothing(cast: Cast, case: Case, wrong: dict[str, str], field: str) -> None:
    client = signed_in(cast.officer)
    with nothing_written():
        answer = client.post(f"/incidents/{case.pk}/people/new/", ENTERED | wrong)
    assert answer.status_code == 400
    assert field in answer.context["form"].errors


def test_of_a_minor_every_word_too_many_is_named(cast: Cast, case: Case) -> None:
    answer = signed_in(cast.officer).post(f"/incidents/{case.pk}/people/new/", ENTERED | {"is_minor": "on"})
    assert list(answer.context["form"].errors) == ["name", "phone", "note"]


def test_the_form_tells_what_is_kept_only_masked_and_keeps_what_is_left_empty(cast: Cast, person: CasePerson) -> None:
    client, address = signed_in(cast.colleague), f"/incidents/people/{person.pk}/"

    page = client.get(address).content.decode()
    client.post(address, {"role": "witness", "name": "", "phone": "", "note": ""})

    person.refresh_from_db()
    assert ("余某某" in page, "138****1234" in page) == (True, True)
    assert (NAME in page, PHONE in page, NOTE in page) == (False, False, False)
    assert (person.role, person.name, person.phone, person.note) == ("witness", NAME, PHONE, NOTE)


def test_somebody_is_taken_out_after_a_question(cast: Cast, person: CasePerson) -> None:
    client, address = signed_in(cast.officer), f"/incidents/people/{person.pk}/remove/"

    asked = client.get(address).content.decode()
    assert ("余某某" in asked, NAME in asked, CasePerson.objects.count()) == (True, False, 1)
    client.post(address)

    assert CasePerson.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_somebody_is_taken_out_once(cast: Cast, person: CasePerson) -> None:
    address = f"/incidents/people/{person.pk}/remove/"
    clients = [signed_in(cast.officer) for _each in range(4)]

    def remove() -> tuple[int, str]:
        answer = clients.pop().post(address)
        return answer.status_code, answer.headers.get("Location", "")

    found = set(all_at_once([remove] * 4))

    assert found <= {(302, f"/incidents/{person.case_id}/#people"), (404, "")}
    assert not CasePerson.objects.exists()


def test_in_full_somebody_is_seen_once_in_answer_to_a_reason(cast: Cast, person: CasePerson) -> None:
    client, address = signed_in(cast.officer), f"/incidents/people/{person.pk}/reveal/"

    asked = client.get(address).content.decode()
    answer = client.post(address, {"reason": "电话核实案情"})

    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert (NAME in page, PHONE in page, NOTE in page, NAME in asked) == (True, True, True, False)
    assert LogEntry.objects.filter(action=LogEntry.Action.ACCESS, object_id=person.pk).count() == 1
    assert NAME not in client.get(address).content.decode()


@pytest.mark.parametrize("reason", ["", "看看", "13900000000 给他打电话"])
def test_without_a_fit_reason_the_page_stays_masked(cast: Cast, person: CasePerson, reason: str) -> None:
    client = signed_in(cast.officer)
    with nothing_written():
        answer = client.post(f"/incidents/people/{person.pk}/reveal/", {"reason": reason})
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["reason"])
    assert NAME not in answer.content.decode()


def test_who_does_not_work_on_the_case_is_refused(cast: Cast, person: CasePerson) -> None:
    client, address = signed_in(cast.colleague), f"/incidents/people/{person.pk}/reveal/"
    with nothing_written():
        answer = client.post(address, {"reason": "电话核实案情"})
    assert (answer.status_code, NAME in answer.content.decode()) == (403, False)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("page", ["", "remove/", "reveal/"])
def test_who_has_no_business_with_people_finds_nobody(cast: Cast, person: CasePerson, page: str) -> None:
    address = f"/incidents/people/{person.pk}/{page}"
    assert answers(cast, address) == OURS | HIDDEN
    assert Client().get(address).headers["Location"].startswith("/sign-in/")


def test_after_the_end_nobody_is_changed_and_the_lead_still_sees_them(cast: Cast, person: CasePerson) -> None:
    Case.objects.filter(pk=person.case_id).update(state=CaseState.WITHDRAWN)
    client, reason = signed_in(cast.officer), {"reason": "复核案件材料"}

    statuses = [client.get(f"/incidents/people/{person.pk}/{page}").status_code for page in ("", "remove/")]

    assert statuses == [403, 403]
    assert NAME in client.post(f"/incidents/people/{person.pk}/reveal/", reason).content.decode()


def test_what_is_not_on_the_trail_is_not_shown(
    cast: Cast, person: CasePerson, caplog: pytest.LogCaptureFixture
) -> None:
    client = signed_in(cast.officer)
    client.raise_request_exception = False

    with connection.execute_wrapper(failing("auditlog_logentry")):
        answer = client.post(f"/incidents/people/{person.pk}/reveal/", {"reason": "电话核实案情"})

    assert (answer.status_code, NAME in answer.content.decode()) == (500, False)
    assert ("DatabaseError" in caplog.text, NAME in caplog.text, PHONE in caplog.text) == (True, False, False)


def test_a_failure_logs_no_word_of_who_was_entered(cast: Cast, case: Case, caplog: pytest.LogCaptureFixture) -> None:
    client = signed_in(cast.officer)
    client.raise_request_exception = False

    with connection.execute_wrapper(failing("incidents_caseperson")):
        answer = client.post(f"/incidents/{case.pk}/people/new/", ENTERED)

    assert (answer.status_code, NAME in answer.content.decode()) == (500, False)
    assert ("DatabaseError" in caplog.text, NAME in caplog.text, PHONE in caplog.text) == (True, False, False)
