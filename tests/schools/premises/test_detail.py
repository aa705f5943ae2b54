"""One site: what is near, what it breaks, the checks on it and the hazards of it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.levels import Level
from schools.actions.photos import keep_photos
from schools.models import Hazard, Premises, PremisesCheck
from schools.states import HazardState
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, counted, signed_in
from tests.factories import at, make_school
from tests.factories.records import photo
from tests.factories.schools import make_premises, make_premises_check, place_at
from tests.schools.premises.readings import readings

Kind = Premises.Kind


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is noon of 2026-11-26."""
    with time_machine.travel(at("2026-11-26 12:00"), tick=False):
        yield


def make_check(premises: Premises, officer: User) -> PremisesCheck:
    """A check that found a hazard, with a photo."""
    check = make_premises_check(premises, officer, timezone.now(), outcome=PremisesCheck.Outcome.HAZARD)
    keep_photos(by=officer, shown=check, photos=[photo()], at=timezone.now())
    return check


def make_hazard(premises: Premises, cast: Cast, state: str = HazardState.OPEN, **fields: Any) -> Hazard:
    """A hazard at premises."""
    return Hazard.objects.create(
        unit_id=premises.unit_id, premises=premises, source=Hazard.Source.PREMISES, description="消防通道堵塞",
        owner=Hazard.Owner.PREMISES, due_on=timezone.localdate(), state=state, found_at=timezone.now(),
        found_by=cast.officer, verified_at=timezone.now() if state == HazardState.VERIFIED else None, **fields,
    )  # fmt: skip


def test_it_is_for_police_of_the_unit(cast: Cast) -> None:
    assert answers(cast, make_premises(cast.station).get_absolute_url()) == OWN_POLICE_ONLY


def test_a_breach_names_article_school_and_distance(cast: Cast) -> None:
    school = make_school(cast.station, "第一中学", Level.MIDDLE, **place_at(150, 0))
    cafe = make_premises(cast.station, Kind.INTERNET_CAFE, distance_m=0)
    client = signed_in(cast.officer)
    client.cookies["django_language"] = "en"
    response = client.get(cafe.get_absolute_url())
    near = response.context["near"]
    assert [each.school for each in near][-1] == school
    assert [each.breach.rule.article for each in near if each.breach] == ["art. 9"]
    page = response.content.decode()
    assert "art. 9" in page
    assert "150" in page
    assert "unchecked" not in page


def test_an_unchecked_rule_says_so(cast: Cast) -> None:
    bar = make_premises(cast.station, Kind.BAR)
    client = signed_in(cast.officer)
    client.cookies["django_language"] = "en"
    page = client.get(bar.get_absolute_url()).content.decode()
    assert "art. 58" in page
    assert "To be looked at" in page
    assert "unchecked" in page
    assert page.count("Breaks a rule") == 1  # in the legend


def test_it_shows_schools_of_the_units_that_the_user_sees(cast: Cast) -> None:
    elsewhere = make_school(cast.other_station)
    site = make_premises(cast.station)
    seen = {
        user.username: [each.school for each in signed_in(user).get(site.get_absolute_url()).context["near"]]
        for user in (cast.officer, cast.bureau)
    }
    assert elsewhere not in seen["officer"]
    assert elsewhere in seen["bureau"]


def test_it_shows_the_last_20_checks_newest_first(cast: Cast) -> None:
    site, now = make_premises(cast.station, Kind.RENTAL), timezone.now()
    checks = [make_premises_check(site, cast.officer, now - timedelta(days=days)) for days in range(22)]
    shown = list(signed_in(cast.officer).get(site.get_absolute_url()).context["checks"])
    assert shown == checks[:20]


def test_it_shows_the_hazards_that_wait(cast: Cast) -> None:
    site = make_premises(cast.station)
    waiting = make_hazard(site, cast)
    make_hazard(site, cast, HazardState.VERIFIED)
    shown = list(signed_in(cast.officer).get(site.get_absolute_url()).context["hazards"])
    assert shown == [waiting]


def test_a_check_shows_its_photos_and_the_hazards_made_of_it(cast: Cast) -> None:
    site = make_premises(cast.station)
    check = make_check(site, cast.officer)
    hazard = make_hazard(site, cast, HazardState.VERIFIED, check_made=check)
    page = signed_in(cast.officer).get(site.get_absolute_url()).content.decode()
    assert check.photos.get().get_absolute_url() in page
    assert f'<a href="{hazard.get_absolute_url()}">' in page


def test_a_hazard_that_was_found_and_not_entered_can_still_be(cast: Cast) -> None:
    site, client = make_premises(cast.station), signed_in(cast.officer)
    check = make_check(site, cast.officer)
    link = f"{reverse('schools:premises_hazard_new', args=[site.pk])}?check={check.pk}"
    before = client.get(site.get_absolute_url()).content.decode()
    make_hazard(site, cast, check_made=check)
    assert [link in before, link in client.get(site.get_absolute_url()).content.decode()] == [True, False]


def test_reading_a_contact_leaves_a_trace(cast: Cast) -> None:
    named, silent = make_premises(cast.station, contact="某房东"), make_premises(cast.station)
    reached = make_premises(cast.station, contact_phone="68580110")
    client = signed_in(cast.officer)
    for site in (named, silent, reached):
        client.get(site.get_absolute_url())
    assert readings(cast.officer) == [named.get_absolute_url(), reached.get_absolute_url()]


def test_it_asks_as_often_for_3_as_for_1(cast: Cast) -> None:
    site, client = make_premises(cast.station, Kind.INTERNET_CAFE, contact="某人"), signed_in(cast.officer)
    make_hazard(site, cast, check_made=make_check(site, cast.officer))
    one = counted(client, site.get_absolute_url())
    for number in range(2):
        make_hazard(site, cast, check_made=make_check(site, cast.colleague))
        make_school(cast.station, level=Level.MIDDLE, **place_at(number))
    assert counted(client, site.get_absolute_url()) == one


def test_its_mark_says_in_words_what_it_shows(cast: Cast) -> None:
    site = make_premises(cast.station, Kind.BAR, name="夜色", next_check_on=timezone.localdate() - timedelta(days=1))
    client = signed_in(cast.officer)
    client.cookies["django_language"] = "en"
    [mark] = client.get(site.get_absolute_url()).context["map_data"]["premises"]
    assert mark["label"] == "bar, 夜色, to be looked at, check overdue"
    assert mark["word"] == "bar"
    assert mark["url"] == ""
