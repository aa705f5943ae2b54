"""Teams and substitutes: how they are entered, and what is refused."""

from datetime import date, timedelta
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from campus_safety.accounts.models import User
from patrols.actions.roster import name_substitutes
from patrols.models import DutyWindow, Standby, Team
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.counting import nothing_written
from tests.factories import make_user
from tests.factories.roster import make_team
from tests.patrols.roster.conftest import MONDAY, TUESDAY, WEDNESDAY

LIST, NEW = "/patrols/teams/", "/patrols/teams/new/"


def test_a_new_team_is_of_the_own_unit_and_on_the_trail(cast: Cast) -> None:
    given = {"name": "一组", "members": ["officer", "colleague"], "unit": cast.other_station.pk}
    assert signed_in(cast.commander).post(NEW, given).headers["Location"] == LIST
    team = Team.objects.get()
    assert (team.unit, team.name, team.is_active) == (cast.station, "一组", True)
    assert set(team.members.all()) == {cast.officer, cast.colleague}
    told = [row.changes for row in LogEntry.objects.get_for_object(team)]
    assert {"members": ["", "colleague, officer"]} in told


def test_the_history_of_a_team_names_its_officers_by_name(cast: Cast) -> None:
    User.objects.filter(pk=cast.officer.pk).update(name="王小明")
    client = signed_in(cast.commander)
    client.cookies["django_language"] = "en"
    client.post(NEW, {"name": "一组", "members": ["officer"], "is_active": "on"})

    history = client.get(reverse("patrols:team_edit", args=[Team.objects.get().pk])).context["history"]

    assert [change.after for told in history for change in told.changes if change.label == "Officers"] == ["王小明"]


def test_a_team_is_taken_out_of_use(cast: Cast) -> None:
    team = make_team(cast.station, cast.officer, name="一组")
    edit = reverse("patrols:team_edit", args=[team.pk])
    client = signed_in(cast.commander)
    assert client.post(edit, {"name": "一组", "members": ["officer"]}).status_code == 302
    assert not Team.objects.get().is_active
    assert client.get(edit).context["history"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "二组"}, "name"),
        ({"members": []}, "members"),
        ({"members": ["officer2"]}, "members"),
        ({"members": ["principal"]}, "members"),
    ],
)
def test_bad_input_gets_a_named_error_and_changes_nothing(cast: Cast, changes: dict[str, Any], field: str) -> None:
    make_team(cast.station, name="二组")
    client = signed_in(cast.commander)
    with nothing_written():
        response = client.post(NEW, {"name": "一组", "members": ["officer"]} | changes)
    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])


def test_the_bureau_chooses_the_station_and_its_own_officers(cast: Cast) -> None:
    client, given = signed_in(cast.bureau), {"name": "一组", "members": ["officer"]}
    assert list(client.post(NEW, given).context["form"].errors) == ["unit"]
    assert list(client.post(NEW, given | {"unit": cast.squad.pk}).context["form"].errors) == ["unit"]
    assert list(client.post(NEW, given | {"unit": cast.other_station.pk}).context["form"].errors) == ["members"]
    assert client.post(NEW, given | {"unit": cast.station.pk}).status_code == 302
    taken = client.post(NEW, given | {"unit": cast.station.pk})
    assert (taken.status_code, Team.objects.get().unit) == (400, cast.station)


def test_officers_read_teams_and_commanders_write_them(cast: Cast) -> None:
    edit = reverse("patrols:team_edit", args=[make_team(cast.station, cast.officer).pk])
    assert {role for role, status in answers(cast, LIST).items() if status == 200} == {
        "officer", "other_officer", "commander", "bureau",
    }  # fmt: skip
    for address in (NEW, edit):
        assert {role for role, status in answers(cast, address).items() if status == 200} == {"commander", "bureau"}


def test_the_list_of_teams_is_filtered_and_asks_as_often(cast: Cast) -> None:
    old = make_team(cast.station, cast.colleague, name="旧组", is_active=False)
    make_team(cast.other_station, cast.other_officer)
    client = signed_in(cast.officer)
    before = counted(client, LIST)
    teams = [make_team(cast.station, cast.officer, cast.colleague) for _ in range(3)]
    assert counted(client, LIST) == before
    for given, found in (
        ({}, {old, *teams}), ({"active": "0"}, {old}), ({"q": "旧 colleague"}, {old}), ({"q": "officer"}, set(teams)),
    ):  # fmt: skip
        assert set(client.get(LIST, given).context["page_obj"]) == found


def substitutes(unit_monday: date = MONDAY) -> str:
    return f"{reverse('patrols:roster_substitutes')}?week={unit_monday:%G-W%V}"


def test_substitutes_of_a_week_are_named_changed_and_taken_back(cast: Cast, window: DutyWindow) -> None:
    client = signed_in(cast.commander)
    assert client.post(substitutes(), {f"{MONDAY}": "officer", f"{TUESDAY}": "colleague"}).status_code == 302
    assert client.post(substitutes(), {f"{MONDAY}": "colleague"}).status_code == 302
    standby = Standby.objects.get()
    assert (standby.unit, standby.on, standby.officer) == (cast.station, MONDAY, cast.colleague)
    assert {row.action for row in LogEntry.objects.filter(content_type__model="standby")} == {0, 1, 2}


def test_days_that_are_over_are_not_asked_for(cast: Cast, window: DutyWindow) -> None:
    earlier = MONDAY - timedelta(days=7)
    page = signed_in(cast.commander).get(substitutes(earlier))
    assert (page.status_code, page.context["form"].fields) == (200, {})
    with nothing_written(), pytest.raises(ValidationError) as refused:
        name_substitutes(by=cast.commander, unit=cast.station, named={earlier: cast.officer})
    assert list(refused.value.message_dict) == ["2026-11-16"]


@pytest.mark.parametrize("who", ["officer2", "principal", "nobody"])
def test_a_substitute_is_an_officer_of_the_unit(cast: Cast, window: DutyWindow, who: str) -> None:
    client = signed_in(cast.commander)
    with nothing_written():
        response = client.post(substitutes(), {f"{WEDNESDAY}": who})
    assert (response.status_code, list(response.context["form"].errors)) == (400, [f"{WEDNESDAY}"])


def test_naming_refuses_strangers_and_is_for_commanders(cast: Cast, window: DutyWindow) -> None:
    inactive = make_user(unit=cast.station, is_active=False)
    for officer in (cast.other_officer, cast.principal, inactive):
        with nothing_written(), pytest.raises(ValidationError):
            name_substitutes(by=cast.commander, unit=cast.station, named={MONDAY: officer})
    stranger = make_user("other_commander", User.Role.COMMANDER, cast.other_station)
    for by in (cast.officer, stranger):
        with nothing_written(), pytest.raises(PermissionDenied):
            name_substitutes(by=by, unit=cast.station, named={MONDAY: cast.officer})


def test_naming_the_same_again_changes_nothing(cast: Cast, window: DutyWindow) -> None:
    named = {MONDAY: cast.officer, TUESDAY: None}
    assert name_substitutes(by=cast.commander, unit=cast.station, named=named) == 1
    with nothing_written():
        assert name_substitutes(by=cast.commander, unit=cast.station, named=named) == 0
