"""What the work with schools asks of officers and principals, and of nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.dashboard.asks_registry import Ask
from outreach.asks import waiting_for_officer, waiting_for_principal
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at
from tests.factories.activities import make_activity
from tests.factories.appointments import propose
from tests.factories.calls import make_call
from tests.factories.covers import make_cover, start_outing_of
from tests.factories.opinions import make_opinion
from tests.factories.tips import make_tip

NOW = at("2026-11-23 10:00")


def of_principal(user: User) -> list[Ask]:
    """What waits for a principal now."""
    return list(waiting_for_principal(user, timezone.now()))


def of_officer(user: User) -> list[Ask]:
    """What waits for an officer now."""
    return list(waiting_for_officer(user, timezone.now()))


@pytest.fixture
def everything(cast: Cast) -> Cast:
    """One of everything that waits: four for the principal, four for the officer."""
    with time_machine.travel(NOW, tick=False):
        propose(cast.officer, cast.school)
        make_activity(cast.officer, cast.school)
        make_opinion(cast.principal, cast.school, "answered", answered_by=cast.officer)
        cover = make_cover(
            cast.principal, cast.school, "approved", commander=cast.commander, officers=[cast.officer],
            starts_at=NOW + timedelta(hours=1),
        )  # fmt: skip
        make_opinion(cast.principal, cast.school, at=NOW - timedelta(days=20))
        make_tip(cast.station, "worked_on", lead=cast.officer)
        make_call(cast.officer, cast.school, needs_follow_up=True)
    with time_machine.travel(NOW + timedelta(minutes=50), tick=False):
        start_outing_of(cover, cast.officer)
    return cast


def test_a_principal_is_asked_for_everything_that_waits(everything: Cast) -> None:
    with time_machine.travel(NOW + timedelta(hours=5), tick=False):
        asks = of_principal(everything.principal)

    pages = sorted(ask.url.split("/")[2] for ask in asks)
    assert pages == ["activities", "appointments", "covers", "opinions"]
    assert of_principal(everything.other_principal) == []


def test_an_officer_is_asked_for_everything_that_waits_and_told_what_is_late(everything: Cast) -> None:
    with time_machine.travel(NOW + timedelta(hours=5), tick=False):
        asks = of_officer(everything.officer)

    assert sorted((ask.url.split("/")[2], ask.is_late) for ask in asks) == [
        ("calls", False),
        ("opinions", True),
        ("tips", False),
    ]


def test_an_officer_is_asked_to_go_out_for_an_event_until_somebody_did(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        cover = make_cover(
            cast.principal, cast.school, "approved", commander=cast.commander, officers=[cast.officer],
            starts_at=NOW + timedelta(hours=1),
        )  # fmt: skip
        before = [of_officer(user) for user in (cast.officer, cast.colleague)]
        start_outing_of(cover, cast.officer)
        after = of_officer(cast.officer)

    assert [[ask.url for ask in asks] for asks in before] == [[cover.get_absolute_url()], []]
    assert after == []


def test_nobody_is_asked_about_an_activity_of_long_ago(cast: Cast) -> None:
    make_activity(cast.officer, cast.school, starts_at=timezone.now() - timedelta(days=70))

    assert of_principal(cast.principal) == []


def test_others_are_asked_nothing(everything: Cast) -> None:
    with time_machine.travel(NOW + timedelta(hours=5), tick=False):
        for user in (everything.auditor, everything.administrator, everything.squad_officer, everything.other_officer):
            assert [*of_officer(user), *of_principal(user)] == []


def test_the_words_of_a_long_tip_are_cut(cast: Cast) -> None:
    make_tip(cast.station, "worked_on", lead=cast.officer, text="很长的线索。" * 60)

    (ask,) = of_officer(cast.officer)

    assert len(str(ask.title)) < 60


def test_the_own_page_takes_as_many_queries_whatever_waits(cast: Cast) -> None:
    client = signed_in(cast.principal)
    before = counted(client, "/school/")
    for _each in range(3):
        make_activity(cast.officer, cast.school)
        make_opinion(cast.principal, cast.school, "answered", answered_by=cast.officer)

    assert counted(client, "/school/") == before <= 25
