"""The pages of the log of the hotline: logging, putting right, following up, making more of a call; the list."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook

from incidents.models import Case
from outreach.models import Call, Opinion, Tip
from schools.models import Hazard
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.counting import nothing_written
from tests.factories import at, make_school
from tests.factories.calls import make_call
from tests.factories.cases import make_theft
from tests.outreach.calls.test_calls import into_opinion

LIST, NEW = "/outreach/calls/", "/outreach/calls/new/"
NOW = at("2026-11-23 09:00")


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    """It is Monday, 23 November 2026, 09:00."""
    with time_machine.travel(NOW, tick=False):
        yield


def typed(**changes: Any) -> dict[str, Any]:
    """What an officer types, with these changes."""
    return {"topic": "traffic", "caller": "parent", "text": "校门口乱停车", "called_at": "2026-11-23T08:55"} | changes


def turn_of(call: Call, into: str) -> str:
    return f"{call.get_absolute_url()}turn/{into}/"


def test_a_call_is_logged_now_by_who_takes_it(cast: Cast) -> None:
    client = signed_in(cast.officer)
    form = client.get(NEW, {"school": cast.school.pk}).context["form"]

    client.post(NEW, typed(school=cast.school.pk, answer="马上派人", needs_follow_up="on"))

    call = Call.objects.get()
    assert (form.initial["called_at"], form["school"].value()) == (NOW, str(cast.school.pk))
    assert (call.unit, call.school, call.taken_by, call.waits) == (cast.station, cast.school, cast.officer, True)


def test_the_bureau_says_for_which_station(cast: Cast) -> None:
    client = signed_in(cast.bureau)

    refused = client.post(NEW, typed(unit=cast.other_station.pk, school=cast.school.pk))
    client.post(NEW, typed(unit=cast.station.pk, school=cast.school.pk))

    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["school"])
    assert Call.objects.get().unit == cast.station


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"text": ""}, "text"),
        ({"text": "身份证 500107199003074513"}, "text"),
        ({"answer": "长" * 1001}, "answer"),
        ({"caller": ""}, "caller"),
        ({"topic": "weather"}, "topic"),
        ({"called_at": "2026-11-23T09:01"}, "called_at"),
        ({"school": "9" * 25}, "school"),
    ],
)
def test_bad_input_is_named_at_its_field_and_changes_nothing(cast: Cast, changes: dict[str, Any], named: str) -> None:
    client = signed_in(cast.officer)
    with nothing_written():
        response = client.post(NEW, typed(**changes))
    assert (response.status_code, list(response.context["form"].errors)) == (400, [named])


def test_a_number_that_is_meant_is_kept(cast: Cast) -> None:
    signed_in(cast.officer).post(NEW, typed(text="请回电 13900001111", numbers_are_meant="on"))
    assert Call.objects.get().text == "请回电 13900001111"


def test_only_the_station_reads_its_log(cast: Cast) -> None:
    call = make_call(cast.officer, cast.school)
    hidden = dict.fromkeys(["principal", "other_principal", "auditor", "administrator"], 404)
    ours = dict.fromkeys(["officer", "commander", "bureau"], 200)

    assert answers(cast, LIST) == ours | hidden | {"other_officer": 200}
    assert answers(cast, call.get_absolute_url()) == ours | hidden | {"other_officer": 404}


def test_a_call_is_put_right_that_day_and_by_a_commander_later(cast: Cast) -> None:
    call = make_call(cast.officer, cast.school)
    address = f"{call.get_absolute_url()}edit/"
    today = [signed_in(user).post(address, typed(text="更正")).status_code for user in (cast.officer, cast.colleague)]

    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        later = [signed_in(user).get(address).status_code for user in (cast.officer, cast.commander)]

    call.refresh_from_db()
    assert (today, later, call.text) == ([302, 403], [403, 200], "更正")


def test_a_call_is_followed_up_by_any_colleague_once(cast: Cast) -> None:
    call = make_call(cast.officer, needs_follow_up=True)
    client, address = signed_in(cast.colleague), f"{call.get_absolute_url()}follow-up/"

    refused = client.post(address, {"text": ""})
    statuses = [client.post(address, {"text": "已劝离"}).status_code, client.get(address).status_code]

    call.refresh_from_db()
    assert (list(refused.context["form"].errors), statuses) == (["text"], [302, 302])
    assert (call.followed_up_by, call.follow_up) == (cast.colleague, "已劝离")


def test_each_form_is_filled_in_from_the_call(cast: Cast) -> None:
    theft = make_theft()
    call = make_call(cast.officer, cast.school, topic="theft", text="教室一部手机被盗")
    client = signed_in(cast.officer)

    forms = {into: client.get(turn_of(call, into)).context["form"] for into in ("case", "hazard", "opinion", "tip")}

    assert {form["school"].value() for form in forms.values()} == {cast.school.pk}
    texts = ("facts", "description", "text", "text")
    assert {form[name].value() for form, name in zip(forms.values(), texts, strict=True)} == {"教室一部手机被盗"}
    assert forms["case"].initial["category"] == theft.pk
    assert (forms["tip"]["category"].value(), forms["case"].initial["occurred_from"]) == ("theft", call.called_at)


def test_a_call_becomes_a_case_with_one_action(cast: Cast) -> None:
    call = make_call(cast.officer, cast.school, text="教室一部手机被盗")
    said = {"category": make_theft().pk, "school": cast.school.pk, "facts": "教室一部手机被盗"}
    client = signed_in(cast.colleague)

    early = client.post(turn_of(call, "case"), said | {"occurred_from": "2026-11-23T09:30"})
    done = client.post(turn_of(call, "case"), said | {"occurred_from": "2026-11-23T08:00"})

    case = Case.objects.get()
    assert (early.status_code, done.headers["Location"]) == (400, case.get_absolute_url())
    assert (case.way, case.reported_at, case.entered_by) == ("hotline", call.called_at, cast.colleague)


def test_a_call_becomes_a_hazard_with_one_action(cast: Cast) -> None:
    call = make_call(cast.officer, cast.school, caller="neighbour", text="围墙有缺口")
    said = {"school": cast.school.pk, "description": "围墙有缺口", "severity": "general", "owner": "school"}

    done = signed_in(cast.officer).post(turn_of(call, "hazard"), said | {"due_on": "2026-11-30"})

    hazard = Hazard.objects.get()
    assert done.headers["Location"] == hazard.get_absolute_url()
    assert (hazard.source, hazard.school) == (Hazard.Source.PUBLIC, cast.school)


def test_a_call_becomes_an_opinion_with_one_action(cast: Cast) -> None:
    call = make_call(cast.officer)
    said = {"school": cast.school.pk, "kind": "request", "topic": "traffic", "text": "请整治乱停车"}

    done = signed_in(cast.officer).post(turn_of(call, "opinion"), said)

    opinion = Opinion.objects.get()
    assert done.headers["Location"] == opinion.get_absolute_url()
    assert (opinion.way, opinion.received_at) == ("call", call.called_at)


def test_a_call_becomes_a_tip_whose_code_is_shown_once(cast: Cast) -> None:
    call = make_call(cast.officer)
    client, said = signed_in(cast.officer), {"category": "traffic", "text": "每天下午有人飙车"}

    shown = client.post(turn_of(call, "tip"), said)
    again = client.post(turn_of(call, "tip"), said)

    tip = Tip.objects.get()
    assert (shown.status_code, again.headers["Location"]) == (200, call.get_absolute_url())
    assert Tip.objects.with_code(shown.context["code"]).get() == tip
    assert "no-store" in shown.headers["Cache-Control"]
    assert shown.context["code"] not in client.get(call.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("into", "named"),
    [
        ("case", {"category", "facts", "occurred_from", "school"}),
        ("hazard", {"description", "due_on", "owner", "school", "severity"}),
        ("opinion", {"kind", "school", "text", "topic"}),
        ("tip", {"category", "text"}),
    ],
)
def test_what_is_still_to_be_said_is_named_at_its_field(cast: Cast, into: str, named: set[str]) -> None:
    call, client = make_call(cast.officer), signed_in(cast.officer)
    with nothing_written():
        response = client.post(turn_of(call, into), {})
    assert (response.status_code, set(response.context["form"].errors)) == (400, named)
    assert client.get(turn_of(call, "gold")).status_code == 404


def test_a_call_without_a_school_offers_those_of_its_unit(cast: Cast) -> None:
    make_school(cast.other_station)
    call = make_call(cast.officer)
    field = signed_in(cast.bureau).get(turn_of(call, "hazard")).context["form"].fields["school"]
    assert set(field.queryset) == {cast.school, cast.other_school}


@pytest.fixture
def calls(cast: Cast) -> dict[str, Call]:
    """Three calls that differ in all that a list filters by."""
    turned = make_call(cast.commander, cast.school, caller="head", topic="advice", text="怎样组织演练")
    into_opinion(cast, turned)
    return {
        "waiting": make_call(cast.officer, cast.school, needs_follow_up=True),
        "turned": turned,
        "old": make_call(cast.officer, called_at=at("2018-06-01 10:00"), text="热线打通了吗", topic="other"),
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"waiting", "turned", "old"}),
        ({"q": "三峡 演练"}, {"turned"}),
        ({"caller": "head"}, {"turned"}),
        ({"topic": "other"}, {"old"}),
        ({"waiting": "1"}, {"waiting"}),
        ({"waiting": "0"}, {"turned", "old"}),
        ({"became": "opinion"}, {"turned"}),
        ({"became": "case"}, set()),
        ({"became": "nothing"}, {"waiting", "old"}),
        ({"to": "2018-12-31"}, {"old"}),
        ({"unit": "SPQ"}, {"waiting", "turned", "old"}),
    ],
)
def test_the_address_filters(cast: Cast, calls: dict[str, Call], query: dict[str, Any], expected: set[str]) -> None:
    names = {call.pk: name for name, call in calls.items()}
    page = signed_in(cast.officer).get(LIST, query).context["page_obj"]
    assert {names[call.pk] for call in page} == expected


def test_the_list_is_filtered_by_who_took_them_and_counts_what_it_lists(cast: Cast, calls: dict[str, Call]) -> None:
    client = signed_in(cast.officer)
    context = client.get(LIST, {"ordering": "called_at"}).context

    assert context["totals"] == {"calls": 3, "waiting": 1, "turned": 1}
    assert next(iter(context["page_obj"])) == calls["old"]
    assert list(client.get(LIST, {"taken_by": cast.commander.pk}).context["page_obj"]) == [calls["turned"]]
    assert client.get(LIST, {"taken_by": "9" * 25, "became": "x"}).status_code == 400


def test_list_and_page_ask_as_often_for_many_as_for_few(cast: Cast) -> None:
    client, call = signed_in(cast.officer), make_call(cast.officer, cast.school)
    few = [counted(client, address) for address in (LIST, call.get_absolute_url())]
    for _each in range(4):
        make_call(cast.colleague, make_school(cast.station))

    assert [counted(client, address) for address in (LIST, call.get_absolute_url())] == few


def test_the_workbook_holds_what_the_list_shows(cast: Cast, calls: dict[str, Call]) -> None:
    response = signed_in(cast.officer).get(f"{LIST}export.xlsx", {"q": "演练"})
    rows = list(load_workbook(BytesIO(b"".join(response))).active.iter_rows(values_only=True))
    assert [row[5] for row in rows[1:]] == ["怎样组织演练"]
