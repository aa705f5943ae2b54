"""What the ladder asks of people: the substitute to go, the commander to name somebody and to take note."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from campus_safety.accounts.models import User
from campus_safety.dashboard.asks_registry import Ask
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.statistics.periods import month_named
from patrols.actions import acknowledge_duties
from patrols.actions.reviews import review_check_in
from patrols.asks import handed_over, nobody_on_duty
from patrols.models import Duty
from patrols.panels.missed import missed_duties
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at, make_duty, make_point, make_user, make_window
from tests.factories.evidence import make_doubtful
from tests.factories.ladder import put_on_duty
from tests.factories.roster import make_team

TODAY = date(2026, 10, 20)
TOMORROW = date(2026, 10, 21)
NOON = at("2026-10-20 12:00")
PERIOD = month_named("2026-10")
pytestmark = pytest.mark.usefixtures("_noon")


@pytest.fixture
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        yield


def make_handed_over(cast: Cast, code: str, on: date = TODAY, state: str = "missed") -> Duty:
    """A duty that was handed over to the colleague."""
    point = make_point(cast.station, code, name=f"校门{code[-1]}")
    return make_duty(make_window(point), on, state, handed_over_at=at(f"{on} 08:30"), handed_to=cast.colleague)


def panel(user: User) -> dict[str, Any]:
    """What the desk of a commander lays out."""
    assert user.unit is not None
    return missed_duties(Desk(user, user.unit, user.unit_ids, PERIOD, NOON))


def asked(user: User) -> list[Ask]:
    """What the ladder asks of a user now."""
    return [*handed_over(user, NOON), *nobody_on_duty(user, NOON)]


def test_the_substitute_is_asked_to_go(cast: Cast) -> None:
    make_handed_over(cast, "SPQ-07")
    make_handed_over(cast, "SPQ-08", state="late")
    make_handed_over(cast, "SPQ-09", on=TODAY - timedelta(days=1))

    [ask] = asked(cast.colleague)

    assert (ask.title, ask.line, ask.url) == (
        "Go to 1 point that was missed",
        "07 校门7",
        "/today/check-in/SPQ-07/",
    )
    assert (ask.is_late, ask.due_at) == (True, at("2026-10-20 08:30"))
    assert asked(cast.officer) == []


def test_several_points_are_one_ask(cast: Cast) -> None:
    for code in ("SPQ-07", "SPQ-08"):
        make_handed_over(cast, code)

    assert [(ask.title, ask.line, ask.url) for ask in asked(cast.colleague)] == [
        ("Go to 2 points that were missed", "07 校门7, 08 校门8", "/today/")
    ]


def test_a_commander_is_told_that_nobody_is_on_duty_tomorrow(cast: Cast) -> None:
    windows = [make_window(make_point(cast.station)) for _point in range(6)]
    duties = [make_duty(window, TOMORROW) for window in windows]
    gone = make_user("gone", unit=cast.station, is_active=False)
    put_on_duty(cast.officer, duties[0])
    put_on_duty(make_team(cast.station, gone, cast.colleague), duties[1])
    put_on_duty(gone, duties[2])
    put_on_duty(make_team(cast.station, gone), duties[3])
    make_duty(windows[0], TODAY)
    make_duty(make_window(make_point(cast.station)), TOMORROW, "cancelled")
    make_duty(make_window(make_point(cast.other_station)), TOMORROW)

    with CaptureQueriesContext(connection) as queries:
        [ask] = nobody_on_duty(cast.commander, NOON)

    assert (ask.title, ask.line, ask.url) == (
        "Tomorrow 4 duties have nobody on duty",
        "21 October",
        "/patrols/roster/2026-10-21/",
    )
    assert len(queries) == 1
    assert [asked(user) for user in (cast.officer, cast.bureau, cast.principal, cast.administrator)] == [[]] * 4


def test_both_are_on_the_page_of_the_day(cast: Cast) -> None:
    make_handed_over(cast, "SPQ-07")
    make_duty(make_window(cast.point), TOMORROW)

    assert "/today/check-in/SPQ-07/" in signed_in(cast.colleague).get("/today/").content.decode()
    assert "/patrols/roster/2026-10-21/" in signed_in(cast.commander).get("/today/").content.decode()


def test_the_desk_lays_out_missed_duties_by_unit_and_day(cast: Cast) -> None:
    yesterday = TODAY - timedelta(days=1)
    make_handed_over(cast, "SPQ-07", on=yesterday)
    for on in (TODAY, yesterday, TODAY - timedelta(days=7), TODAY - timedelta(days=8)):
        make_duty(make_window(make_point(cast.station)), on, "missed")
    make_duty(make_window(make_point(cast.other_station)), yesterday, "missed")
    noted = make_duty(make_window(make_point(cast.station)), yesterday, "missed")
    acknowledge_duties(by=cast.commander, duties=[noted], comment="临时出警")

    laid_out = panel(cast.commander)

    assert (laid_out["title"], laid_out["count"]) == ("3 missed duties that nobody has taken note of", 2)
    assert [(row.title, row.url, list(row.facts)) for row in laid_out["rows"]] == [
        (
            "19 October: 2 points missed",
            "/patrols/duties/acknowledge/?on=2026-10-19&unit=SPQ",
            ["handed over to the substitute: 1"],
        ),
        (
            "13 October: 1 point missed",
            "/patrols/duties/acknowledge/?on=2026-10-13&unit=SPQ",
            ["no substitute was sent"],
        ),
    ]
    assert [row.facts[0] for row in panel(cast.bureau)["rows"]] == ["单位 OTH", "石坪桥派出所", "石坪桥派出所"]
    assert len(signed_in(cast.commander).get(laid_out["url"]).context["page_obj"]) == 3


def test_a_duty_that_a_review_has_turned_missed_waits_for_the_commander_who_rejected(cast: Cast) -> None:
    duty = make_duty(make_window(cast.point), TODAY, "done", visited_at=at("2026-10-20 07:45"))
    row = make_doubtful(cast.officer, cast.point, at("2026-10-20 07:45"), duty=duty)
    review_check_in(by=cast.commander, check_in=row, outcome="rejected", reason="位置对不上")

    client = signed_in(cast.commander)
    today = client.get("/patrols/duties/acknowledge/?on=2026-10-20")
    waiting = client.get("/patrols/duties/?from=2026-10-20&to=2026-10-20&acknowledged=0")
    desk = missed_duties(Desk(cast.commander, cast.station, cast.commander.unit_ids, PERIOD, at("2026-10-21 08:00")))

    assert list(today.context["waiting"]) == [duty]
    assert [row.duty for row in waiting.context["page_obj"]] == [duty]
    assert [row.url for row in desk["rows"]] == ["/patrols/duties/acknowledge/?on=2026-10-20&unit=SPQ"]


def test_a_desk_without_missed_duties_has_no_such_group(cast: Cast) -> None:
    make_duty(make_window(cast.point), TODAY, "done")

    assert panel(cast.commander) == {}


def test_the_day_asks_as_often_for_many_as_for_one(cast: Cast) -> None:
    make_handed_over(cast, "SPQ-07")
    client = signed_in(cast.colleague)
    one = counted(client, "/today/")
    for number in range(10, 20):
        make_handed_over(cast, f"SPQ-{number}")

    assert counted(client, "/today/") == one


def test_the_officers_own_points_come_first_and_are_called_so(cast: Cast) -> None:
    windows = [make_window(make_point(cast.station, f"SPQ-0{number}"), time(11), time(13)) for number in range(2, 6)]
    duties = [make_duty(window, TODAY) for window in windows]
    put_on_duty(cast.officer, duties[2])
    put_on_duty(make_team(cast.station, cast.officer), duties[3])
    put_on_duty(cast.colleague, duties[0])
    Duty.objects.filter(pk=duties[1].pk).update(handed_to=cast.officer, handed_over_at=NOON)

    agenda = signed_in(cast.officer).get("/today/").context["agenda"]

    assert [(item.duty.point.number, item.is_mine) for item in agenda.due] == [
        ("03", True),
        ("04", True),
        ("05", True),
        ("02", False),
    ]
