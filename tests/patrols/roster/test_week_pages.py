"""The week and the day of a roster: what they show to whom, and that they ask as often however much there is."""

from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from campus_safety.calendars.models import Day
from patrols.models import DutyWindow, RosterEntry, Standby
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.counting import nothing_written
from tests.factories import at, make_duty, make_point, make_user, make_window
from tests.factories.roster import make_entry, make_team
from tests.patrols.roster.conftest import MONDAY, NEXT_MONDAY, TUESDAY, WEDNESDAY

WEEK = "/patrols/roster/"
POLICE = {"officer", "other_officer", "commander", "bureau"}


def day(on: date = MONDAY) -> str:
    return reverse("patrols:roster_day", args=[on])


def test_it_is_for_police_and_shows_their_own_unit(cast: Cast, window: DutyWindow) -> None:
    for address in (WEEK, day()):
        assert {role for role, status in answers(cast, address).items() if status == 200} == POLICE
    shown = {user.username: signed_in(user).get(WEEK).context["unit"] for user in (cast.officer, cast.other_officer)}
    assert shown == {"officer": cast.station, "officer2": cast.other_station}


def test_the_bureau_chooses_a_station_and_others_do_not_see_theirs(cast: Cast, window: DutyWindow) -> None:
    client = signed_in(cast.bureau)
    assert client.get(WEEK).context["unit"] == cast.other_station  # the first by code
    assert client.get(WEEK, {"unit": "SPQ"}).context["unit"] == cast.station
    for code in ("OTH", "NONE"):
        for address in (WEEK, day()):
            refused = signed_in(cast.officer).get(address, {"unit": code})
            assert (refused.status_code, "data-errors" in refused.content.decode()) == (400, True)


def test_a_traffic_squad_has_no_roster(cast: Cast) -> None:
    page = signed_in(cast.squad_officer).get(WEEK)
    assert (page.status_code, page.context["unit"]) == (200, None)
    assert signed_in(cast.squad_officer).get(day()).status_code == 404


def test_weeks_lead_to_one_another_across_the_year(cast: Cast, window: DutyWindow) -> None:
    page = signed_in(cast.commander).get(WEEK, {"week": "2026-W53"}).content.decode()
    assert "?week=2027-W01&amp;unit=SPQ" in page
    assert signed_in(cast.officer).get(WEEK, {"week": "2027-W01"}).context["monday"] == date(2027, 1, 4)


@pytest.mark.parametrize("week", ["2026-W54", "2026-48", "x", "1999-W01", "2026-W48-1", "2026-W4\0"])
def test_a_bad_week_gets_a_named_error(cast: Cast, week: str) -> None:
    response = signed_in(cast.officer).get(WEEK, {"week": week})
    assert (response.status_code, list(response.context["form"].errors)) == (400, ["week"])


def test_cells_say_who_is_there_and_where_nobody_is(cast: Cast, window: DutyWindow) -> None:
    for _ in range(2):
        make_window(make_point(cast.station), weekdays="12345", strength=2)
    make_window(cast.point, time(16), time(17), weekdays="1", occasion="dismissal")
    team = make_team(cast.station, cast.colleague, name="一组")
    make_entry(window, MONDAY, team)
    make_entry(window, MONDAY, cast.officer)
    make_entry(DutyWindow.objects.filter(strength=2)[0], MONDAY, cast.officer)
    make_entry(window, TUESDAY, make_user(unit=cast.station, is_active=False))

    week = signed_in(cast.officer).get(WEEK, {"week": "2026-W48"}).context["week"]

    cells = {(row.group.code, number): cell for row in week.rows for number, cell in enumerate(row.cells) if cell}
    assert [row.points for row in week.rows] == [3, 1]
    monday, tuesday = cells["arrival-0730-0830", 0], cells["arrival-0730-0830", 1]
    assert (monday.teams, monday.officers) == (["一组"], ["officer"])
    assert (monday.points, monday.without, monday.short) == (3, 1, 1)
    assert (tuesday.without, tuesday.short) == (3, 0)
    assert ("dismissal-1600-1700", 0) in cells
    assert ("dismissal-1600-1700", 1) not in cells
    assert week.without == 1 + 4 * 3 + 1


def test_days_say_what_the_calendar_says(cast: Cast, window: DutyWindow) -> None:
    Day.objects.create(unit=cast.station, on=TUESDAY, kind=Day.Kind.NO_SCHOOL, reason="运动会")
    Standby.objects.create(unit=cast.station, on=WEDNESDAY, officer=cast.colleague)
    page = signed_in(cast.officer).get(WEEK)
    heads = page.context["week"].days
    assert [head.has_duties for head in heads] == [True, False, True, True, True, False, False]
    assert (heads[1].fact.reason, heads[2].standby) == ("运动会", cast.colleague)
    assert "运动会" in page.content.decode()


def test_a_day_with_other_times_says_them(cast: Cast, window: DutyWindow) -> None:
    make_duty(window, MONDAY, starts_at=at("2026-11-23 09:00"), ends_at=at("2026-11-23 09:40"))
    cells = signed_in(cast.officer).get(WEEK).context["week"].rows[0].cells
    assert cells[0].times == (at("2026-11-23 09:00"), at("2026-11-23 09:40"))
    assert cells[1].times is None


def test_hours_are_of_the_week_and_the_four_before(cast: Cast, window: DutyWindow) -> None:
    make_duty(window, MONDAY - timedelta(days=3))
    make_entry(window, MONDAY - timedelta(days=3), cast.officer)
    for on in (MONDAY, TUESDAY):
        make_entry(window, on, cast.officer)
    hours = signed_in(cast.officer).get(WEEK).context["hours"]
    assert [(row.officer.username, row.week_h, row.before_h) for row in hours.rows] == [
        ("officer", 2, 1), ("colleague", 0, 0),
    ]  # fmt: skip
    assert (hours.gap_h, hours.is_balanced) == (3, False)


def test_it_asks_as_often_however_much_there_is(cast: Cast, window: DutyWindow) -> None:
    make_entry(window, MONDAY, make_team(cast.station, cast.colleague))
    make_duty(window, MONDAY - timedelta(days=3))
    make_entry(window, MONDAY - timedelta(days=3), cast.officer)
    client = signed_in(cast.commander)
    addresses = [WEEK, day(), f"{reverse('patrols:roster_balance')}", f"{reverse('patrols:roster_copy')}"]
    before = [counted(client, address) for address in addresses]
    for number in range(4):
        point = make_point(cast.station, schools=[cast.school, cast.other_school])
        for hour in (7, 12, 16):
            each = make_window(point, time(hour), time(hour + 1), weekdays="12345")
            make_entry(each, TUESDAY, make_team(cast.station, cast.officer, cast.colleague))
            make_entry(each, MONDAY, make_user(unit=cast.station))
            make_entry(each, MONDAY - timedelta(days=6 - number), cast.officer)
    assert [counted(client, address) for address in addresses] == before


def post(client: Any, given: dict[str, Any], address: str = "") -> Any:
    return client.post(address or day(), {"dates": [f"{MONDAY}"], "do": "assign"} | given)


def test_a_commander_puts_people_on_the_chosen_points_and_takes_them_off(cast: Cast, window: DutyWindow) -> None:
    client, team = signed_in(cast.commander), make_team(cast.station, cast.colleague)
    given = {"windows": [window.pk], "officers": ["officer"], "teams": [team.pk], "dates": [f"{MONDAY}", f"{TUESDAY}"]}
    assert post(client, given).status_code == 302
    assert RosterEntry.objects.count() == 4
    assert post(client, {"windows": [window.pk], "officers": ["officer"], "do": "take_off"}).status_code == 302
    assert set(RosterEntry.objects.values_list("on", "officer", "team")) == {
        (MONDAY, None, team.pk), (TUESDAY, None, team.pk), (TUESDAY, cast.officer.pk, None),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"windows": []}, "windows"),
        ({"windows": ["99999"]}, "windows"),
        ({"dates": []}, "dates"),
        ({"dates": ["2026-11-28"]}, "dates"),
        ({"dates": ["x"]}, "dates"),
        ({"officers": []}, "officers"),
        ({"officers": ["officer2"]}, "officers"),
        ({"teams": ["x"]}, "teams"),
        ({"do": "dance"}, "do"),
    ],
)
def test_bad_input_gets_a_named_error(cast: Cast, window: DutyWindow, given: dict[str, Any], field: str) -> None:
    client = signed_in(cast.commander)
    with nothing_written():
        response = post(client, {"windows": [window.pk], "officers": ["officer"]} | given)
    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])


def test_officers_read_only(cast: Cast, window: DutyWindow) -> None:
    client = signed_in(cast.officer)
    assert '<form method="post"' not in client.get(day()).content.decode().split("<main")[1]
    with nothing_written():
        assert post(client, {"windows": [window.pk], "officers": ["officer"]}).status_code == 403


def test_a_day_is_cut_down_to_a_group_and_begins_with_those_without_anyone(cast: Cast, window: DutyWindow) -> None:
    other = make_window(make_point(cast.station), weekdays="12345")
    make_window(cast.point, time(16), time(17), weekdays="12345")
    make_entry(window, MONDAY, cast.officer)
    client, group = signed_in(cast.commander), {"group": "arrival-0730-0830"}
    page = client.get(day(), group)
    assert {post.duty.window for post in page.context["day"].posts} == {window, other}
    assert len(client.get(day()).context["day"].posts) == 3
    chosen = {
        choose: client.get(day(), group | {"choose": choose}).context["form"].initial["windows"]
        for choose in ("", "empty", "all", "none")
    }
    assert chosen == {"": [other.pk], "empty": [other.pk], "all": [window.pk, other.pk], "none": []}
    for bad in ({"group": "x"}, {"choose": "x"}):
        assert client.get(day(), bad).status_code == 400
    assert client.get(day(), {"group": "evening-2000-2100"}).context["day"].posts == []


def test_a_day_that_is_over_or_free_is_read_only(cast: Cast, early: time_machine.Traveller) -> None:
    window = make_window(cast.point, weekdays="12345")
    make_duty(window, MONDAY - timedelta(days=3))
    client = signed_in(cast.commander)
    over = client.get(day(MONDAY - timedelta(days=3)))
    assert (len(over.context["day"].posts), over.context["day"].is_open) == (1, False)
    free = client.get(day(MONDAY + timedelta(days=5)))
    assert (free.status_code, free.context["day"].posts) == (200, [])
    assert client.get("/patrols/roster/2026-02-30/").status_code == 404


def test_last_week_is_copied_after_it_was_asked(cast: Cast, window: DutyWindow) -> None:
    make_entry(window, MONDAY, cast.officer)
    client, copy = signed_in(cast.commander), f"{reverse('patrols:roster_copy')}?week=2026-W49"
    with nothing_written():
        assert client.get(copy).status_code == 200
    response = client.post(copy)
    assert response.headers["Location"] == f"{WEEK}?week=2026-W49&unit=SPQ"
    assert RosterEntry.objects.get(on=NEXT_MONDAY).officer == cast.officer
    for bad in ("?week=x", "?unit=OTH"):
        assert client.get(reverse("patrols:roster_copy") + bad).status_code == 404


def test_a_proposal_is_written_as_it_was_shown(cast: Cast, window: DutyWindow) -> None:
    client, address = signed_in(cast.commander), f"{reverse('patrols:roster_balance')}?week=2026-W48"
    page = client.get(address)
    assert [user.username for user in page.context["form"].cleaned_data["officers"]] == ["colleague", "officer"]
    plan = page.context["plan"]
    given = {"officers": ["colleague", "officer"], "most": "6", "seen": plan.digest}
    make_entry(window, WEDNESDAY, cast.officer)
    stale = client.post(address, given)
    assert (stale.status_code, RosterEntry.objects.count()) == (400, 1)
    assert client.post(address, given | {"seen": stale.context["plan"].digest}).status_code == 302
    assert RosterEntry.objects.count() == 5


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"most": "0"}, "most"),
        ({"most": "41"}, "most"),
        ({"officers": ["officer2"]}, "officers"),
        ({"officers": []}, "officers"),
    ],
)
def test_a_bad_proposal_gets_a_named_error(cast: Cast, window: DutyWindow, given: dict[str, Any], field: str) -> None:
    response = signed_in(cast.commander).get(
        reverse("patrols:roster_balance"), {"officers": ["officer"], "most": "6"} | given
    )
    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])


def test_planning_is_for_commanders(cast: Cast, window: DutyWindow) -> None:
    for name in ("roster_copy", "roster_balance", "roster_substitutes"):
        found = answers(cast, reverse(f"patrols:{name}"))
        assert {role for role, status in found.items() if status == 200} == {"commander", "bureau"}
