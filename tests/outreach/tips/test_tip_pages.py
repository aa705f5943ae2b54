"""Tips as police look through them: the list, one tip, its photo, its steps, and what is made of it."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from openpyxl import load_workbook

from campus_safety.uploads.models import StoredFile
from incidents.models import Case, Category
from outreach.actions.tip_steps import turn_tip
from outreach.models import Tip
from outreach.states.tips import TipState
from schools.models import Hazard
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.counting import nothing_written
from tests.factories import at
from tests.factories.cases import a_case
from tests.factories.records import photo
from tests.factories.tips import ANSWER, TEXT, make_tip

NOW = at("2026-11-23 09:00")
LIST = "/outreach/tips/"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def listed(cast: Cast, query: str = "") -> list[Tip]:
    """The tips that the officer's list shows."""
    return list(signed_in(cast.officer).get(f"{LIST}?{query}").context["page_obj"])


def test_new_tips_come_first_and_of_each_state_the_latest(cast: Cast) -> None:
    hour = timedelta(hours=1)
    closed = make_tip(cast.station, TipState.CLOSED, lead=cast.officer, at=NOW)
    old = make_tip(cast.station, at=NOW - 3 * hour)
    worked_on = make_tip(cast.station, TipState.WORKED_ON, lead=cast.officer, at=NOW - hour)
    new = make_tip(cast.station, at=NOW - 2 * hour)
    make_tip(cast.other_station)

    assert listed(cast) == [new, old, worked_on, closed]
    assert listed(cast, "ordering=received_at") == [old, new, worked_on, closed]


def test_the_address_filters_the_list(cast: Cast) -> None:
    stall = make_tip(cast.station, category=Tip.Category.STALLS, text="早餐摊堵住通道", school=cast.school)
    led = make_tip(cast.station, TipState.WORKED_ON, lead=cast.colleague, place="东门外", at=NOW - timedelta(days=2))

    assert listed(cast, "category=stalls") == [stall]
    assert listed(cast, f"lead={cast.colleague.pk}") == listed(cast, "state=worked_on") == [led]
    assert listed(cast, "q=早餐摊 三峡") == [stall]
    assert listed(cast, "q=东门") == listed(cast, "to=2026-11-22") == [led]
    assert listed(cast, f"school={cast.school.pk}") == [stall]


@pytest.mark.parametrize("query", ["category=gossip", "state=x", "from=yesterday", "school=999999", "lead=x"])
def test_what_the_address_gets_wrong_is_named(cast: Cast, query: str) -> None:
    answer = signed_in(cast.officer).get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert list(answer.context["filter"].form.errors) == [query.split("=", maxsplit=1)[0]]


def test_the_list_asks_the_same_for_one_tip_and_for_many(cast: Cast) -> None:
    client = signed_in(cast.commander)
    make_tip(cast.station, TipState.WORKED_ON, lead=cast.officer, school=cast.school)
    one = counted(client, LIST)
    for _number in range(5):
        make_tip(cast.station, TipState.WORKED_ON, lead=cast.colleague, school=cast.other_school)
    assert counted(client, LIST) == one


def test_the_export_says_what_the_list_shows_and_leaves_a_trace(cast: Cast) -> None:
    make_tip(cast.station, school=cast.school)
    make_tip(cast.station, category=Tip.Category.STALLS)

    answer = signed_in(cast.officer).get(f"{LIST}export.xlsx?category=stranger")

    rows = list(load_workbook(BytesIO(answer.getvalue())).worksheets[0].iter_rows(values_only=True))
    assert [TEXT in row for row in rows if TEXT in row] == [True]
    assert "looked_through" in str(LogEntry.objects.filter(actor=cast.officer).latest("pk").changes)


def test_a_tip_shows_what_was_told_where_and_what_was_written(cast: Cast) -> None:
    tip = make_tip(
        cast.station, TipState.CLOSED, lead=cast.officer, place="东门外", latitude=29.5, longitude=106.5, photo=photo()
    )
    page = signed_in(cast.colleague).get(tip.get_absolute_url())

    text = page.content.decode()
    assert [word for word in (TEXT, ANSWER, "东门外", f"{tip.get_absolute_url()}photo/") if word not in text] == []
    assert page.context["map_data"]["points"][0]["lat"] == 29.5
    assert tip.code_hash not in text


def test_a_tip_s_page_asks_the_same_however_much_was_written(cast: Cast) -> None:
    client = signed_in(cast.officer)
    tip = make_tip(cast.station, TipState.WORKED_ON, lead=cast.officer)
    few = counted(client, tip.get_absolute_url())
    for number in range(5):
        client.post(f"{tip.get_absolute_url()}steps/reply/", {"text": f"第 {number} 句"})
    assert tip.messages.count() == 5
    assert counted(client, tip.get_absolute_url()) == few


def test_the_photo_is_served_to_police_of_the_unit(cast: Cast) -> None:
    tip, bare = make_tip(cast.station, photo=photo()), make_tip(cast.station)
    client = signed_in(cast.officer)

    assert b"".join(client.get(f"{tip.get_absolute_url()}photo/")).startswith(b"\xff\xd8")
    assert client.get(f"{tip.get_absolute_url()}photo/?preview").status_code == 200
    assert client.get(f"{bare.get_absolute_url()}photo/").status_code == 404
    assert signed_in(cast.other_officer).get(f"{tip.get_absolute_url()}photo/").status_code == 404


def test_a_photo_is_taken_out_for_good_by_who_works_on_the_tip(cast: Cast) -> None:
    tip = make_tip(cast.station, TipState.WORKED_ON, lead=cast.officer, photo=photo())
    address = f"{tip.get_absolute_url()}photo/remove/"
    assert signed_in(cast.colleague).post(address).status_code == 403

    client = signed_in(cast.officer)
    assert client.get(address).status_code == 200
    assert client.post(address).headers["Location"] == tip.get_absolute_url()

    tip.refresh_from_db()
    assert (tip.photo, StoredFile.objects.count()) == (None, 0)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("role", ["principal", "other_officer", "auditor", "administrator", "squad_officer"])
def test_tips_are_no_address_to_others(cast: Cast, role: str) -> None:
    tip = make_tip(cast.station, school=cast.school, photo=photo())
    client = signed_in(getattr(cast, role))
    own = tip.get_absolute_url()
    lists = [] if role == "other_officer" else [LIST, f"{LIST}export.xlsx"]  # whose own list is empty
    addresses = [own, f"{own}photo/", f"{own}steps/take-up/", f"{own}turn/case/", *lists]
    found = {address: client.get(address).status_code for address in addresses}
    posted = {address: client.post(address).status_code for address in addresses}

    assert set(found.values()) == {404}
    assert set(posted.values()) <= {404, 405}


def test_the_list_of_another_station_is_its_own(cast: Cast) -> None:
    make_tip(cast.station)
    assert list(signed_in(cast.other_officer).get(LIST).context["page_obj"]) == []


@pytest.mark.parametrize(
    ("step", "data", "state"),
    [
        ("take-up", {"lead": "officer"}, TipState.WORKED_ON),
        ("reply", {"text": "请问几点？"}, TipState.WORKED_ON),
        ("close", {"text": ANSWER}, TipState.CLOSED),
    ],
)
def test_a_step_is_taken_on_its_page(cast: Cast, step: str, data: dict[str, Any], state: str) -> None:
    tip, client = make_tip(cast.station), signed_in(cast.officer)
    address = f"{tip.get_absolute_url()}steps/{step}/"
    if "lead" in data:
        data = {"lead": cast.officer.pk}

    assert client.get(address).status_code == 200
    assert client.post(address, data).headers["Location"] == tip.get_absolute_url()
    tip.refresh_from_db()
    assert (tip.state, tip.lead) == (state, cast.officer)


@pytest.mark.parametrize(("step", "field"), [("take-up", "lead"), ("reply", "text"), ("close", "text")])
def test_what_a_step_lacks_is_named(cast: Cast, step: str, field: str) -> None:
    tip, client = make_tip(cast.station), signed_in(cast.officer)
    with nothing_written():
        answer = client.post(f"{tip.get_absolute_url()}steps/{step}/", {})
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])


def test_a_step_that_no_longer_fits_leads_back(cast: Cast) -> None:
    tip, client = make_tip(cast.station, TipState.CLOSED, lead=cast.officer), signed_in(cast.officer)
    answer = client.post(f"{tip.get_absolute_url()}steps/close/", {"text": ANSWER})
    assert answer.headers["Location"] == tip.get_absolute_url()
    assert client.get(f"{tip.get_absolute_url()}steps/dance/").status_code == 404


def test_who_is_not_in_charge_may_look_and_not_answer(cast: Cast) -> None:
    tip, client = make_tip(cast.station, TipState.WORKED_ON, lead=cast.colleague), signed_in(cast.officer)
    assert client.get(tip.get_absolute_url()).context["other_steps"] == []
    assert client.post(f"{tip.get_absolute_url()}steps/close/", {"text": ANSWER}).status_code == 403
    assert client.get(f"{tip.get_absolute_url()}turn/case/").status_code == 403


def test_a_case_is_made_of_a_tip_with_what_it_says_filled_in(cast: Cast) -> None:
    tip = make_tip(cast.station, category=Tip.Category.THEFT, school=cast.school, latitude=29.5, longitude=106.5)
    client, address = signed_in(cast.officer), f"{tip.get_absolute_url()}turn/case/"
    form = client.get(address).context["form"]
    assert (form["facts"].value(), form["school"].value()) == (TEXT, cast.school.pk)

    answer = client.post(
        address,
        {
            "category": Category.objects.get(code="theft").pk, "school": cast.school.pk, "facts": "电动车电瓶被盗",
            "occurred_from": "2026-11-22T17:00",
        },
    )  # fmt: skip

    assert answer.headers["Location"] == tip.get_absolute_url()
    case = Case.objects.get()
    assert (case.way, case.reported_at, case.latitude, case.facts) == (Case.Way.TIP, NOW, 29.5, "电动车电瓶被盗")
    tip.refresh_from_db()
    assert (tip.case, tip.state, tip.lead) == (case, TipState.WORKED_ON, cast.officer)


def test_a_hazard_is_made_of_a_tip(cast: Cast) -> None:
    tip, client = make_tip(cast.station, school=cast.school), signed_in(cast.officer)
    data = {
        "school": cast.school.pk, "description": "围墙有缺口", "severity": "general", "owner": "school",
        "due_on": "2026-11-30",
    }  # fmt: skip

    client.post(f"{tip.get_absolute_url()}turn/hazard/", data)

    hazard = Hazard.objects.get()
    assert (hazard.source, hazard.officer, hazard.unit) == (Hazard.Source.PUBLIC, cast.officer, cast.station)
    assert Tip.objects.get().hazard == hazard


@pytest.mark.parametrize(("into", "fields"), [("case", {"category", "occurred_from", "facts"}), ("hazard", {"school"})])
def test_what_a_case_or_a_hazard_lacks_is_named(cast: Cast, into: str, fields: set[str]) -> None:
    tip, client = make_tip(cast.station), signed_in(cast.officer)
    with nothing_written():
        answer = client.post(f"{tip.get_absolute_url()}turn/{into}/", {})
    assert answer.status_code == 400
    assert fields <= set(answer.context["form"].errors)


def test_a_tip_is_turned_once_and_into_nothing_else(cast: Cast) -> None:
    tip, client = make_tip(cast.station), signed_in(cast.officer)
    assert client.get(f"{tip.get_absolute_url()}turn/song/").status_code == 404
    turn_tip(by=cast.officer, tip=tip, into=a_case(cast.school, NOW))
    assert client.get(f"{tip.get_absolute_url()}turn/hazard/").headers["Location"] == tip.get_absolute_url()
