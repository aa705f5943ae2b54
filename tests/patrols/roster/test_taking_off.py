"""Whoever stands on the roster can be taken off on its pages: teams out of use, officers who have left, free days."""

from typing import Any

import pytest
from django.urls import reverse

from campus_safety.accounts.models import User
from campus_safety.calendars.models import Day
from patrols.models import DutyWindow, RosterEntry
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.counting import nothing_written
from tests.factories import make_user
from tests.factories.roster import make_entry, make_team
from tests.patrols.roster.conftest import MONDAY, TUESDAY, WEDNESDAY

ADDRESS = reverse("patrols:roster_day", args=[MONDAY])


def test_a_team_out_of_use_is_taken_off_and_not_put_on(cast: Cast, window: DutyWindow) -> None:
    team = make_team(cast.station, cast.officer, is_active=False)
    make_entry(window, MONDAY, team)
    client, given = signed_in(cast.commander), {"windows": [window.pk], "dates": [f"{TUESDAY}"], "teams": [team.pk]}
    with nothing_written():
        refused = client.post(ADDRESS, given | {"do": "assign"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["teams"])
    assert client.post(ADDRESS, given | {"do": "take_off", "dates": [f"{MONDAY}"]}).status_code == 302
    assert not RosterEntry.objects.exists()


@pytest.mark.parametrize("how", ["inactive", "moved", "role"])
def test_an_officer_who_has_left_is_taken_off_and_not_put_on(cast: Cast, window: DutyWindow, how: str) -> None:
    left: dict[str, dict[str, Any]] = {
        "inactive": {"is_active": False}, "moved": {"unit": cast.other_station}, "role": {"role": User.Role.AUDITOR},
    }  # fmt: skip
    gone = make_user("gone", **{"unit": cast.station} | left[how])
    make_entry(window, MONDAY, gone)
    client = signed_in(cast.commander)
    given = {"windows": [window.pk], "dates": [f"{TUESDAY}"], "officers": [gone.username]}
    with nothing_written():
        refused = client.post(ADDRESS, given | {"do": "assign"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["officers"])
    assert client.post(ADDRESS, given | {"do": "take_off", "dates": [f"{MONDAY}"]}).status_code == 302
    assert not RosterEntry.objects.exists()


def test_the_page_counts_nobody_who_has_left(cast: Cast, window: DutyWindow) -> None:
    make_entry(window, MONDAY, cast.other_officer)
    make_entry(window, MONDAY, make_team(cast.station, cast.officer, is_active=False))
    page = signed_in(cast.commander).get(ADDRESS)
    [post] = page.context["day"].posts
    assert (post.is_empty, len(post.entries)) == (True, 2)
    assert page.context["form"].initial["windows"] == [window.pk]


def test_people_go_off_a_day_that_became_free(cast: Cast, window: DutyWindow) -> None:
    make_entry(window, TUESDAY, cast.officer)
    for on in (TUESDAY, WEDNESDAY):
        Day.objects.create(unit=cast.station, on=on, kind=Day.Kind.NO_SCHOOL, reason="运动会")
    client = signed_in(cast.commander)
    dates = client.get(ADDRESS).context["day"].open_dates
    assert (TUESDAY in dates, WEDNESDAY in dates) == (True, False)
    given = {"windows": [window.pk], "dates": [f"{TUESDAY}"], "officers": ["officer"]}
    with nothing_written():
        assert list(client.post(ADDRESS, given | {"do": "assign"}).context["form"].errors) == ["dates"]
    assert client.post(ADDRESS, given | {"do": "take_off"}).status_code == 302
    assert not RosterEntry.objects.exists()


def test_the_page_asks_as_often_however_many_have_left(cast: Cast, window: DutyWindow) -> None:
    make_entry(window, MONDAY, cast.other_officer)
    make_entry(window, MONDAY, make_team(cast.station, cast.officer, is_active=False))
    client = signed_in(cast.commander)
    before = counted(client, ADDRESS)
    for _ in range(3):
        make_entry(window, MONDAY, make_user(unit=cast.other_station))
        make_entry(window, MONDAY, make_team(cast.station, cast.colleague, is_active=False))
    assert counted(client, ADDRESS) == before
