"""What the work with schools lays on the commander's desk, and the way in to its parts."""

from datetime import timedelta

from django.utils import timezone

from campus_safety.dashboard.panels_registry import Desk
from campus_safety.local_days import local_day
from campus_safety.statistics.periods import month_of
from outreach.panels import covers_to_decide, opinions_overdue, tips_new
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.factories.appointments import appoint
from tests.factories.calls import make_call
from tests.factories.covers import make_cover
from tests.factories.opinions import make_dispute, make_opinion
from tests.factories.tips import make_tip


def desk_of(cast: Cast, *, of_other: bool = False) -> Desk:
    """The desk of a station, now."""
    now = timezone.now()
    user, unit = (cast.bureau, cast.other_station) if of_other else (cast.commander, cast.station)
    return Desk(user=user, unit=unit, unit_ids=frozenset({unit.pk}), period=month_of(local_day(now)), at=now)


def test_a_request_for_event_cover_is_laid_on_the_desk_until_it_is_decided(cast: Cast) -> None:
    cover = make_cover(cast.principal, cast.school)
    make_cover(cast.other_principal, cast.other_school, "approved", commander=cast.commander)

    panel = covers_to_decide(desk_of(cast))

    assert [(row.title, row.url) for row in panel["rows"]] == [(cover.title, cover.get_absolute_url())]
    assert (panel["count"], covers_to_decide(desk_of(cast, of_other=True))) == (1, {})


def test_an_overdue_opinion_is_laid_on_the_desk_as_late(cast: Cast) -> None:
    opinion = make_opinion(cast.principal, cast.school, at=timezone.now() - timedelta(days=30))
    make_opinion(cast.principal, cast.school)

    panel = opinions_overdue(desk_of(cast))

    assert [(row.url, row.is_late) for row in panel["rows"]] == [(opinion.get_absolute_url(), True)]
    assert opinions_overdue(desk_of(cast, of_other=True)) == {}


def test_a_new_tip_is_laid_on_the_desk_without_its_words(cast: Cast) -> None:
    tip = make_tip(cast.station, text="一名男子在门口徘徊")
    make_tip(cast.station, "worked_on", lead=cast.officer)

    (row,) = tips_new(desk_of(cast))["rows"]

    assert row.url == tip.get_absolute_url()
    assert "徘徊" not in f"{row.title} {row.facts}"
    assert tips_new(desk_of(cast, of_other=True)) == {}


def test_a_desk_without_anything_shows_none_of_it(cast: Cast) -> None:
    assert [panel(desk_of(cast)) for panel in (covers_to_decide, opinions_overdue, tips_new)] == [{}, {}, {}]


def test_the_way_in_counts_what_waits_and_leads_to_it(cast: Cast) -> None:
    make_cover(cast.principal, cast.school)
    make_opinion(cast.principal, cast.school, at=timezone.now() - timedelta(days=30))
    make_tip(cast.station)
    make_call(cast.officer, needs_follow_up=True)
    make_dispute(cast.officer, cast.school)
    appoint(cast.officer, cast.school, ends_on=local_day(timezone.now()) + timedelta(days=40))
    client = signed_in(cast.officer)

    parts = client.get("/outreach/").context["parts"]

    waits = [waiting for part in parts for waiting in part["waits"]]
    found = {waiting["url"]: waiting["number"] for waiting in waits}
    listed = {url: client.get(url).context["page_obj"].paginator.count for url in found}
    assert len(found) == 7
    assert found == listed == dict.fromkeys(found, 1)


def test_the_way_in_takes_as_many_queries_whatever_waits(cast: Cast) -> None:
    client = signed_in(cast.commander)
    before = counted(client, "/outreach/")
    for _each in range(3):
        make_tip(cast.station)
        make_call(cast.officer, needs_follow_up=True)

    assert counted(client, "/outreach/") == before


def test_the_way_in_is_for_police_of_stations(cast: Cast) -> None:
    found = answers(cast, "/outreach/")

    assert {role for role, status in found.items() if status == 200} == {
        "officer", "other_officer", "commander", "bureau",
    }  # fmt: skip
