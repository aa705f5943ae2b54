"""The pages of event cover: asking on a phone, deciding, going out, ticking, rating."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from outreach.checklist import KEYS
from outreach.models import EventCover
from outreach.states.covers import CoverState
from patrols.actions.roster import assign
from tests.cast import Cast
from tests.clients import signed_in
from tests.counting import nothing_written
from tests.factories import at, make_window
from tests.factories.covers import make_cover
from tests.printing.reading import text_of

NOW = at("2026-05-28 10:00")
BEGINS = at("2026-05-29 09:00")
LIST = "/outreach/covers/"
ASKED = {
    "title": "六一文艺演出", "starts_at": "2026-05-29T09:00", "ends_at": "2026-05-29T11:00", "people": "200",
    "valuables_watched_by": "后勤组一名老师",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _frozen() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def page_of(cover: EventCover, part: str = "") -> str:
    return f"{cover.get_absolute_url()}{part}"


def test_a_principal_asks_in_one_form_and_gets_the_checklist(cast: Cast) -> None:
    client = signed_in(cast.principal)

    answer = client.post(f"{LIST}new/", ASKED)
    cover = EventCover.objects.get()

    assert answer.headers["Location"] == cover.get_absolute_url()
    assert (cover.school, cover.unit, cover.entered_by) == (cast.school, cast.station, cast.principal)
    assert (cover.latitude, cover.longitude) == (cast.school.latitude, cast.school.longitude)
    page = client.get(page_of(cover))
    assert [item.key for item, _is_done in page.context["checklist"]] == list(KEYS)
    assert page.context["may_prepare"]


def test_police_ask_for_a_school_of_theirs(cast: Cast) -> None:
    client = signed_in(cast.officer)

    refused = client.post(f"{LIST}new/", ASKED)
    client.post(f"{LIST}new/", ASKED | {"school": cast.other_school.pk})

    assert list(refused.context["form"].errors) == ["school"]
    assert EventCover.objects.get().school == cast.other_school


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"title": ""}, ["title"]),
        ({"starts_at": "2026-05-28T09:00", "ends_at": "2026-05-28T11:00"}, ["starts_at"]),
        ({"starts_at": "tomorrow"}, ["starts_at"]),
        ({"ends_at": "2026-05-29T08:00"}, ["ends_at"]),
        ({"ends_at": "2026-05-30T01:00"}, ["ends_at"]),
        ({"people": "-3"}, ["people"]),
        ({"people": "1000000"}, ["people"]),
        ({"is_off_campus": "on"}, ["latitude"]),
        ({"is_off_campus": "on", "latitude": "29.5", "longitude": "106.4"}, ["place"]),
        ({"wishes": "找园长 13896123456"}, ["wishes"]),
    ],
)
def test_what_a_request_gets_wrong_is_named(cast: Cast, changes: dict[str, str], named: list[str]) -> None:
    client = signed_in(cast.principal)
    with nothing_written():
        answer = client.post(f"{LIST}new/", ASKED | changes)
    assert answer.status_code == 400
    assert sorted(answer.context["form"].errors) == named


def test_a_request_is_put_right_unless_somebody_was_faster(cast: Cast) -> None:
    cover = make_cover(cast.principal, cast.school, starts_at=BEGINS)
    client = signed_in(cast.principal)
    seen = client.get(page_of(cover, "edit/")).context["form"]["seen"].value()
    EventCover.objects.update(people=300)

    stale = client.post(page_of(cover, "edit/"), ASKED | {"people": "250", "seen": seen})
    again = client.post(page_of(cover, "edit/"), ASKED | {"people": "250"})

    assert (stale.status_code, again.status_code) == (400, 302)
    assert EventCover.objects.get().people == 250


def test_a_commander_sends_officers(cast: Cast) -> None:
    cover = make_cover(cast.principal, cast.school, starts_at=BEGINS)
    sent = {"officers": [cast.officer.pk], "before_min": 30, "after_min": 15}

    answer = signed_in(cast.commander).post(page_of(cover, "steps/approve/"), sent)

    cover.refresh_from_db()
    assert answer.headers["Location"] == cover.get_absolute_url()
    assert (cover.state, list(cover.officers.all())) == ("approved", [cast.officer])


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"officers": []}, "officers"),
        ({"officers": ["9" * 25]}, "officers"),
        ({"before_min": "-1"}, "before_min"),
        ({"after_min": "121"}, "after_min"),
    ],
)
def test_what_a_decision_gets_wrong_is_named(cast: Cast, changes: dict[str, Any], named: str) -> None:
    cover = make_cover(cast.principal, cast.school, starts_at=BEGINS)
    sent = {"officers": [cast.officer.pk], "before_min": 30, "after_min": 15} | changes
    client = signed_in(cast.commander)
    with nothing_written():
        answer = client.post(page_of(cover, "steps/approve/"), sent)
    assert list(answer.context["form"].errors) == [named]


def test_who_is_busy_is_doubted_once(cast: Cast) -> None:
    window = make_window(cast.point, follows_calendar=False, starts=at_time(8, 45), ends=at_time(9, 30))
    assign(by=cast.commander, windows=[window], dates=[BEGINS.date()], officers=[cast.officer])
    cover = make_cover(cast.principal, cast.school, starts_at=BEGINS)
    client, address = english(signed_in(cast.commander)), page_of(cover, "steps/approve/")
    sent = {"officers": [cast.officer.pk], "before_min": 0, "after_min": 0}

    offered = client.get(address).context["form"]
    doubted = client.post(address, sent).context["form"]
    meant = client.post(address, sent | {"busy_are_meant": "on"})

    labels = {value.value: label for value, label in offered.fields["officers"].choices}
    assert labels[cast.officer.pk] == "officer · duty 08:45–09:30"
    assert labels[cast.colleague.pk] == "colleague"
    assert (list(doubted.errors), "busy_are_meant" in offered.fields) == (["officers"], False)
    assert meant.status_code == 302


def test_two_events_at_a_time_are_shown_to_police_alone(cast: Cast) -> None:
    cover = make_cover(cast.principal, cast.school, starts_at=BEGINS)
    other = make_cover(cast.other_principal, cast.other_school, starts_at=BEGINS + timedelta(hours=1))
    make_cover(cast.other_principal, cast.other_school, starts_at=BEGINS + timedelta(hours=2))

    assert list(signed_in(cast.commander).get(page_of(cover)).context["beside"]) == [other]
    own = signed_in(cast.principal).get(page_of(cover))
    assert "beside" not in own.context
    assert cast.other_school.name not in own.content.decode()


@pytest.mark.parametrize(
    ("state", "who", "expected"),
    [
        ("requested", "commander", ["approve", "decline", "withdraw"]),
        ("requested", "officer", []),
        ("requested", "principal", ["withdraw"]),
        ("approved", "commander", ["decline", "withdraw"]),
        ("approved", "principal", ["withdraw"]),
        ("declined", "commander", ["approve"]),
        ("declined", "principal", []),
        ("withdrawn", "commander", []),
    ],
)
def test_each_step_is_offered_where_state_and_role_allow(cast: Cast, state: str, who: str, expected: list[str]) -> None:
    cover = make_cover(cast.principal, cast.school, state, commander=cast.commander, starts_at=BEGINS)
    context = signed_in(getattr(cast, who)).get(page_of(cover)).context
    offered = [context["main_step"]] * bool(context["main_step"]) + context["other_steps"]
    assert sorted(step.key for step in offered) == expected


def test_a_principal_withdraws_only_until_it_begins(cast: Cast) -> None:
    cover = make_cover(cast.principal, cast.school, starts_at=BEGINS)
    address = page_of(cover, "steps/withdraw/")
    with time_machine.travel(BEGINS, tick=False):
        late = signed_in(cast.principal).post(address, {"text": "改期"}).status_code
    signed_in(cast.principal).post(address, {"text": "改期"})

    cover.refresh_from_db()
    assert (late, cover.state) == (403, "withdrawn")


def test_a_step_that_does_not_fit_leads_back(cast: Cast) -> None:
    cover = make_cover(cast.principal, cast.school, CoverState.WITHDRAWN, starts_at=BEGINS)
    client = signed_in(cast.commander)
    with nothing_written():
        answer = client.post(page_of(cover, "steps/approve/"), {"officers": [cast.officer.pk]})
    assert answer.headers["Location"] == cover.get_absolute_url()
    assert client.get(page_of(cover, "steps/celebrate/")).status_code == 404


def test_an_officer_goes_out_on_the_page(cast: Cast) -> None:
    officers = [cast.officer, cast.colleague]
    cover = make_cover(
        cast.principal, cast.school, "approved", commander=cast.commander, officers=officers, starts_at=BEGINS
    )
    early = signed_in(cast.officer).get(page_of(cover, "start/")).status_code
    with time_machine.travel(BEGINS - timedelta(minutes=40), tick=False):
        client = signed_in(cast.officer)
        form = client.get(page_of(cover, "start/")).context["form"]
        sent = {
            "uuid": form["uuid"].value(), "kind": form["kind"].value(), "officers": form["officers"].value(),
            "volunteers": "2",
        }  # fmt: skip
        answers = [client.post(page_of(cover, "start/"), sent).headers["Location"] for _tap in range(2)]

    outing = cover.outings.get().outing
    assert (early, answers) == (403, ["/today/", "/today/"])
    assert {member.officer for member in outing.officers.all()} == set(officers)
    assert outing.volunteers == 2


def test_a_school_ticks_what_is_seen_to(cast: Cast) -> None:
    cover = make_cover(cast.principal, cast.school, starts_at=BEGINS)
    address = page_of(cover, "checklist/")

    statuses = [
        signed_in(user).post(address, {"prepared": ["told", "watcher"]}).status_code
        for user in (cast.principal, cast.officer, cast.other_principal)
    ]
    signed_in(cast.principal).post(address, {"prepared": ["a dog"]})

    assert statuses == [302, 403, 404]
    assert EventCover.objects.get().prepared == ["watcher", "told"]


def test_the_checklist_is_printed_with_the_event_and_the_hotline(cast: Cast) -> None:
    cover = make_cover(cast.principal, cast.school, starts_at=BEGINS, prepared=["told"])
    answer = signed_in(cast.principal).get(page_of(cover, "checklist.pdf"))
    text = text_of(answer.content)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert all(said in text for said in (cover.title, cast.school.name, cast.station.hotline))


def test_both_sides_rate_on_the_page(cast: Cast) -> None:
    cover = make_cover(cast.principal, cast.school, "approved", commander=cast.commander, starts_at=BEGINS)
    users = (cast.principal, cast.officer)
    early = [signed_in(user).get(page_of(cover, "rate/")).status_code for user in users]
    with time_machine.travel(cover.ends_at, tick=False):
        clients = [signed_in(user) for user in users]
        refused = clients[0].post(page_of(cover, "rate/"), {"mark": "6"})
        done = [client.post(page_of(cover, "rate/"), {"mark": "4"}).status_code for client in clients]

    cover.refresh_from_db()
    assert (early, list(refused.context["form"].errors), done) == ([403, 403], ["mark"], [302, 302])
    assert (cover.school_mark, cover.police_mark) == (4, 4)


def test_the_point_of_an_event_is_nowhere_public(cast: Cast) -> None:
    cover = make_cover(cast.principal, cast.school, "approved", commander=cast.commander, starts_at=BEGINS)
    assert cover.point is not None
    with time_machine.travel(BEGINS, tick=False):
        public = [Client().get(address) for address in ("/", "/api/v1/public/patrol-points.geojson")]
        hidden = Client().get(f"/points/{cover.point.code}/").status_code
        seen = signed_in(cast.officer).get(cover.point.get_absolute_url())

    assert all(cover.point.code not in answer.content.decode() for answer in public)
    assert (hidden, seen.status_code, seen.context["sign"]) == (404, 200, None)


def at_time(hour: int, minute: int) -> Any:
    return timezone.localtime(BEGINS).replace(hour=hour, minute=minute).time()
