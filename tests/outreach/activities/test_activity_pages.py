"""The pages of activities: who opens them, what they say, what they refuse and where they lead."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from outreach.models import Activity, ActivitySchool, Measure
from outreach.states.activities import ActivityState, Answer
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, counted, signed_in
from tests.counting import nothing_written
from tests.factories import at, make_school
from tests.factories.activities import answered, make_activity
from tests.factories.records import photo

LIST, NEW = "/outreach/activities/", "/outreach/activities/new/"
OWN_SCHOOL_TOO = OWN_POLICE_ONLY | {"principal": 200, "other_principal": 404}


def filled(cast: Cast, **fields: Any) -> dict[str, Any]:
    """The form of a visit on 2 March 2026 with 30 children."""
    values = {
        "title": "走访座谈", "schools": [cast.school.pk], "officers": ["officer", "colleague"],
        "starts_at": "2026-03-02T09:00", "ends_at": "2026-03-02T10:00", "children": "30", "staff": "", "parents": "0",
        "outcome": "园长反映门口停车乱",
    }  # fmt: skip
    return values | fields


def test_an_activity_is_there_for_police_of_the_unit_and_its_principal(cast: Cast) -> None:
    assert answers(cast, make_activity(cast.officer, cast.school).get_absolute_url()) == OWN_SCHOOL_TOO


def test_the_list_shows_each_their_own(cast: Cast) -> None:
    ours, joint = make_activity(cast.officer, cast.school), make_activity(cast.officer, cast.school, cast.other_school)
    seen = {name: signed_in(getattr(cast, name)).get(LIST) for name in ("officer", "other_officer", "bureau")}
    own = {name: signed_in(getattr(cast, name)).get(LIST) for name in ("principal", "other_principal")}
    assert {name: {row.activity for row in page.context["page_obj"]} for name, page in (seen | own).items()} == {
        "officer": {ours, joint},
        "other_officer": set(),
        "bureau": {ours, joint},
        "principal": {ours, joint},
        "other_principal": {joint},
    }


def test_a_kind_is_chosen_first_and_what_the_address_says_is_kept(cast: Cast) -> None:
    page = signed_in(cast.officer).get(f"{NEW}?planned=1&school={cast.school.pk}")
    assert [address for _label, address in page.context["options"]] == [
        f"?planned=1&school={cast.school.pk}&kind={kind}" for kind in Activity.Kind.values
    ]


def test_the_bureau_chooses_the_station_first(cast: Cast) -> None:
    client = signed_in(cast.bureau)
    assert [address for _label, address in client.get(NEW).context["options"]] == ["?unit=OTH", "?unit=SPQ"]
    page = client.get(NEW, {"unit": "SPQ", "kind": "visit"})
    assert page.context["form"].activity.unit == cast.station
    assert client.get(NEW, {"unit": "XJW"}).status_code == 404  # a squad has no schools


FIELDS_OF = {
    ("visit", False): {"with_leaders", "children", "outcome", "photos"},
    ("lecture", False): {"class_hours", "tools", "children", "outcome", "photos"},
    ("lecture", True): {"class_hours", "tools"},
    ("drill", False): {"drill", "drill_min", "tools", "children", "outcome", "photos"},
    ("drill", True): {"drill", "tools"},
    ("meeting", True): set(),
}


@pytest.mark.parametrize(("kind", "is_planned"), FIELDS_OF)
def test_the_form_asks_what_belongs_to_kind_and_time(cast: Cast, kind: str, is_planned: bool) -> None:
    page = signed_in(cast.officer).get(NEW, {"kind": kind} | ({"planned": "1"} if is_planned else {}))
    may_ask = set().union(*FIELDS_OF.values())
    assert set(page.context["form"].fields) & may_ask == FIELDS_OF[kind, is_planned]


def test_the_form_is_filled_with_what_an_address_names(cast: Cast) -> None:
    form = signed_in(cast.officer).get(f"{NEW}?kind=drill&drill=fire&school={cast.school.pk}").context["form"]
    assert (form["drill"].value(), form["schools"].value(), form["officers"].value()) == (
        "fire", [str(cast.school.pk)], ["officer"],
    )  # fmt: skip


def test_an_officer_logs_what_took_place(cast: Cast) -> None:
    answer = signed_in(cast.officer).post(f"{NEW}?kind=visit", filled(cast, with_leaders="on"))

    made = Activity.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, made.get_absolute_url())
    assert (made.kind, made.state, made.with_leaders) == ("visit", ActivityState.HELD, True)
    assert (made.starts_at, made.ends_at) == (at("2026-03-02 09:00"), at("2026-03-02 10:00"))
    assert (made.children, made.staff, made.heads) == (30, 0, 30)
    assert (list(made.schools.all()), set(made.officers.all())) == ([cast.school], {cast.officer, cast.colleague})


def test_an_officer_plans_a_drill_and_logs_it_once_it_took_place(cast: Cast) -> None:
    client, tomorrow = signed_in(cast.officer), timezone.localtime() + timedelta(days=1)
    times = {"starts_at": f"{tomorrow:%Y-%m-%dT10:00}", "ends_at": f"{tomorrow:%Y-%m-%dT11:00}"}
    client.post(f"{NEW}?kind=drill&planned=1", filled(cast, **times, drill="evacuation", title="疏散演练"))
    planned = Activity.objects.get()
    address = reverse("outreach:activity_step", args=[planned.pk, "hold"])
    assert (planned.state, planned.children) == (ActivityState.PLANNED, 0)

    too_early = client.post(address, filled(cast, **times, drill="evacuation", drill_min="1.8"))
    answer = client.post(address, filled(cast, drill="evacuation", drill_min="1.8", tools="盾牌、钢叉"))

    held = Activity.objects.get()
    assert (too_early.status_code, sorted(too_early.context["form"].errors)) == (400, ["ends_at", "starts_at"])
    assert (answer.status_code, held.state, held.children, held.tools) == (302, ActivityState.HELD, 30, "盾牌、钢叉")


BAD: dict[str, tuple[str, dict[str, Any], str]] = {
    "no title": ("visit", {"title": " "}, "title"),
    "no moment": ("visit", {"starts_at": "soon"}, "starts_at"),
    "ends before it begins": ("visit", {"ends_at": "2026-03-01T06:00"}, "ends_at"),
    "held in the future": ("visit", {"ends_at": "2099-03-01T06:00"}, "ends_at"),
    "negative heads": ("visit", {"children": "-1"}, "children"),
    "absurd heads": ("visit", {"parents": "10001"}, "parents"),
    "heads that are none": ("visit", {"staff": "many"}, "staff"),
    "30 class hours in a day": ("lecture", {"class_hours": "30"}, "class_hours"),
    "no class hours": ("lecture", {}, "class_hours"),
    "class hours over the span": ("lecture", {"class_hours": "2.1"}, "class_hours"),
    "class hours that are none": ("lecture", {"class_hours": "NaN"}, "class_hours"),
    "a drill of no kind": ("drill", {}, "drill"),
    "a drill of another kind": ("drill", {"drill": "flood"}, "drill"),
    "minutes over the span": ("drill", {"drill": "fire", "drill_min": "61"}, "drill_min"),
    "nobody": ("visit", {"officers": []}, "officers"),
    "an officer of another unit": ("visit", {"officers": ["officer2"]}, "officers"),
    "an officer of no possible name": ("visit", {"officers": ["a\x00b"]}, "officers"),
    "no school": ("visit", {"schools": []}, "schools"),
    "a key of no school": ("visit", {"schools": ["9" * 30]}, "schools"),
    "no key of a school": ("visit", {"schools": ["abc"]}, "schools"),
    "a key of no measure": ("visit", {"measures": ["9" * 30]}, "measures"),
    "a number in the outcome": ("visit", {"outcome": "联系人 13812345678"}, "outcome"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_at_its_field(cast: Cast, name: str) -> None:
    kind, values, field = BAD[name]
    client = signed_in(cast.officer)
    with nothing_written():
        answer = client.post(f"{NEW}?kind={kind}", filled(cast, **values))
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])


def test_a_school_of_another_unit_is_not_offered(cast: Cast) -> None:
    theirs, client = make_school(cast.other_station), signed_in(cast.officer)
    with nothing_written():
        answer = client.post(f"{NEW}?kind=visit", filled(cast, schools=[theirs.pk]))
    assert list(answer.context["form"].errors) == ["schools"]


def test_what_seems_to_be_logged_already_is_asked_about_once(cast: Cast) -> None:
    make_activity(cast.officer, cast.school, cast.other_school, starts_at=at("2026-03-02 15:00"))
    client, address = signed_in(cast.officer), f"{NEW}?kind=visit"

    asked = client.post(address, filled(cast))
    answer = client.post(address, filled(cast, is_another="on"))

    assert (asked.status_code, list(asked.context["form"].errors)) == (400, ["is_another"])
    assert (answer.status_code, Activity.objects.count()) == (302, 2)


@pytest.mark.parametrize(
    "other", [{"kind": "meeting"}, {"starts_at": at("2026-03-03 09:00")}, {"state": ActivityState.CANCELLED}]
)
def test_what_is_no_twin_is_not_asked_about(cast: Cast, other: dict[str, Any]) -> None:
    given: dict[str, Any] = {"starts_at": at("2026-03-02 09:00")} | other
    made = make_activity(cast.officer, cast.school, **{name: given[name] for name in given if name != "starts_at"})
    Activity.objects.filter(pk=made.pk).update(
        starts_at=given["starts_at"], ends_at=given["starts_at"] + timedelta(hours=1)
    )
    assert signed_in(cast.officer).post(f"{NEW}?kind=visit", filled(cast)).status_code == 302


def test_the_form_of_a_change_holds_what_was_entered(cast: Cast) -> None:
    measure = Measure.objects.create(number=99)
    made = make_activity(cast.officer, cast.school, starts_at=at("2026-03-02 09:00"), children=30, measures=[measure])
    client, address = signed_in(cast.officer), reverse("outreach:activity_edit", args=[made.pk])
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields if name != "photos"}
    values |= {name: f"{values[name]:%Y-%m-%dT%H:%M}" for name in ("starts_at", "ends_at")}

    answer = client.post(address, {name: value for name, value in values.items() if value} | {"children": "31"})

    changed = Activity.objects.get()
    assert (answer.status_code, changed.children, changed.starts_at) == (302, 31, made.starts_at)
    assert (list(changed.schools.all()), list(changed.measures.all())) == ([cast.school], [measure])


def test_what_somebody_changed_meanwhile_is_not_overwritten_unseen(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school)
    client, address = signed_in(cast.officer), reverse("outreach:activity_edit", args=[made.pk])
    seen = client.get(address).context["form"].initial["seen"]
    answered(cast.principal, made)
    with nothing_written():
        answer = client.post(address, filled(cast, seen=seen))
    assert (answer.status_code, Activity.objects.get().state) == (400, ActivityState.CONFIRMED)


def test_a_colleague_reads_and_does_not_change(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school)
    client = signed_in(cast.colleague)
    page = client.get(made.get_absolute_url())
    addresses = [reverse("outreach:activity_edit", args=[made.pk])]
    addresses += [reverse("outreach:activity_step", args=[made.pk, "cancel"])]
    with nothing_written():
        refused = [client.post(address, filled(cast, text="x")).status_code for address in addresses]
    assert (page.status_code, page.context["may_change"], refused) == (200, False, [403, 403])


def test_a_step_that_no_longer_fits_leads_back(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, state=ActivityState.CANCELLED)
    client = signed_in(cast.officer)
    addresses = [reverse("outreach:activity_step", args=[made.pk, step]) for step in ("hold", "cancel", "guess")]
    answers_ = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers_] == [302, 302, 404]
    assert client.get(reverse("outreach:activity_edit", args=[made.pk])).headers["Location"] == made.get_absolute_url()


def test_an_activity_is_cancelled_and_planned_again(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, state=ActivityState.PLANNED)
    client, later = signed_in(cast.officer), timezone.localtime() + timedelta(days=9)
    cancel, again = (reverse("outreach:activity_step", args=[made.pk, step]) for step in ("cancel", "plan-again"))

    client.post(cancel, {"text": "幼儿园改期"})
    cancelled = Activity.objects.get().state
    client.post(again, {"starts_at": f"{later:%Y-%m-%dT10:00}", "ends_at": f"{later:%Y-%m-%dT11:00}"})

    assert (cancelled, Activity.objects.get().state) == (ActivityState.CANCELLED, ActivityState.PLANNED)


def test_a_principal_confirms(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school)
    client, address = signed_in(cast.principal), reverse("outreach:activity_answer", args=[made.pk])

    refused = client.post(address, {"answer": "objected", "text": " "})
    answer = client.post(address, {"answer": "confirmed", "text": ""})

    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["text"])
    assert (answer.headers["Location"], Activity.objects.get().state) == (made.get_absolute_url(), "confirmed")
    assert client.get(address).status_code == 302  # there is nothing more to be confirmed


def test_a_principal_sees_nothing_of_other_schools(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, cast.other_school)
    answered(cast.other_principal, made, Answer.OBJECTED)
    client = signed_in(cast.principal)
    pages = [client.get(address).content.decode() for address in (made.get_absolute_url(), LIST)]
    assert all(cast.other_school.name not in page and "人数不对" not in page for page in pages)
    assert ActivitySchool.objects.get(school=cast.other_school).text == "人数不对"


@pytest.mark.parametrize("role", ["officer", "bureau", "principal"])
def test_pages_ask_the_database_as_often_for_three_as_for_one(cast: Cast, role: str) -> None:
    made = make_activity(cast.officer, cast.school, photos=[photo("teal")])
    client = signed_in(getattr(cast, role))
    before = [counted(client, page) for page in (LIST, made.get_absolute_url())]
    for number in range(2):
        make_activity(cast.officer, cast.school, cast.other_school, officers=[cast.officer, cast.colleague])
        made.officers.add(cast.colleague if number else cast.commander)
    assert [counted(client, page) for page in (LIST, made.get_absolute_url())] == before
