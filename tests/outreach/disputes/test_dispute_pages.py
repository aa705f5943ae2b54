"""The pages of disputes: entering, working on, ending; the list with its filters; hidden from all but the station."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook

from outreach.dispute_steps import STEPS, steps_open_to
from outreach.models import Dispute
from outreach.states.opinions import DISPUTE_IN_HAND, DisputeState
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.counting import nothing_written
from tests.factories import at, make_school
from tests.factories.opinions import make_dispute

LIST, NEW = "/outreach/disputes/", "/outreach/disputes/new/"
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    """It is Monday, 23 November 2026, 09:00."""
    with time_machine.travel(at("2026-11-23 09:00"), tick=False):
        yield


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    """What an officer types, with these changes."""
    said = {"school": cast.school.pk, "parties": ["parents", "staff"], "text": "因接送登记发生口角"}
    return said | {"found_on": "2026-11-20", "lead": cast.officer.pk} | changes


def step_of(dispute: Dispute, key: str) -> str:
    return f"{dispute.get_absolute_url()}steps/{key}/"


def test_a_dispute_goes_from_its_entry_to_its_end(cast: Cast) -> None:
    client = signed_in(cast.officer)
    client.post(NEW, typed(cast))
    dispute = Dispute.objects.get()

    done = [
        client.post(step_of(dispute, key), said).status_code
        for key, said in {
            "work": {"text": "已分别了解情况"},
            "resolve": {"text": "双方达成一致", "ended_on": "2026-11-22"},
        }.items()
    ]

    dispute.refresh_from_db()
    assert done == [302, 302]
    assert (dispute.parties, dispute.found_on) == (["parents", "staff"], date(2026, 11, 20))
    assert (dispute.state, dispute.ended_on) == (DisputeState.RESOLVED, date(2026, 11, 22))


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"parties": []}, "parties"),
        ({"parties": ["aliens"]}, "parties"),
        ({"text": ""}, "text"),
        ({"text": "李女士 13900001111"}, "text"),
        ({"found_on": "2026-11-24"}, "found_on"),
        ({"found_on": "2026-02-30"}, "found_on"),
        ({"lead": ""}, "lead"),
        ({"school": "x"}, "school"),
    ],
)
def test_bad_input_is_named_at_its_field_and_changes_nothing(cast: Cast, changes: dict[str, Any], named: str) -> None:
    client = signed_in(cast.officer)
    with nothing_written():
        response = client.post(NEW, typed(cast, **changes))
    assert (response.status_code, list(response.context["form"].errors)) == (400, [named])


def test_only_the_station_knows_of_its_disputes(cast: Cast) -> None:
    dispute = make_dispute(cast.officer, cast.school)
    hidden = dict.fromkeys(["principal", "other_principal", "auditor", "administrator"], 404)
    ours = dict.fromkeys(["officer", "commander", "bureau"], 200)

    assert answers(cast, LIST) == ours | hidden | {"other_officer": 200}
    assert answers(cast, dispute.get_absolute_url()) == ours | hidden | {"other_officer": 404}


@pytest.mark.parametrize("state", DisputeState)
def test_each_step_is_offered_where_state_and_role_allow(cast: Cast, state: DisputeState) -> None:
    dispute = make_dispute(cast.officer, cast.school, state)
    every = ["work", "resolve", "hand-on"] if state in DISPUTE_IN_HAND else ["take-up"]
    some = ["work"] if state in DISPUTE_IN_HAND else []

    offered = {
        user.username: [step.key for step in steps_open_to(user, dispute)]
        for user in (cast.officer, cast.colleague, cast.commander, cast.bureau, cast.other_officer, cast.principal)
    }

    assert list(offered.values()) == [every, some, every, every, [], []]


@pytest.mark.parametrize("key", [step.key for step in STEPS])
@pytest.mark.parametrize("state", DisputeState)
def test_a_step_that_does_not_fit_leads_back_and_changes_nothing(cast: Cast, state: DisputeState, key: str) -> None:
    dispute = make_dispute(cast.officer, cast.school, state)
    is_open = key in {step.key for step in steps_open_to(cast.officer, dispute)}
    client = signed_in(cast.officer)
    with nothing_written():
        seen = client.get(step_of(dispute, key))
        refused = client.post(step_of(dispute, key), {"text": ""})

    assert [seen.status_code, refused.status_code] == ([200, 400] if is_open else [302, 302])


def test_a_colleague_does_not_end_or_edit_it(cast: Cast) -> None:
    dispute = make_dispute(cast.officer, cast.school)
    client = signed_in(cast.colleague)
    addresses = [step_of(dispute, "resolve"), f"{dispute.get_absolute_url()}edit/"]
    assert [client.get(address).status_code for address in addresses] == [403, 403]


def test_what_was_written_is_put_right_and_what_has_ended_is_not(cast: Cast) -> None:
    dispute = make_dispute(cast.officer, cast.school)
    client, address = signed_in(cast.officer), f"{dispute.get_absolute_url()}edit/"

    saved = client.post(address, typed(cast, text="因停车发生口角", lead=cast.colleague.pk))
    dispute.refresh_from_db()
    ended = make_dispute(cast.officer, cast.school, DisputeState.RESOLVED)

    assert (saved.status_code, dispute.text, dispute.lead) == (302, "因停车发生口角", cast.colleague)
    assert client.get(f"{ended.get_absolute_url()}edit/").status_code == 403


def test_what_a_colleague_saved_first_is_shown_before_it_is_replaced(cast: Cast) -> None:
    dispute = make_dispute(cast.officer, cast.school)
    client, address = signed_in(cast.officer), f"{dispute.get_absolute_url()}edit/"
    seen = client.get(address).context["form"]["seen"].value()
    Dispute.objects.filter(pk=dispute.pk).update(text="因停车发生口角")

    refused = client.post(address, typed(cast, seen=seen))
    again = client.post(address, typed(cast, seen=refused.context["form"]["seen"].value()))

    assert (refused.status_code, again.status_code) == (400, 302)


@pytest.fixture
def disputes(cast: Cast) -> dict[str, Dispute]:
    """Three disputes that differ in all that a list filters by."""
    return {
        "found": make_dispute(cast.officer, cast.school),
        "resolved": make_dispute(
            cast.commander, cast.other_school, "resolved", parties=["firm", "school"], text="围挡占道",
            found_on=TODAY - timedelta(days=90),
        ),
        "handed_on": make_dispute(cast.officer, cast.school, "handed_on", parties=["neighbours"]),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"found", "resolved", "handed_on"}),
        ({"q": "围挡"}, {"resolved"}),
        ({"q": "城市管理"}, {"handed_on"}),
        ({"q": "三峡 口角"}, {"found", "handed_on"}),
        ({"party": "school"}, {"resolved"}),
        ({"party": "parents"}, {"found"}),
        ({"state": ["found", "handed_on"]}, {"found", "handed_on"}),
        ({"in_hand": "1"}, {"found"}),
        ({"in_hand": "0"}, {"resolved", "handed_on"}),
        ({"from": "2026-11-23"}, {"found", "handed_on"}),
        ({"to": "2026-11-22"}, {"resolved"}),
        ({"dated": "ended", "from": "2026-11-23", "to": "2026-11-23"}, {"resolved", "handed_on"}),
        ({"dated": "ended", "state": "resolved"}, {"resolved"}),
    ],
)
def test_the_address_filters(
    cast: Cast, disputes: dict[str, Dispute], query: dict[str, Any], expected: set[str]
) -> None:
    names = {dispute.pk: name for name, dispute in disputes.items()}
    page = signed_in(cast.officer).get(LIST, query).context["page_obj"]
    assert {names[dispute.pk] for dispute in page} == expected


def test_the_list_is_filtered_by_school_and_officer_and_counts_what_it_lists(
    cast: Cast, disputes: dict[str, Dispute]
) -> None:
    client = signed_in(cast.officer)
    theirs = make_dispute(cast.other_officer, make_school(cast.other_station))

    def found(**query: Any) -> set[Dispute]:
        return set(client.get(LIST, query).context["page_obj"])

    assert found(school=cast.other_school.pk) == found(lead=cast.commander.pk) == {disputes["resolved"]}
    assert client.get(LIST).context["totals"] == {"found": 3, "in_hand": 1, "resolved": 1, "handed_on": 1}
    assert client.get(LIST, {"lead": theirs.lead_id}).status_code == 400
    assert theirs in signed_in(cast.bureau).get(LIST, {"unit": "OTH"}).context["page_obj"]


def test_list_and_page_ask_as_often_for_many_as_for_few(cast: Cast) -> None:
    client, dispute = signed_in(cast.officer), make_dispute(cast.officer, cast.school, DisputeState.WORKED_ON)
    few = [counted(client, address) for address in (LIST, dispute.get_absolute_url())]
    for _each in range(4):
        make_dispute(cast.officer, make_school(cast.station))

    assert [counted(client, address) for address in (LIST, dispute.get_absolute_url())] == few


def test_the_workbook_holds_what_the_list_shows(cast: Cast, disputes: dict[str, Dispute]) -> None:
    response = signed_in(cast.officer).get(f"{LIST}export.xlsx", {"q": "围挡"})
    rows = list(load_workbook(BytesIO(b"".join(response))).active.iter_rows(values_only=True))
    assert [row[4] for row in rows[1:]] == ["围挡占道"]
