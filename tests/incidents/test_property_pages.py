"""The pages of property: the list with its sums, one item, and the way back to its owner."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from incidents.models import Case, PropertyItem
from incidents.querysets.parts import PropertyTotals
from incidents.states import CaseState
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.counting import nothing_written
from tests.factories import at
from tests.factories.cases import make_case, make_item

TODAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 21)
PHONE = {"category": "phone", "description": "黑色手机", "value_cny": "3799", "owner": "staff"}
OURS = {"officer": 200, "commander": 200, "bureau": 200}
HIDDEN = dict.fromkeys(("principal", "other_principal", "auditor", "administrator"), 404)


@pytest.fixture(autouse=True)
def monday_noon() -> Iterator[None]:
    """It is Monday, 23 November 2026, at noon."""
    with time_machine.travel(at("2026-11-23 12:00"), tick=False):
        yield


@pytest.fixture
def case(cast: Cast) -> Case:
    """A theft of 20 November, which is investigated."""
    return make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=at("2026-11-20 10:00"))


def test_an_item_is_entered_and_changed(cast: Cast, case: Case) -> None:
    client = signed_in(cast.colleague)

    answer = client.post(f"/incidents/{case.pk}/property/new/", PHONE)
    item = PropertyItem.objects.get()
    back = {"recovered_on": "2026-11-21", "returned_on": "2026-11-23"}
    client.post(f"/incidents/property/{item.pk}/", PHONE | back | {"value_cny": "3799.50"})

    item.refresh_from_db()
    assert answer.headers["Location"] == f"/incidents/{case.pk}/#property"
    assert (item.case, item.value_cny, item.owner) == (case, Decimal("3799.50"), "staff")
    assert (item.recovered_on, item.returned_on) == (SATURDAY, TODAY)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"value_cny": ""}, "value_cny"),
        ({"value_cny": "-1"}, "value_cny"),
        ({"value_cny": "1e9"}, "value_cny"),
        ({"value_cny": "NaN"}, "value_cny"),
        ({"description": ""}, "description"),
        ({"description": "手机，机主 13812341234"}, "description"),
        ({"category": "party"}, "category"),
        ({"owner": ""}, "owner"),
        ({"recovered_on": "2026-11-19"}, "recovered_on"),
        ({"recovered_on": "21.11.2026"}, "recovered_on"),
        ({"returned_on": "2026-11-23"}, "recovered_on"),
        ({"recovered_on": "2026-11-23", "returned_on": "2026-11-22"}, "returned_on"),
    ],
)
def test_bad_input_is_named_and_changes_nothing(cast: Cast, case: Case, wrong: dict[str, str], field: str) -> None:
    client = signed_in(cast.officer)
    with nothing_written():
        answer = client.post(f"/incidents/{case.pk}/property/new/", PHONE | wrong)
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])


def test_it_is_recovered_today_and_given_back_today(cast: Cast, case: Case) -> None:
    item, client = make_item(cast.officer, case), signed_in(cast.officer)

    client.post(f"/incidents/property/{item.pk}/recover/")
    client.post(f"/incidents/property/{item.pk}/return/")
    again = client.post(f"/incidents/property/{item.pk}/return/")

    item.refresh_from_db()
    assert (item.recovered_on, item.returned_on) == (TODAY, TODAY)
    assert again.headers["Location"] == f"/incidents/{case.pk}/#property"


def test_everything_is_given_back_after_a_question(cast: Cast, case: Case) -> None:
    make_item(cast.officer, case)
    make_item(cast.officer, case)
    client, address = signed_in(cast.officer), f"/incidents/{case.pk}/property/return/"

    assert client.get(address).status_code == 200
    refused = client.post(address, {"on": "2026-11-19"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["on"])
    client.post(address, {"on": "2026-11-21"})

    assert set(case.items.values_list("recovered_on", "returned_on")) == {(SATURDAY, SATURDAY)}


def test_an_item_is_taken_out_after_a_question(cast: Cast, case: Case) -> None:
    item, client = make_item(cast.officer, case), signed_in(cast.officer)

    assert client.get(f"/incidents/property/{item.pk}/remove/").status_code == 200
    client.post(f"/incidents/property/{item.pk}/remove/")

    assert PropertyItem.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_item_is_taken_out_once(cast: Cast, case: Case) -> None:
    address = f"/incidents/property/{make_item(cast.officer, case).pk}/remove/"
    clients = [signed_in(cast.officer) for _each in range(4)]

    def remove() -> tuple[int, str]:
        answer = clients.pop().post(address)
        return answer.status_code, answer.headers.get("Location", "")

    found = set(all_at_once([remove] * 4))

    assert found <= {(302, f"/incidents/{case.pk}/#property"), (404, "")}
    assert not PropertyItem.objects.exists()


@pytest.mark.parametrize("page", ["", "remove/"])
def test_who_has_no_business_with_property_finds_none(cast: Cast, case: Case, page: str) -> None:
    address = f"/incidents/property/{make_item(cast.officer, case).pk}/{page}"
    assert answers(cast, address) == OURS | HIDDEN | {"other_officer": 404}
    assert Client().get(address).headers["Location"].startswith("/sign-in/")


def test_the_list_is_the_police_s(cast: Cast) -> None:
    assert answers(cast, "/incidents/property/") == OURS | HIDDEN | {"other_officer": 200}


@pytest.mark.parametrize("state", [CaseState.REPORTED, CaseState.CLOSED])
def test_to_a_case_that_is_not_in_hand_nothing_is_entered(cast: Cast, state: str) -> None:
    case = make_case(cast.officer, cast.school, state)
    client = signed_in(cast.officer)
    addresses = [f"/incidents/{case.pk}/property/{page}/" for page in ("new", "return")]
    assert [client.post(address, PHONE).status_code for address in addresses] == [403, 403]


@pytest.fixture
def two_cases(cast: Cast, case: Case) -> tuple[Case, Case]:
    """A phone of November that is back, cash of October that is not, and a bag of a case that was none."""
    make_item(cast.officer, case, recovered_on=SATURDAY, returned_on=TODAY)
    off_campus = {"is_off_campus": True, "place": "俊逸新视界广场"}
    october = make_case(cast.officer, cast.school, CaseState.SOLVED, at=at("2026-10-10 10:00"), **off_campus)
    make_item(cast.officer, october, category="cash", owner="parent", description="现金", value_cny=Decimal("0.20"))
    none = make_case(cast.officer, cast.other_school, CaseState.ACCEPTED, at=at("2026-10-11 10:00"))
    make_item(cast.officer, none, category="bag", description="书包", value_cny=Decimal(100))
    Case.objects.filter(pk=none.pk).update(state=CaseState.WITHDRAWN)
    return case, october


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["黑色手机", "书包", "现金"]),
        ("counted=1", ["黑色手机", "现金"]),
        ("from=2026-11-01", ["黑色手机"]),
        ("to=2026-10-10", ["现金"]),
        ("dated=recovered&from=2026-11-21&to=2026-11-21", ["黑色手机"]),
        ("dated=recovered&to=2026-11-20", []),
        ("dated=returned&from=2026-11-23", ["黑色手机"]),
        ("state=out", ["书包", "现金"]),
        ("state=recovered", ["黑色手机"]),
        ("state=held", []),
        ("state=returned", ["黑色手机"]),
        ("q=手机 黑色", ["黑色手机"]),
        ("category=cash", ["现金"]),
        ("owner=staff", ["黑色手机", "书包"]),
        ("unit=SPQ&ordering=-value_cny", ["黑色手机", "书包", "现金"]),
        ("ordering=value_cny", None),
        ("case=99999999999999999999", None),
        ("from=yesterday", None),
    ],
)
def test_the_address_filters_the_list(
    cast: Cast, two_cases: tuple[Case, Case], query: str, found: list[str] | None
) -> None:
    answer = signed_in(cast.officer).get(f"/incidents/property/?{query}")
    assert answer.status_code == (400 if found is None else 200)
    shown = answer.context["page_obj"]
    assert found is None or [item.description for item in shown.object_list] == found


def test_the_list_sums_up_what_is_listed(cast: Cast, two_cases: tuple[Case, Case]) -> None:
    def totals(query: str) -> Any:
        return signed_in(cast.officer).get(f"/incidents/property/?{query}").context["totals"]

    loss, back = Decimal("3799.20"), Decimal(3799)
    assert totals("counted=1") == PropertyTotals(2, lost=loss, recovered=back, returned=back)
    assert totals(f"school={cast.school.pk}") == PropertyTotals(2, lost=loss, recovered=back, returned=back)
    assert totals(f"case={two_cases[1].pk}").lost == Decimal("0.20")


def test_the_list_asks_the_database_equally_often_whatever_its_length(cast: Cast, two_cases: tuple[Case, Case]) -> None:
    client = signed_in(cast.officer)
    few = counted(client, "/incidents/property/")
    for _item in range(10):
        make_item(cast.officer, two_cases[0])
    assert counted(client, "/incidents/property/") == few
