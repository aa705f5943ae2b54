"""That there is a case changes nothing for those who have no business with it: no count, no way to its row, no name."""

import re
from typing import Any

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from incidents.models import Case
from incidents.states import CaseState
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_unit
from tests.factories.cases import make_case

pytestmark = pytest.mark.once

NUMBERS = "1977-0"


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(at("2026-11-23 12:00"), tick=False):
        yield


TOKEN = rb'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]*'
SEEN_BY: dict[str, list[str]] = {
    "visitor": ["/", "/find/", "/healthz"],
    "other_principal": [
        "/home/", "/school/", "/incidents/", "/incidents/?q=书包", "/incidents/notes/", "/notices/", "/api/v1/schools/",
        "/api/v1/incidents/", "/api/v1/incidents/?category=theft", "/schools/hazards/",
    ],
    "administrator": [
        "/admin/", "/admin/incidents/", "/admin/incidents/category/", "/admin/accounts/unit/", "/notices/",
    ],
    "auditor": ["/notices/", "/home/"],
}  # fmt: skip


@pytest.mark.parametrize("role", SEEN_BY)
def test_a_case_changes_nothing_of_what_others_see(cast: Cast, role: str) -> None:
    user = cast.roles[role]
    client = Client() if user is None else signed_in(user)

    def seen() -> list[tuple[int, bytes]]:
        answers = [client.get(address) for address in SEEN_BY[role]]
        return [(answer.status_code, re.sub(TOKEN, b"", answer.content)) for answer in answers]

    before = seen()
    for state in CaseState:
        make_case(cast.officer, cast.school, state)
    assert seen() == before


def test_the_admin_leads_to_no_row_of_a_case(cast: Cast) -> None:
    """Django's own address from any table to a row's page would answer otherwise for a row that is there."""
    case = make_case(cast.officer, cast.school)
    kind = ContentType.objects.get_for_model(Case).pk
    client = signed_in(cast.administrator)
    assert {client.get(f"/admin/r/{kind}/{pk}/").status_code for pk in (case.pk, case.pk + 1)} == {404}


def test_a_unit_that_cannot_be_deleted_does_not_name_its_cases(cast: Cast) -> None:
    empty, busy = make_unit("EMP"), make_unit("BSY")
    Case.objects.filter(pk=make_case(cast.officer, cast.school).pk).update(unit=busy, year=1977)
    client = signed_in(cast.administrator)

    page = client.get(f"/admin/accounts/unit/{busy.pk}/delete/")
    client.post(f"/admin/accounts/unit/{busy.pk}/delete/", {"post": "yes"})
    client.post(f"/admin/accounts/unit/{empty.pk}/delete/", {"post": "yes"})

    assert NUMBERS not in page.content.decode()
    assert [type(unit).objects.filter(pk=unit.pk).exists() for unit in (empty, busy)] == [False, True]
