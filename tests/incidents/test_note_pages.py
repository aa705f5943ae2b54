"""The pages of prevention notes: writing one, the lists of police and principals, reading and reminding."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from campus_safety.notices.models import Notice
from incidents.actions import read_note
from incidents.models import Case, PreventionNote
from incidents.states import CaseState
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.counting import nothing_written
from tests.factories import PLACE, at, make_school
from tests.factories.cases import make_case, make_note

NEW, LIST = "/incidents/notes/new/", "/incidents/notes/"
NOON = at("2026-11-20 12:00")


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """It is Friday, 20 November 2026, 12:00."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case at the cast's school."""
    return make_case(cast.officer, cast.school, CaseState.SOLVED)


def filled(**changes: Any) -> dict[str, Any]:
    """What an officer types, with these changes."""
    return {"title": "演出时看管好手机", "text": "请安排专人。", "schools": []} | changes


def of_case(case: Case) -> str:
    """Where the note of a case is written."""
    return f"/incidents/{case.pk}/note/"


def test_the_schools_near_a_case_are_ticked_and_its_own_comes_first(cast: Cast, case: Case) -> None:
    far = make_school(cast.station, "阿尔法小学", latitude=PLACE[0] + 0.01)
    make_school(cast.station, "已停办小学", is_open=False)
    make_school(cast.other_station)

    form = signed_in(cast.officer).get(of_case(case)).context["form"]

    offered = [key for key, _label in form.fields["schools"].widget.choices]
    assert offered == [cast.school.pk, cast.other_school.pk, far.pk]
    assert form["schools"].value() == [cast.school.pk, cast.other_school.pk]


def test_a_note_of_a_case_is_sent_to_those_that_are_ticked(cast: Cast, case: Case) -> None:
    response = signed_in(cast.officer).post(of_case(case), filled(schools=[cast.other_school.pk]))

    note = PreventionNote.objects.get()
    assert response.headers["Location"] == note.get_absolute_url()
    assert (note.case, note.unit, note.sent_by) == (case, cast.station, cast.officer)
    assert [receipt.school for receipt in note.receipts.all()] == [cast.other_school]


def test_it_can_go_to_every_school_in_operation(cast: Cast) -> None:
    make_school(cast.station, is_open=False)
    make_school(cast.other_station)

    signed_in(cast.officer).post(NEW, filled(is_to_all="on"))

    note = PreventionNote.objects.get()
    assert (note.case, {receipt.school for receipt in note.receipts.all()}) == (None, {cast.school, cast.other_school})


def test_the_bureau_says_for_which_station(cast: Cast) -> None:
    there = make_school(cast.other_station)
    client = signed_in(cast.bureau)

    refused = client.post(NEW, filled(unit=cast.station.pk, schools=[there.pk]))
    client.post(NEW, filled(unit=cast.other_station.pk, is_to_all="on"))

    note = PreventionNote.objects.get()
    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["schools"])
    assert (note.unit, [receipt.school for receipt in note.receipts.all()]) == (cast.other_station, [there])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "长" * 61}, "title"),
        ({"text": ""}, "text"),
        ({"text": "长" * 2001}, "text"),
        ({"text": "联系人 13900001111"}, "text"),
        ({"text": "案件 2026-0001"}, "text"),
        ({"schools": []}, "schools"),
        ({"schools": ["x"]}, "schools"),
        ({"schools": ["9" * 20]}, "schools"),
    ],
)
def test_bad_input_is_named_at_its_field_and_changes_nothing(
    cast: Cast, case: Case, changes: dict[str, Any], field: str
) -> None:
    client = signed_in(cast.officer)
    with nothing_written():
        response = client.post(of_case(case), filled(schools=[cast.school.pk]) | changes)

    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])


@pytest.mark.parametrize("address", [NEW, LIST])
def test_who_may_open_what_is_of_no_case(cast: Cast, address: str) -> None:
    police = dict.fromkeys(["officer", "other_officer", "commander", "bureau"], 200)
    principals = dict.fromkeys(["principal", "other_principal"], 200 if address == LIST else 404)

    assert answers(cast, address) == police | principals | {"auditor": 404, "administrator": 404}
    assert signed_in(cast.squad_officer).get(address).status_code == 404


def test_who_may_open_a_note(cast: Cast, case: Case) -> None:
    found = answers(cast, make_note(cast.officer, cast.school, case=case).get_absolute_url())

    assert {role for role, status in found.items() if status == 200} == {"officer", "commander", "bureau", "principal"}
    assert set(found.values()) == {200, 404}


def test_a_principal_reads_its_words_and_neither_its_case_nor_another_school(cast: Cast, case: Case) -> None:
    note = make_note(cast.officer, cast.school, cast.other_school, case=case)

    shown = signed_in(cast.principal).get(note.get_absolute_url()).content.decode()
    listed = signed_in(cast.principal).get(LIST).content.decode()

    for hidden in (case.number, case.get_absolute_url(), cast.other_school.name, cast.officer.name):
        assert hidden not in shown + listed
    assert (note.text in shown, note.title in listed) == (True, True)


def test_a_principal_cannot_search_notes_by_their_case(cast: Cast, case: Case) -> None:
    note = make_note(cast.officer, cast.school, case=case)
    other = make_note(cast.officer, cast.school)

    found = signed_in(cast.principal).get(LIST, {"case": case.pk}).context["page_obj"]

    assert {receipt.note for receipt in found} == {note, other}


def test_reading_is_a_button_that_writes_once(cast: Cast) -> None:
    note = make_note(cast.officer, cast.school)
    client, address = signed_in(cast.principal), note.get_absolute_url()

    with nothing_written():
        before = client.get(address).context["receipt"].read_at
    responses = [client.post(f"{address}read/") for _time in range(2)]

    assert before is None
    assert {response.headers["Location"] for response in responses} == {address}
    assert client.get(address).context["receipt"].read_at == NOON


def test_police_cannot_read_it_for_a_school(cast: Cast) -> None:
    address = f"{make_note(cast.officer, cast.school).get_absolute_url()}read/"

    assert signed_in(cast.officer).post(address).status_code == 403
    assert signed_in(cast.other_principal).post(address).status_code == 404
    assert signed_in(cast.officer).get(address).status_code == 405


def test_the_page_says_who_has_not_read_it_and_reminds_them(cast: Cast) -> None:
    note = make_note(cast.officer, cast.school, cast.other_school, make_school(cast.station))
    read_note(by=cast.principal, note=note)
    client = signed_in(cast.colleague)

    shown = client.get(note.get_absolute_url()).context
    client.post(f"{note.get_absolute_url()}remind/")

    assert [(receipt.school, receipt.has_reader) for receipt in shown["receipts"]][-1] == (cast.school, True)
    assert {receipt.has_reader for receipt in shown["unread"]} == {True, False}
    assert [notice.recipient for notice in Notice.objects.filter(kind="incidents.note_reminder")] == [
        cast.other_principal
    ]


def test_nobody_is_left_to_remind_where_no_principal_has_an_account(cast: Cast) -> None:
    note = make_note(cast.officer, make_school(cast.station))

    assert signed_in(cast.officer).get(note.get_absolute_url()).context["may_remind"] is False


def test_the_list_is_filtered_by_its_address(cast: Cast, case: Case) -> None:
    of_it = make_note(cast.officer, cast.school, cast.other_school, case=case)
    other = make_note(cast.officer, cast.other_school, title="开学安全", at=NOON - timedelta(days=30))
    read_note(by=cast.other_principal, note=other)
    client = signed_in(cast.officer)

    def found(**query: Any) -> list[PreventionNote]:
        return list(client.get(LIST, query).context["page_obj"])

    assert found() == [of_it, other]
    assert found(ordering="sent_at") == [other, of_it]
    assert found(case=case.pk) == found(q="手机") == found(read="0") == found(school=cast.school.pk) == [of_it]
    assert found(read="1") == found(to="2026-10-31") == [other]
    assert client.get(LIST, {"case": 0}).status_code == 400


def test_the_list_counts_receipts_over_all_that_is_listed(cast: Cast) -> None:
    for _number in range(2):
        read_note(by=cast.principal, note=make_note(cast.officer, cast.school, cast.other_school))

    response = signed_in(cast.officer).get(LIST)

    assert response.context["totals"] == {"notes": 2, "read": 2, "unread": 2}
    assert {(note.school_count, note.read_count) for note in response.context["page_obj"]} == {(2, 1)}


def test_a_principals_list_is_filtered_by_what_is_read(cast: Cast) -> None:
    note, other = make_note(cast.officer, cast.school), make_note(cast.officer, cast.school, title="开学安全")
    read_note(by=cast.principal, note=note)
    client = signed_in(cast.principal)

    found = [[each.note for each in client.get(LIST, query).context["page_obj"]] for query in (
        {"read": "1"}, {"read": "0"}, {"q": "开学"}
    )]  # fmt: skip

    assert found == [[note], [other], [other]]


@pytest.mark.parametrize("role", ["officer", "bureau", "principal"])
def test_lists_and_pages_take_the_same_queries_however_long(cast: Cast, case: Case, role: str) -> None:
    client = signed_in(getattr(cast, role))
    note = make_note(cast.officer, cast.school, case=case)
    one = [counted(client, address) for address in (LIST, note.get_absolute_url())]
    for _number in range(3):
        note = make_note(cast.officer, cast.school, make_school(cast.station), make_school(cast.station), case=case)

    assert [counted(client, address) for address in (LIST, note.get_absolute_url())] == one
