"""What a case tells those who have no business with it: nothing at any address."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from incidents.models import Case, CaseAction, CasePerson, CaseStep, PropertyItem
from tests.access.resources import RESOURCES
from tests.access.rows import addresses_of, page_names, resource_names
from tests.access.table import PAGES
from tests.cast import Cast, assemble_cast
from tests.clients import signed_in
from tests.factories import at

pytestmark = [pytest.mark.once, pytest.mark.django_db]

HIDDEN_FROM = ["other_principal", "auditor", "administrator"]
NUMBERS = "1977-0"
# What happened, where, to whom, what was done, said and stolen: for police of the unit alone.
POLICE_ONLY = [
    "蓝色书包被撬", "东侧储物间", "余明亮", "13812341234", "住址待核", "监控中发现线索", "线人提供情况", "金色怀表",
]  # fmt: skip
# What principals may open of their own school; what the trail is for is the auditor's.
OF_PRINCIPALS = {"incidents:list", "incidents:new", "incidents:notes", "api:incidents-list"}
TRAIL = {"audit:list", "audit:export"}


@pytest.fixture(scope="module", autouse=True)
def _noon() -> Any:
    with time_machine.travel(at("2026-11-23 12:00"), tick=False):
        yield


@pytest.fixture(scope="module")
def cast(module_rows: None) -> Cast:
    """The cast, written once for all addresses."""
    return assemble_cast()


@pytest.fixture(scope="module")
def addresses(cast: Cast) -> dict[str, str]:
    """The address of every page and resource, with words in all the cases behind them that nobody else may read."""
    found = addresses_of(cast)
    facts, place, name, phone, note, result, text, description = POLICE_ONLY
    Case.objects.update(year=1977, facts=facts, place=place)
    CasePerson.objects.update(name=name, phone=phone, note=note)
    CaseAction.objects.update(result=result)
    CaseStep.objects.update(text=text)
    PropertyItem.objects.update(description=description)
    return found


def of_cases() -> list[str]:
    """The names of all addresses of the cases, pages and resources."""
    resources = ("api:incident", "api:case_actions", "api:property_items")
    pages = [name for name in page_names() if name.startswith("incidents:")]
    return [*pages, *(name for name in resource_names() if name.startswith(resources))]


def test_there_are_addresses_of_cases() -> None:
    assert {"incidents:detail", "incidents:person_reveal", "api:incident-close"} < set(of_cases())


@pytest.mark.parametrize("role", HIDDEN_FROM)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_of_a_case_is_no_address_to_others(
    cast: Cast, addresses: dict[str, str], role: str, method: str
) -> None:
    user = cast.roles[role]
    assert user is not None
    client = signed_in(user)
    found = {name: getattr(client, method)(addresses[name]).status_code for name in of_cases()}
    open_ones = OF_PRINCIPALS if role == "other_principal" else set()
    assert {name: status for name, status in found.items() if name not in open_ones and status not in {404, 405}} == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_asked_to_sign_in(addresses: dict[str, str], method: str) -> None:
    found = {name: getattr(Client(), method)(addresses[name]) for name in of_cases()}
    wrong = {name: answer.status_code for name, answer in found.items() if not _asks_to_sign_in(name, answer)}
    assert wrong == {}


def _asks_to_sign_in(name: str, answer: Any) -> bool:
    if name.startswith("api:"):
        return bool(answer.status_code == 401)
    return bool(answer.status_code == 405 or answer.headers.get("Location", "").startswith("/sign-in/?next="))


def told(client: Client, address: str) -> list[str]:
    """What an address tells of what is police's alone, and of numbers."""
    text = b"".join(client.get(address)).decode("utf-8", "replace")
    return [secret for secret in (*POLICE_ONLY, NUMBERS) if secret in text]


@pytest.mark.parametrize("role", ["visitor", "principal", *HIDDEN_FROM])
def test_no_page_of_the_portal_tells_of_a_case(cast: Cast, addresses: dict[str, str], role: str) -> None:
    """Every address of every area, whether the role can open it or not; the school's own cases go by their numbers."""
    user = cast.roles[role]
    client = Client() if user is None else signed_in(user)
    walked = [name for name in (*PAGES, *RESOURCES) if role != "auditor" or name not in TRAIL]
    leaks = {name: found for name in walked if (found := told(client, addresses[name]))}
    assert {name: found for name, found in leaks.items() if role != "principal" or found != [NUMBERS]} == {}


def test_police_of_the_unit_are_told_all_but_people(cast: Cast, addresses: dict[str, str]) -> None:
    facts, place, _name, _phone, _note, result, text, description = POLICE_ONLY
    client = signed_in(cast.officer)
    names = ("incidents:detail", "incidents:actions", "incidents:items")
    found = {secret for name in names for secret in told(client, addresses[name])}
    assert found == {facts, place, result, text, description, NUMBERS}
