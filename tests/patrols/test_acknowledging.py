"""A commander takes note of missed duties: one, or several of a day; and what the duty's page shows of its ladder."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import translation

from patrols.actions import acknowledge_duties
from patrols.models import Duty, PatrolPoint
from patrols.rungs import rungs_of
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.counting import nothing_written
from tests.factories import at, make_duty, make_point, make_window

DAY = date(2026, 10, 20)
NOON = at("2026-10-20 12:00")
COMMENT = "临时出警，备勤已到"
SEVERAL = "/patrols/duties/acknowledge/?on=2026-10-20"
pytestmark = pytest.mark.usefixtures("_noon")


@pytest.fixture
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def make_missed(point: PatrolPoint, state: str = "missed", **fields: Any) -> Duty:
    """A duty of the morning; missed unless said otherwise."""
    return make_duty(make_window(point), DAY, state, closed_at=at("2026-10-20 08:30"), **fields)


def one(duty: Duty) -> str:
    """The page that takes note of one duty."""
    return f"/patrols/duties/{duty.pk}/acknowledge/"


@pytest.fixture
def missed(cast: Cast) -> list[Duty]:
    """Three missed duties of the station."""
    return [make_missed(point) for point in (cast.point, make_point(cast.station), make_point(cast.station))]


@pytest.fixture
def commander(client: Client, cast: Cast) -> Client:
    """The commander's browser."""
    client.force_login(cast.commander)
    return client


def test_several_are_taken_note_of_at_once_and_the_trail_says_so(cast: Cast, missed: list[Duty]) -> None:
    acknowledge_duties(by=cast.commander, duties=missed[:2], comment=f"  {COMMENT} ")

    rows = Duty.objects.order_by("pk").values_list("state", "acknowledged_at", "acknowledged_by", "comment")
    noted = ("missed", NOON, cast.commander.pk, COMMENT)
    assert list(rows) == [noted, noted, ("missed", None, None, "")]
    for duty in missed[:2]:
        entry = LogEntry.objects.get_for_object(duty).get()
        assert (entry.actor, entry.changes) == (
            cast.commander,
            {"acknowledged_by": ["None", str(cast.commander.pk)], "comment": ["None", COMMENT]},
        )


@pytest.mark.parametrize("state", ["open", "done", "late", "cancelled"])
def test_only_what_is_missed_is_taken_note_of(cast: Cast, missed: list[Duty], state: str) -> None:
    other = make_missed(make_point(cast.station), state)

    with nothing_written(), pytest.raises(ValidationError):
        acknowledge_duties(by=cast.commander, duties=[*missed, other], comment=COMMENT)

    assert not Duty.objects.exclude(acknowledged_at=None).exists()


def test_the_first_word_stands(cast: Cast, missed: list[Duty]) -> None:
    acknowledge_duties(by=cast.bureau, duties=missed[:1], comment=COMMENT)

    with nothing_written(), pytest.raises(ValidationError):
        acknowledge_duties(by=cast.commander, duties=missed, comment="另一说明")

    assert Duty.objects.filter(acknowledged_by=cast.bureau, comment=COMMENT).count() == 1


@pytest.mark.parametrize("comment", ["", " \n "])
def test_a_comment_must_say_something(cast: Cast, missed: list[Duty], comment: str) -> None:
    with pytest.raises(ValidationError) as refused:
        acknowledge_duties(by=cast.commander, duties=missed, comment=comment)

    assert list(refused.value.message_dict) == ["comment"]


@pytest.mark.parametrize("who", ["officer", "other_officer", "principal", "auditor", "administrator"])
def test_nobody_but_its_commanders_takes_note(cast: Cast, missed: list[Duty], who: str) -> None:
    with nothing_written(), pytest.raises(PermissionDenied):
        acknowledge_duties(by=cast.roles[who] or cast.officer, duties=missed, comment=COMMENT)


def test_a_commander_takes_note_on_the_page_of_the_duty(cast: Cast, missed: list[Duty], commander: Client) -> None:
    duty = missed[0]
    assert one(duty) in commander.get(duty.get_absolute_url()).content.decode()
    assert commander.get(one(duty)).status_code == 200

    response = commander.post(one(duty), {"comment": COMMENT})

    assert response.headers["Location"] == duty.get_absolute_url()
    page = commander.get(duty.get_absolute_url()).content.decode()
    assert COMMENT in page
    assert one(duty) not in page


@pytest.mark.parametrize("comment", ["", "   ", "x" * 201, "a\0b"])
def test_a_refused_comment_is_kept_and_named(missed: list[Duty], commander: Client, comment: str) -> None:
    response = commander.post(one(missed[0]), {"comment": comment})

    assert response.status_code == 400
    assert list(response.context["form"].errors) == ["comment"]
    assert response.context["form"]["comment"].value() == comment


def test_a_phone_number_in_a_comment_is_asked_about_once(missed: list[Duty], commander: Client) -> None:
    typed = {"comment": "值班员 13812345678 请假"}

    assert list(commander.post(one(missed[0]), typed).context["form"].errors) == ["comment"]
    assert commander.post(one(missed[0]), typed | {"numbers_are_meant": "on"}).status_code == 302


def test_what_was_visited_meanwhile_is_not_taken_note_of(missed: list[Duty], commander: Client) -> None:
    Duty.objects.filter(pk=missed[0].pk).update(state="late", visited_at=at("2026-10-20 08:45"))

    alone = commander.post(one(missed[0]), {"comment": COMMENT})
    together = commander.post(SEVERAL, {"comment": COMMENT, "duties": [duty.pk for duty in missed]})

    assert (alone.status_code, list(alone.context["form"].errors)) == (400, ["__all__"])
    assert (together.status_code, list(together.context["form"].errors)) == (400, ["duties"])
    assert together.context["form"]["comment"].value() == COMMENT
    assert not Duty.objects.exclude(acknowledged_at=None).exists()


def test_the_page_of_a_day_takes_those_that_are_ticked(missed: list[Duty], commander: Client) -> None:
    make_duty(make_window(missed[0].point), date(2026, 10, 19), "missed")
    page = commander.get(SEVERAL)
    assert list(page.context["form"]["duties"].value()) == [duty.pk for duty in missed]

    response = commander.post(SEVERAL, {"comment": COMMENT, "duties": [duty.pk for duty in missed[1:]]})

    assert response.headers["Location"] == "/patrols/duties/?from=2026-10-20&to=2026-10-20&acknowledged=0"
    assert set(Duty.objects.filter(comment=COMMENT)) == set(missed[1:])
    assert [row.duty for row in commander.get(response.headers["Location"]).context["page_obj"]] == missed[:1]


def test_nothing_ticked_is_named(missed: list[Duty], commander: Client) -> None:
    response = commander.post(SEVERAL, {"comment": ""})

    assert (response.status_code, list(response.context["form"].errors)) == (400, ["duties", "comment"])


def test_a_day_without_any_says_so(cast: Cast, commander: Client) -> None:
    response = commander.get("/patrols/duties/acknowledge/")

    assert (response.status_code, list(response.context["waiting"])) == (200, [])


@pytest.mark.parametrize("query", ["on=yesterday", "on=1999-01-01", "unit=NONE"])
def test_an_address_that_is_not_understood_is_named(cast: Cast, commander: Client, query: str) -> None:
    response = commander.get(f"/patrols/duties/acknowledge/?{query}")

    assert (response.status_code, list(response.context["filter"].form.errors)) == (400, [query.partition("=")[0]])


def test_the_page_of_a_day_is_for_commanders_and_their_units(cast: Cast, missed: list[Duty]) -> None:
    theirs = make_missed(make_point(cast.other_station))
    shown = {
        query: {duty.pk for duty in signed_in(cast.bureau).get(f"{SEVERAL}{query}").context["waiting"]}
        for query in ("", "&unit=OTH")
    }

    assert shown == {"": {theirs.pk, *(duty.pk for duty in missed)}, "&unit=OTH": {theirs.pk}}
    assert theirs not in signed_in(cast.commander).get(SEVERAL).context["waiting"]
    assert signed_in(cast.officer).get(SEVERAL).status_code == 403


def test_the_page_of_a_day_asks_as_often_for_many_as_for_one(cast: Cast, missed: list[Duty], commander: Client) -> None:
    three = counted(commander, SEVERAL)
    for _duty in range(20):
        make_missed(make_point(cast.station))

    assert counted(commander, SEVERAL) == three


@pytest.mark.parametrize(("value", "found"), [("0", 2), ("1", 1), ("", 4)])
def test_the_list_finds_what_nobody_has_taken_note_of(
    cast: Cast, missed: list[Duty], commander: Client, value: str, found: int
) -> None:
    make_missed(make_point(cast.station), "done")
    acknowledge_duties(by=cast.commander, duties=missed[:1], comment=COMMENT)

    assert len(commander.get(f"/patrols/duties/?acknowledged={value}").context["page_obj"]) == found


def test_the_ladder_of_a_duty_is_told_in_the_order_of_time(cast: Cast) -> None:
    duty = make_missed(
        cast.point,
        "late",
        reminded_at=at("2026-10-20 07:15"),
        warned_at=at("2026-10-20 08:20"),
        handed_over_at=at("2026-10-20 08:30"),
        handed_to=cast.colleague,
        visited_at=at("2026-10-20 08:50"),
        acknowledged_at=NOON,
        acknowledged_by=cast.commander,
        comment=COMMENT,
    )

    with translation.override("en"):
        told = [(f"{rung.at:%H:%M}", rung.words, rung.more) for rung in rungs_of(duty)]

    assert told == [
        ("23:15", "Reminded", ""),
        ("00:20", "Warned", "Nobody had come yet."),
        ("00:30", "Missed", "The window was over."),
        ("00:30", "Handed over to the substitute", "colleague"),
        ("00:50", "Visited", ""),
        ("04:00", "commander took note of it", COMMENT),
    ]


@pytest.mark.parametrize(
    ("state", "visited", "rungs"),
    [
        ("done", "07:40", ["Visited"]),
        ("late", "08:29", ["Visited"]),
        ("late", "08:50", ["Missed", "Visited"]),
        ("missed", None, ["Missed"]),
        ("open", None, []),
    ],
)
def test_what_was_visited_in_time_was_not_missed(cast: Cast, state: str, visited: str | None, rungs: list[str]) -> None:
    duty = make_missed(cast.point, state, visited_at=at(f"2026-10-20 {visited}") if visited else None)
    if state == "open":
        duty.closed_at = None

    with translation.override("en"):
        assert [rung.words for rung in rungs_of(duty)] == rungs


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ("from=2026-10-20&to=2026-10-20", "/patrols/duties/acknowledge/?on=2026-10-20"),
        ("from=2026-10-20&to=2026-10-20&unit=SPQ", "/patrols/duties/acknowledge/?on=2026-10-20&unit=SPQ"),
        ("from=2026-10-19&to=2026-10-20", ""),
        ("from=2026-10-19&to=2026-10-19", ""),
        ("from=nonsense&to=2026-10-20", ""),
        ("", ""),
    ],
)
def test_the_list_of_a_day_leads_to_it(missed: list[Duty], commander: Client, query: str, leads_to: str) -> None:
    response = commander.get(f"/patrols/duties/?{query}")

    assert response.context["filter"].acknowledge_url == leads_to


def test_the_list_of_a_day_leads_nobody_else_there(cast: Cast, missed: list[Duty]) -> None:
    response = signed_in(cast.officer).get("/patrols/duties/?from=2026-10-20&to=2026-10-20")

    assert response.context["filter"].acknowledge_url == ""
