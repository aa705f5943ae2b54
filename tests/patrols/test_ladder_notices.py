"""Who is told what by the ladder: one notice for a round, whoever is on the roster, and in words."""

from datetime import date, time
from typing import Any

import pytest
from django.utils import translation

from campus_safety.accounts.models import Unit, User
from campus_safety.notices.kinds import kind_of
from campus_safety.notices.models import Notice
from patrols.actions import take_steps
from patrols.models import Duty, PatrolPoint
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_point, make_unit, make_user, make_window
from tests.factories.ladder import make_waiting_duty, name_substitute, put_on_duty
from tests.factories.roster import make_team

DAY = date(2026, 11, 23)
REMINDER, WARNING, END = at("2026-11-23 07:15"), at("2026-11-23 08:00"), at("2026-11-23 08:10")


def make_round(unit: Unit, number: int = 1, starts: time = time(7, 30), ends: time = time(8, 10)) -> list[Duty]:
    """Duties at so many points of a unit, all from 07:30 to 08:10."""
    first = PatrolPoint.objects.count()
    points = [make_point(unit, f"R-{first + place:02d}", name=f"校门{first + place}") for place in range(number)]
    return [make_waiting_duty(make_window(point, starts, ends), DAY) for point in points]


def told() -> list[tuple[str, str, int, str, str]]:
    """Every notice: to whom, kind, how many points, its note and where it leads."""
    rows = Notice.objects.order_by("kind", "recipient__username", "key").select_related("recipient")
    return [(row.recipient.username, row.kind, row.data["number"], row.data["note"], row.url) for row in rows]


def list_of(*states: str) -> str:
    """The list of the station's duties of the day in these states."""
    return "/patrols/duties/?" + "&".join(
        ["from=2026-11-23", "to=2026-11-23", "unit=SPQ", *(f"state={state}" for state in states)]
    )


MISSED_LIST = list_of("missed", "late")
ROSTER = "/patrols/roster/2026-11-23/?unit=SPQ"


def test_thirty_four_points_make_one_reminder(cast: Cast) -> None:
    duties = make_round(cast.station, 34)
    put_on_duty(cast.officer, *duties)

    assert take_steps(at=REMINDER).notices == 1

    notice = Notice.objects.get()
    assert (notice.recipient, notice.key, notice.made_at) == (
        cast.officer,
        f"patrols.reminder:{min(duty.pk for duty in duties)}",
        REMINDER,
    )
    assert told() == [("officer", "patrols.reminder", 34, "", "/today/")]


def test_each_is_told_of_the_own_points_and_windows(cast: Cast) -> None:
    morning, later = make_round(cast.station, 3), make_round(cast.station, 2, time(7, 30), time(8, 20))
    put_on_duty(cast.officer, *morning[:2], *later)
    put_on_duty(cast.colleague, *morning[1:])

    take_steps(at=REMINDER)

    assert told() == [
        ("colleague", "patrols.reminder", 2, "", "/today/"),
        ("officer", "patrols.reminder", 2, "", "/today/"),
        ("officer", "patrols.reminder", 2, "", "/today/"),
    ]


def test_a_team_is_told_each_of_its_officers_once(cast: Cast) -> None:
    [duty] = make_round(cast.station)
    gone = make_user("gone", unit=cast.station, is_active=False)
    put_on_duty(make_team(cast.station, cast.officer, cast.colleague, gone), duty)
    put_on_duty(cast.officer, duty)

    take_steps(at=REMINDER)

    assert [recipient for recipient, *_rest in told()] == ["colleague", "officer"]


@pytest.mark.parametrize("roster", ["nobody", "somebody who left"])
def test_without_anybody_on_duty_the_commander_is_told_before_and_in_the_window(cast: Cast, roster: str) -> None:
    duties = make_round(cast.station, 2)
    if roster != "nobody":
        put_on_duty(make_user("gone", unit=cast.station, is_active=False), *duties)

    assert [take_steps(at=REMINDER).notices for _worker in range(2)] == [1, 0]
    assert told() == [("commander", "patrols.reminder", 2, "unmanned", ROSTER)]
    assert [take_steps(at=WARNING).notices for _worker in range(2)] == [1, 0]
    assert told()[1:] == [("commander", "patrols.warning", 2, "unmanned", list_of("open"))]
    assert Duty.objects.filter(reminded_at=REMINDER, warned_at=WARNING).count() == 2


def test_commanders_are_told_by_window_of_what_nobody_is_on_duty_for(cast: Cast) -> None:
    duties, later = make_round(cast.station, 3), make_round(cast.station, 1, time(7, 30), time(8, 20))
    make_round(cast.other_station)
    put_on_duty(cast.officer, duties[0])
    put_on_duty(cast.commander, *later)

    take_steps(at=REMINDER)
    Duty.objects.update(reminded_at=None, next_step_at=REMINDER)  # a second worker that knows nothing of the first
    assert take_steps(at=REMINDER).notices == 0

    assert told() == [
        ("bureau", "patrols.reminder", 1, "unmanned", ROSTER.replace("SPQ", "OTH")),
        ("commander", "patrols.reminder", 1, "", "/today/"),
        ("commander", "patrols.reminder", 2, "unmanned", ROSTER),
        ("officer", "patrols.reminder", 1, "", "/today/"),
    ]
    assert signed_in(cast.commander).get(ROSTER).status_code == 200
    assert signed_in(cast.bureau).get(ROSTER.replace("SPQ", "OTH")).status_code == 200


def test_who_is_on_duty_is_warned_only_of_what_nobody_has_visited(cast: Cast) -> None:
    duties = make_round(cast.station, 3)
    put_on_duty(cast.officer, *duties)
    take_steps(at=REMINDER)
    Duty.objects.filter(pk=duties[0].pk).update(state="done", visited_at=WARNING)

    take_steps(at=WARNING)

    assert told()[1:] == [("officer", "patrols.warning", 2, "", "/today/")]


def test_what_was_missed_goes_to_the_substitute_and_the_commander(cast: Cast) -> None:
    make_round(cast.station, 2)
    make_round(cast.other_station)
    name_substitute(cast.colleague, DAY)

    take_steps(at=END)

    assert told() == [
        ("colleague", "patrols.hand_over", 2, "", "/today/"),
        ("bureau", "patrols.missed", 1, "no_substitute", MISSED_LIST.replace("SPQ", "OTH")),
        ("commander", "patrols.missed", 2, "handed_over", MISSED_LIST),
    ]
    assert Duty.objects.filter(handed_to=cast.colleague, handed_over_at=END).count() == 2


@pytest.mark.parametrize("substitute", ["nobody", "somebody who left", "another day's"])
def test_without_a_substitute_the_commander_is_told_so(cast: Cast, substitute: str) -> None:
    make_round(cast.station)
    if substitute == "somebody who left":
        name_substitute(make_user("gone", unit=cast.station, is_active=False), DAY)
    if substitute == "another day's":
        name_substitute(cast.colleague, date(2026, 11, 24))

    take_steps(at=END)

    assert told() == [("commander", "patrols.missed", 1, "no_substitute", MISSED_LIST)]
    assert Duty.objects.get().handed_to is None


def test_nobody_is_sent_to_what_was_missed_yesterday(cast: Cast) -> None:
    make_round(cast.station)
    name_substitute(cast.colleague, DAY)

    take_steps(at=at("2026-11-24 06:00"))

    assert told() == [("commander", "patrols.missed", 1, "day_over", MISSED_LIST)]


def test_a_unit_without_a_commander_has_the_nearest_one_above(cast: Cast) -> None:
    make_round(make_unit("SUB", parent=make_unit("MID", parent=cast.bureau_unit)))
    make_user("retired", User.Role.COMMANDER, cast.bureau_unit, is_active=False)

    take_steps(at=END)

    assert [recipient for recipient, *_rest in told()] == ["bureau"]


def test_a_notice_names_the_first_points_when_it_is_read(cast: Cast) -> None:
    put_on_duty(cast.officer, *make_round(cast.station, 5))
    take_steps(at=REMINDER)
    notice = Notice.objects.get()

    with translation.override("en"):
        said = kind_of(notice.kind).say(notice.data)

    assert (said.title, said.text) == (
        "Duty reminder: 5 points, 07:30 to 08:10",
        "23 November · 01 校门1, 02 校门2, 03 校门3 and 2 more",
    )


@pytest.mark.parametrize(
    ("kind", "note", "title", "end"),
    [
        ("reminder", "", "Duty reminder: 1 point, 07:30 to 08:10", "01 南门"),
        ("reminder", "unmanned", "Nobody is on duty: 1 point, 07:30 to 08:10", "nobody is on the roster"),
        ("warning", "", "Nobody has come yet: 1 point, until 08:10", "01 南门"),
        ("warning", "unmanned", "Nobody has come yet: 1 point, until 08:10", "nobody is on the roster"),
        ("hand_over", "", "Please go now: 1 point was missed, 07:30 to 08:10", "01 南门"),
        ("missed", "handed_over", "Missed: 1 point, 07:30 to 08:10", "the substitute was told to go there"),
        ("missed", "no_substitute", "Missed: 1 point, 07:30 to 08:10", "no substitute is named"),
        ("missed", "day_over", "Missed: 1 point, 07:30 to 08:10", "the day was over: nobody was sent"),
    ],
)
def test_every_kind_has_its_words(kind: str, note: str, title: str, end: str) -> None:
    data: dict[str, Any] = {
        "on": "2026-11-23",
        "starts_at": "2026-11-22T23:30:00+00:00",
        "ends_at": "2026-11-23T00:10:00+00:00",
        "number": 1,
        "points": [["01", "南门"]],
        "note": note,
    }

    with translation.override("en"):
        said = kind_of(f"patrols.{kind}").say(data)

    assert said.title == title
    assert said.text.endswith(end)


def test_only_what_was_missed_is_urgent() -> None:
    kinds = ("reminder", "warning", "hand_over", "missed")

    assert [kind_of(f"patrols.{kind}").is_urgent for kind in kinds] == [False, False, True, True]
