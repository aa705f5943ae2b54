"""The pages of what is done on cases: who opens them, what they say, what they refuse and where they lead."""

from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from incidents.actions import close_case
from incidents.models import Case, CaseAction
from incidents.states import CaseState
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.counting import nothing_written
from tests.factories import at
from tests.factories.cases import make_action, make_case

HIDDEN = {
    "officer": 200,
    "other_officer": 404,
    "commander": 200,
    "bureau": 200,
    "principal": 404,
    "other_principal": 404,
    "auditor": 404,
    "administrator": 404,
}
LIST = "/incidents/actions/"
LONG_AGO = at("2025-03-01 12:00")


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case of the station that was reported long ago, led by the officer."""
    return make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=LONG_AGO)


def filled(*cases: Case, **values: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    return {
        "kind": "stakeout",
        "started_at": "2026-03-02T20:00",
        "ended_at": "2026-03-04T06:00",
        "hours": "16.5",
        "officers": ["officer", "colleague"],
        "cases": [case.pk for case in cases],
        "result": "嫌疑人未出现",
    } | values


@pytest.mark.parametrize("page", ["action", "action_edit", "action_remove"])
def test_a_page_of_an_action_is_there_for_police_of_the_unit_only(cast: Cast, case: Case, page: str) -> None:
    address = reverse(f"incidents:{page}", args=[make_action(cast.officer, case).pk])
    assert answers(cast, address) == HIDDEN
    assert Client().get(address).headers["Location"] == f"/sign-in/?next={address}"


def test_the_form_is_there_for_police_of_the_unit_only(cast: Cast, case: Case) -> None:
    assert answers(cast, f"/incidents/{case.pk}/actions/new/") == HIDDEN


def test_the_list_is_there_for_police_and_shows_each_their_own(cast: Cast, case: Case) -> None:
    make_action(cast.officer, case)
    assert answers(cast, LIST) == HIDDEN | {"other_officer": 200}
    seen = {name: signed_in(getattr(cast, name)).get(LIST) for name in ("officer", "other_officer", "bureau")}
    assert {name: page.context["totals"]["actions"] for name, page in seen.items()} == {
        "officer": 1, "other_officer": 0, "bureau": 1,
    }  # fmt: skip


def test_a_squad_has_no_cases(cast: Cast) -> None:
    assert signed_in(cast.squad_officer).get(LIST).status_code == 404


def test_an_officer_enters_an_action_for_two_cases(cast: Cast, case: Case) -> None:
    other = make_case(cast.officer, cast.other_school, CaseState.ACCEPTED, at=LONG_AGO)

    answer = signed_in(cast.officer).post(f"/incidents/{case.pk}/actions/new/", filled(case, other))

    made = CaseAction.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, case.get_absolute_url())
    assert (made.kind, made.hours, made.result) == ("stakeout", Decimal("16.5"), "嫌疑人未出现")
    assert (made.started_at, made.ended_at) == (at("2026-03-02 20:00"), at("2026-03-04 06:00"))
    assert (set(made.cases.all()), set(made.officers.all())) == ({case, other}, {cast.officer, cast.colleague})


def test_the_form_offers_officers_and_cases_of_the_unit(cast: Cast, case: Case) -> None:
    other = make_case(cast.officer, cast.school, CaseState.SOLVED, at=LONG_AGO)
    make_case(cast.officer, cast.school, CaseState.CLOSED, at=LONG_AGO)
    make_case(cast.officer, cast.school, CaseState.REPORTED, at=LONG_AGO)
    Case.objects.filter(pk=make_case(cast.officer, cast.school, CaseState.SOLVED).pk).update(unit=cast.other_station)

    form = signed_in(cast.officer).get(f"/incidents/{case.pk}/actions/new/").context["form"]

    assert set(form.fields["cases"].queryset) == {case, other}
    assert set(form.fields["officers"].queryset) == {cast.officer, cast.colleague, cast.commander}
    assert (form["cases"].value(), form["officers"].value()) == ([case.pk], ["officer"])


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no kind": ({"kind": ""}, "kind"),
    "no such kind": ({"kind": "guess"}, "kind"),
    "no moment": ({"started_at": "soon"}, "started_at"),
    "a moment of no record": ({"started_at": "0001-01-01T00:00"}, "started_at"),
    "ended before it began": ({"ended_at": "2026-03-01T06:00"}, "ended_at"),
    "still to end": ({"ended_at": "2099-03-01T06:00"}, "ended_at"),
    "hours below none": ({"hours": "-1"}, "hours"),
    "hours over the span": ({"hours": "34.1"}, "hours"),
    "hours of hundredths": ({"hours": "1.25"}, "hours"),
    "hours that are none": ({"hours": "NaN"}, "hours"),
    "nobody": ({"officers": []}, "officers"),
    "an officer of another unit": ({"officers": ["officer2"]}, "officers"),
    "an officer of no possible name": ({"officers": ["a\x00b"]}, "officers"),
    "no case": ({"cases": []}, "cases"),
    "a key of no case": ({"cases": ["9" * 30]}, "cases"),
    "no key": ({"cases": ["abc"]}, "cases"),
    "no result": ({"result": " \n"}, "result"),
    "a number in the result": ({"result": "联系人 13812345678"}, "result"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_at_its_field(cast: Cast, case: Case, name: str) -> None:
    values, field = BAD[name]
    client = signed_in(cast.officer)
    with nothing_written():
        answer = client.post(f"/incidents/{case.pk}/actions/new/", filled(case, **values))
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])


def test_the_page_of_a_case_says_for_how_many_others_an_action_was(cast: Cast, case: Case) -> None:
    other = make_case(cast.officer, cast.school, CaseState.ACCEPTED, at=LONG_AGO)
    client = signed_in(cast.officer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    words = "also for 1 other case"

    make_action(cast.officer, case)
    alone = client.get(case.get_absolute_url()).content.decode()
    make_action(cast.officer, case, other)
    shared = client.get(case.get_absolute_url()).content.decode()

    assert (alone.count(words), shared.count(words)) == (0, 1)


@pytest.mark.parametrize("state", [CaseState.REPORTED, CaseState.CLOSED])
def test_nothing_is_entered_on_a_case_that_is_not_in_hand(cast: Cast, state: str) -> None:
    case = make_case(cast.officer, cast.school, state, at=LONG_AGO)
    client = signed_in(cast.officer)
    with nothing_written():
        answer = client.post(f"/incidents/{case.pk}/actions/new/", filled(case))
    assert answer.status_code == 403


def test_the_form_of_a_change_holds_what_was_entered(cast: Cast, case: Case) -> None:
    made = make_action(cast.officer, case, at=at("2026-03-02 22:00"))
    address = reverse("incidents:action_edit", args=[made.pk])
    client = signed_in(cast.officer)
    form = client.get(address).context["form"]
    fields = ("kind", "started_at", "ended_at", "hours", "officers", "cases", "result")
    values = {name: form[name].value() for name in fields}
    values |= {name: f"{values[name]:%Y-%m-%dT%H:%M}" for name in ("started_at", "ended_at")}

    answer = client.post(address, values | {"hours": "0.5"})

    assert (answer.status_code, answer.headers["Location"]) == (302, made.get_absolute_url())
    changed = CaseAction.objects.get()
    assert (changed.started_at, changed.ended_at, changed.hours) == (made.started_at, made.ended_at, Decimal("0.5"))
    assert (list(changed.cases.all()), list(changed.officers.all())) == ([case], [cast.officer])


def test_a_colleague_reads_an_action_and_does_not_change_it(cast: Cast, case: Case) -> None:
    made = make_action(cast.officer, case)
    client = signed_in(cast.colleague)
    page = client.get(made.get_absolute_url())
    assert (page.status_code, page.context["may_change"]) == (200, False)
    with nothing_written():
        refused = [client.post(f"{made.get_absolute_url()}{step}/", filled(case)) for step in ("edit", "remove")]
    assert [answer.status_code for answer in refused] == [403, 403]


def test_an_action_of_a_closed_case_stays(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.SOLVED, at=LONG_AGO)
    made = make_action(cast.officer, case)
    close_case(by=cast.officer, case=case, text="财物全部发还")
    client = signed_in(cast.officer)
    assert client.get(made.get_absolute_url()).status_code == 200
    assert client.post(f"{made.get_absolute_url()}edit/", filled(case)).status_code == 403


def test_an_action_is_taken_out_after_it_was_asked_for(cast: Cast, case: Case) -> None:
    made = make_action(cast.officer, case)
    address = reverse("incidents:action_remove", args=[made.pk])
    client = signed_in(cast.officer)
    with nothing_written():
        client.get(address)

    answer = client.post(address)

    assert (answer.headers["Location"], CaseAction.objects.exists()) == (case.get_absolute_url(), False)


@pytest.mark.django_db(transaction=True)
def test_an_action_is_taken_out_once(cast: Cast, case: Case) -> None:
    address = reverse("incidents:action_remove", args=[make_action(cast.officer, case).pk])
    clients = [signed_in(cast.officer) for _each in range(4)]

    def remove() -> tuple[int, str]:
        answer = clients.pop().post(address)
        return answer.status_code, answer.headers.get("Location", "")

    answers = set(all_at_once([remove] * 4))

    assert answers <= {(302, case.get_absolute_url()), (404, "")}
    assert not CaseAction.objects.exists()


def test_the_list_is_filtered_by_its_address(cast: Cast, case: Case) -> None:
    other = make_case(cast.officer, cast.school, CaseState.ACCEPTED, at=LONG_AGO)
    march = make_action(cast.officer, case, at=at("2026-03-31 23:59"), result="调阅路口监控", hours=Decimal("0.5"))
    april = make_action(
        cast.officer, case, other, officers=[cast.colleague], at=at("2026-04-01 03:00"), kind="stakeout"
    )
    client = signed_in(cast.officer)

    def found(**given: Any) -> list[int]:
        return [action.pk for action in client.get(LIST, given).context["page_obj"]]

    assert found() == [april.pk, march.pk]
    assert found(**{"from": "2026-03-01", "to": "2026-03-31"}) == [march.pk]
    assert found(kind="stakeout") == found(officer="colleague") == found(case=other.pk) == [april.pk]
    assert found(q=other.number) == [april.pk]
    assert found(q=case.number, kind="video_review") == found(q="路口 监控") == [march.pk]
    assert found(unit="SPQ", ordering="started_at") == [march.pk, april.pk]
    assert found(ordering="-hours") == [april.pk, march.pk]


def test_hours_of_a_filtered_list_count_each_action_once(cast: Cast, case: Case) -> None:
    other = make_case(cast.officer, cast.school, CaseState.ACCEPTED, at=LONG_AGO)
    make_action(cast.officer, case, other, officers=[cast.officer, cast.colleague])
    client = signed_in(cast.officer)
    for query in ("", f"?case={case.pk}", "?officer=officer", f"?q={case.number}"):
        assert client.get(f"{LIST}{query}").context["totals"]["all_hours"] == Decimal("1.5"), query


@pytest.mark.parametrize("query", ["case=0", "case=x", f"case={'9' * 30}", "kind=guess", "officer=officer2", "from=x"])
def test_a_wrong_filter_is_named(cast: Cast, case: Case, query: str) -> None:
    answer = signed_in(cast.officer).get(f"{LIST}?{query}")
    assert (answer.status_code, list(answer.context["filter"].form.errors)) == (400, [query.partition("=")[0]])


@pytest.mark.parametrize("role", ["officer", "bureau"])
def test_pages_ask_the_database_as_often_for_three_as_for_one(cast: Cast, case: Case, role: str) -> None:
    made = make_action(cast.officer, case)
    client = signed_in(getattr(cast, role))
    pages = [LIST, made.get_absolute_url(), f"/incidents/{case.pk}/actions/new/"]
    before = [counted(client, page) for page in pages]
    others = [make_case(cast.officer, cast.school, CaseState.ACCEPTED, at=LONG_AGO) for _each in range(2)]
    for _each in range(2):
        make_action(cast.officer, case, *others, officers=[cast.officer, cast.colleague])
    made.cases.add(*others)
    made.officers.add(cast.colleague)
    assert [counted(client, page) for page in pages] == before
