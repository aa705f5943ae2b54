"""The checks of premises near a school in its timeline."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campus_safety.accounts.models import User
from schools.happened import premises_checks
from schools.models import PremisesCheck
from schools.timeline_registry import events_of
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at
from tests.factories.schools import make_premises, make_premises_check

NOW = at("2026-11-26 12:00")
MOST_QUERIES = 25


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is noon of 2026-11-26."""
    with time_machine.travel(NOW, tick=False):
        yield


def told(cast: Cast, user: User, before: datetime = NOW, limit: int = 10) -> list[tuple[datetime, str]]:
    """(when, at which page) of the checks in the timeline of the cast's school."""
    return [(event.at, event.url) for event in premises_checks(cast.school, user, before, limit).events]


def test_checks_within_500_m_are_told_newest_first(cast: Cast) -> None:
    near, gone = make_premises(cast.station, distance_m=499), make_premises(cast.station, is_open=False)
    make_premises_check(make_premises(cast.station, distance_m=501), cast.officer, at("2026-11-24 10:00"))
    make_premises_check(near, cast.officer, at("2026-11-20 10:00"))
    make_premises_check(gone, cast.officer, at("2026-11-21 10:00"), outcome=PremisesCheck.Outcome.CLOSED)
    make_premises_check(near, cast.officer, at("2026-11-22 10:00"))
    assert told(cast, cast.officer) == [
        (at("2026-11-22 10:00"), near.get_absolute_url()),
        (at("2026-11-21 10:00"), gone.get_absolute_url()),
        (at("2026-11-20 10:00"), near.get_absolute_url()),
    ]
    assert [moment for moment, _url in told(cast, cast.officer, before=at("2026-11-21 10:00"))] == [
        at("2026-11-20 10:00")
    ]


def test_what_the_limit_leaves_out_is_said(cast: Cast) -> None:
    for site in (make_premises(cast.station), make_premises(cast.station)):
        for days in (1, 2):
            make_premises_check(site, cast.officer, NOW - timedelta(days=days))
    batch = premises_checks(cast.school, cast.officer, NOW, 3)
    assert len(batch.events) == 3
    assert batch.left_at == NOW - timedelta(days=2)


def test_a_principal_is_told_of_none_and_police_of_those_they_see(cast: Cast) -> None:
    make_premises_check(make_premises(cast.station, name="桥北网吧"), cast.officer, at("2026-11-20 10:00"))
    make_premises_check(make_premises(cast.other_station), cast.bureau, at("2026-11-21 10:00"))
    counts = {user.username: len(told(cast, user)) for user in (cast.officer, cast.bureau, cast.principal)}
    assert counts == {cast.officer.username: 1, cast.bureau.username: 2, cast.principal.username: 0}
    assert "桥北网吧" in signed_in(cast.officer).get(f"/schools/{cast.school.pk}/timeline/").content.decode()
    assert "桥北网吧" not in signed_in(cast.principal).get(f"/schools/{cast.school.pk}/timeline/").content.decode()


def test_they_are_read_from_the_index_in_two_queries(cast: Cast) -> None:
    sites = [make_premises(cast.station) for _ in range(3)]
    for site in sites:
        pattern = make_premises_check(site, cast.officer, NOW - timedelta(days=1))
        PremisesCheck.objects.bulk_create(
            PremisesCheck(
                premises=site, unit=cast.station, officer=cast.officer, outcome=pattern.outcome,
                checked_at=NOW - timedelta(days=day),
            )
            for day in range(2, 1500)
        )  # fmt: skip
    with CaptureQueriesContext(connection) as queries:
        premises_checks(cast.school, cast.officer, NOW, 40)
    assert len(queries) == 2
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{explain} {queries[1]['sql']}")
        plan = "\n".join(str(row) for row in cursor.fetchall())
    assert plan.count("schools_premisescheck_of") == len(sites)
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_dossier_with_checks_near_takes_at_most_25_queries(cast: Cast) -> None:
    client, address = signed_in(cast.officer), cast.school.get_absolute_url()
    make_premises_check(make_premises(cast.station), cast.officer, NOW - timedelta(days=1))
    one = counted(client, address)
    for _ in range(2):
        make_premises_check(make_premises(cast.station), cast.officer, NOW - timedelta(days=1))
    assert counted(client, address) == one <= MOST_QUERIES


def test_they_stand_in_the_timeline_among_the_rest(cast: Cast) -> None:
    site = make_premises(cast.station)
    make_premises_check(site, cast.officer, timezone.now() - timedelta(days=1))
    urls = [event.url for event in events_of(cast.school, cast.officer, timezone.now(), 40).events]
    assert urls == [site.get_absolute_url()]
