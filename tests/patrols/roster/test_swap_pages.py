"""My duties, and swaps as they are offered and answered."""

from datetime import time, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from campus_safety.dashboard.asks_registry import asks_of
from campus_safety.wording import listed
from patrols.models import DutyWindow, RosterEntry, Standby, Swap
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.counting import nothing_written
from tests.factories import at, make_duty, make_point, make_window
from tests.factories.roster import make_entry, make_swap, make_team
from tests.patrols.roster.conftest import MONDAY, TUESDAY, WEDNESDAY

MINE, SWAPS = "/patrols/roster/mine/", "/patrols/roster/swaps/"


def offer(entry: RosterEntry, of: str = "") -> str:
    return reverse("patrols:swap_new", args=[entry.pk]) + (f"?of={of}" if of else "")


def test_my_coming_duties_are_listed_round_by_round(
    cast: Cast, window: DutyWindow, early: time_machine.Traveller
) -> None:
    beside = make_window(make_point(cast.station, "SPQ-09"), weekdays="12345")
    noon = make_window(cast.point, time(12), time(13), weekdays="12345")
    team = make_team(cast.station, cast.officer, cast.colleague)
    round_ = [make_entry(each, MONDAY, cast.officer) for each in (window, beside)]
    with_team = make_entry(noon, MONDAY, team)
    offered = make_entry(window, TUESDAY, cast.officer)
    make_swap(offered, cast.colleague)
    make_entry(window, WEDNESDAY, cast.colleague)
    make_entry(window, MONDAY + timedelta(days=5), cast.officer)  # a Saturday without school
    make_duty(window, WEDNESDAY, "cancelled")
    make_entry(window, WEDNESDAY, cast.officer)
    early.move_to(at("2026-11-23 07:45"))

    rounds = signed_in(cast.officer).get(MINE).context["page_obj"].object_list

    assert [each.entries for each in rounds] == [round_, [with_team], [offered]]
    assert [each.may_be_swapped for each in rounds] == [False] * 3
    assert [(each.has_begun, bool(each.team), bool(each.swap)) for each in rounds] == [
        (True, False, False), (False, True, False), (False, False, True),
    ]  # fmt: skip


def test_a_round_is_read_with_the_comma_of_the_language(cast: Cast, window: DutyWindow) -> None:
    swap = make_swap(make_entry(window, MONDAY, cast.officer), cast.colleague)
    Swap.objects.filter(pk=swap.pk).update(given="2026-11-23 07:30–08:10 SPQ-01, SPQ-02")

    for page in (swap.get_absolute_url(), SWAPS, MINE):
        assert f"SPQ-01{listed(['', ''])}SPQ-02" in signed_in(cast.colleague).get(page).content.decode()
    assert listed(["", ""]) != ", "


def test_it_says_when_i_step_in_and_what_waits_for_me(cast: Cast, window: DutyWindow) -> None:
    standby = Standby.objects.create(unit=cast.station, on=TUESDAY, officer=cast.colleague)
    swap = make_swap(make_entry(window, MONDAY, cast.officer), cast.colleague)
    names = ("standbys", "asked_of_me", "asked_by_me")
    pages = {user: signed_in(user).get(MINE).context for user in (cast.officer, cast.colleague)}
    assert {user: [list(page[name]) for name in names] for user, page in pages.items()} == {
        cast.officer: [[], [], [swap]], cast.colleague: [[standby], [swap], []],
    }  # fmt: skip


def test_a_swap_is_offered_in_two_steps(cast: Cast, window: DutyWindow) -> None:
    beside = make_window(make_point(cast.station, "SPQ-09"), weekdays="12345")
    given = [make_entry(each, MONDAY, cast.officer) for each in (window, beside)]
    taken = make_entry(window, WEDNESDAY, cast.colleague)
    make_entry(beside, TUESDAY, make_team(cast.station, cast.colleague))
    client = signed_in(cast.officer)

    assert client.get(offer(given[0])).context["form"] is None
    form = client.get(offer(given[0], "colleague")).context["form"]
    assert [key for key, _words in form.fields["in_return"].choices] == ["", str(taken.pk)]

    response = client.post(offer(given[0], "colleague"), {"entries": [given[1].pk], "in_return": taken.pk})

    swap = Swap.objects.get()
    assert response.headers["Location"] == swap.get_absolute_url()
    assert (swap.asked_of, set(swap.entries.all())) == (cast.colleague, {given[1], taken})


def test_a_second_tap_leads_to_the_swap_that_is_asked(cast: Cast, window: DutyWindow) -> None:
    entry, client = make_entry(window, MONDAY, cast.officer), signed_in(cast.officer)
    for _tap in range(2):
        response = client.post(offer(entry, "colleague"), {"entries": [entry.pk]})

    swap = Swap.objects.get()
    assert response.headers["Location"] == swap.get_absolute_url()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"entries": []}, "entries"),
        ({"entries": ["99999"]}, "entries"),
        ({"in_return": "99999"}, "in_return"),
        ({"note": "x" * 201}, "note"),
        ({"note": "找 13912345678"}, "note"),
    ],
)
def test_a_bad_offer_gets_a_named_error(cast: Cast, window: DutyWindow, changes: dict[str, Any], field: str) -> None:
    entry, client = make_entry(window, MONDAY, cast.officer), signed_in(cast.officer)
    with nothing_written():
        response = client.post(offer(entry, "colleague"), {"entries": [entry.pk]} | changes)
    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])


def test_what_the_action_refuses_stands_on_the_form(cast: Cast, window: DutyWindow) -> None:
    entry, client = make_entry(window, MONDAY, cast.officer), signed_in(cast.officer)
    make_entry(window, MONDAY, cast.colleague)
    response = client.post(offer(entry, "colleague"), {"entries": [entry.pk]})
    assert (response.status_code, len(response.context["form"].non_field_errors())) == (400, 1)


@pytest.mark.parametrize("of", ["officer", "officer2", "nobody", "principal"])
def test_only_a_colleague_can_be_asked(cast: Cast, window: DutyWindow, of: str) -> None:
    response = signed_in(cast.officer).get(offer(make_entry(window, MONDAY, cast.officer), of))
    assert (response.status_code, list(response.context["colleague"].errors)) == (400, ["of"])


def test_only_ones_own_duty_that_lies_ahead_is_offered(
    cast: Cast, window: DutyWindow, early: time_machine.Traveller
) -> None:
    entry = make_entry(window, MONDAY, cast.officer)
    team = make_entry(window, TUESDAY, make_team(cast.station, cast.officer))
    assert {role for role, status in answers(cast, offer(entry)).items() if status == 200} == {"officer"}
    assert signed_in(cast.officer).get(offer(team)).status_code == 403
    early.move_to(at("2026-11-23 07:30"))
    assert signed_in(cast.officer).get(offer(entry)).status_code == 404


@pytest.mark.parametrize(
    ("who", "answer", "state"),
    [
        ("colleague", "accept", "accepted"),
        ("colleague", "decline", "declined"),
        ("officer", "withdraw", "withdrawn"),
        ("colleague", "dance", "asked"),
    ],
)
def test_a_swap_is_answered_on_its_page(cast: Cast, window: DutyWindow, who: str, answer: str, state: str) -> None:
    swap = make_swap(make_entry(window, MONDAY, cast.officer), cast.colleague)
    client, page = signed_in(getattr(cast, who)), swap.get_absolute_url()
    context = client.get(page).context
    assert (context["may_answer"], context["may_withdraw"]) == (who == "colleague", who == "officer")
    assert client.post(page, {"answer": answer}).headers["Location"] == page
    swap.refresh_from_db()
    assert swap.state == state


def test_the_second_answer_is_told_so(cast: Cast, window: DutyWindow) -> None:
    swap = make_swap(make_entry(window, MONDAY, cast.officer), cast.colleague)
    client, page = signed_in(cast.colleague), swap.get_absolute_url()
    client.post(page, {"answer": "decline"})
    again = client.post(page, {"answer": "accept"}, follow=True)
    assert [message.level_tag for message in again.context["messages"]] == ["success", "error"]
    assert RosterEntry.objects.get().officer == cast.officer


def test_police_of_the_unit_read_a_swap_and_only_the_two_answer(cast: Cast, window: DutyWindow) -> None:
    swap = make_swap(make_entry(window, MONDAY, cast.officer), cast.colleague)
    page = swap.get_absolute_url()
    assert {role for role, status in answers(cast, page).items() if status == 200} == {"officer", "commander", "bureau"}
    assert signed_in(cast.commander).post(page, {"answer": "accept"}).status_code == 403
    assert signed_in(cast.officer).post(page, {"answer": "accept"}).status_code == 403


def test_the_list_of_swaps_is_filtered_and_asks_as_often(cast: Cast, window: DutyWindow) -> None:
    first = make_swap(make_entry(window, MONDAY, cast.officer), cast.colleague)
    client = signed_in(cast.officer)
    before = counted(client, SWAPS), counted(client, MINE)
    declined = make_swap(
        make_entry(window, MONDAY, cast.commander), cast.colleague, state="declined", answered_at=timezone.now()
    )
    more = [make_swap(make_entry(window, on, cast.officer), cast.colleague) for on in (TUESDAY, WEDNESDAY)]
    assert (counted(client, SWAPS), counted(client, MINE)) == before
    for given, found in (
        ({}, {first, declined, *more}), ({"state": "declined"}, {declined}), ({"whose": "mine"}, {first, *more}),
    ):  # fmt: skip
        assert {row.swap for row in client.get(SWAPS, given).context["page_obj"]} == found


def test_a_swap_that_waits_is_asked_of_me_until_it_lapses(
    cast: Cast, window: DutyWindow, early: time_machine.Traveller
) -> None:
    lapses_at = at("2026-11-23 07:30")
    swap = make_swap(make_entry(window, MONDAY, cast.officer), cast.colleague, lapses_at=lapses_at)
    asks = [ask.url for ask in asks_of(cast.colleague, at("2026-11-23 07:29"))]
    assert asks == [swap.get_absolute_url()]
    for user, moment in ((cast.colleague, lapses_at), (cast.officer, at("2026-11-23 07:29"))):
        assert asks_of(user, moment) == []
