"""Who is near whom, how far, and which rules that breaks."""

from datetime import date

import pytest
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from campus_safety.levels import Level
from schools.models import Premises, School, SchoolLevel
from schools.surroundings import (
    NEAR_M,
    breaches,
    flagged_ids,
    near_premises,
    near_school,
    open_schools,
    pairs,
    premises_within,
    reach_m,
    rule_for,
)
from tests.cast import Cast
from tests.factories import make_school
from tests.factories.schools import make_premises, place_at

Kind = Premises.Kind
TODAY = date(2026, 11, 26)


def broken(premises: Premises, school: School, on: date = TODAY) -> list[tuple[str, bool]]:
    """(key of the rule, whether it is checked) of what premises break at one school."""
    found = breaches([School.objects.with_levels().get(pk=school.pk)], [premises], on=on)
    return [(breach.rule.key, breach.rule.is_checked) for breach in found.get(premises.pk, [])]


@pytest.mark.parametrize(
    ("level", "is_broken"),
    [
        (Level.KINDERGARTEN, False),
        (Level.PRIMARY, True),
        (Level.MIDDLE, True),
        (Level.HIGH, True),
        (Level.VOCATIONAL, False),
        (Level.SPECIAL, False),
    ],
)
def test_an_internet_cafe_is_kept_from_primary_and_middle_schools(cast: Cast, level: str, is_broken: bool) -> None:
    cafe, school = make_premises(cast.station, Kind.INTERNET_CAFE), make_school(cast.station, level=level)
    assert broken(cafe, school) == ([("internet_cafe_distance", True)] if is_broken else [])


@pytest.mark.parametrize("level", Level.values)
@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (Kind.ENTERTAINMENT, "entertainment_near"),
        (Kind.BAR, "entertainment_near"),
        (Kind.TOBACCO, "outlet_near"),
        (Kind.ALCOHOL, "outlet_near"),
        (Kind.LOTTERY, "outlet_near"),
    ],
)
def test_what_the_law_keeps_away_without_a_distance_is_to_be_looked_at_near_any_school(
    cast: Cast, level: str, kind: str, key: str
) -> None:
    site, school = make_premises(cast.station, kind), make_school(cast.station, level=level)
    assert broken(site, school) == [(key, False)]


@pytest.mark.parametrize("kind", [Kind.CONSTRUCTION, Kind.CHEMICALS, Kind.RENTAL, Kind.VENDORS, Kind.OTHER])
def test_other_premises_may_be_anywhere(cast: Cast, kind: str) -> None:
    assert broken(make_premises(cast.station, kind, distance_m=1), make_school(cast.station, level=Level.MIDDLE)) == []


def test_a_school_is_bound_by_any_of_its_levels(cast: Cast) -> None:
    school = make_school(cast.station, level=Level.KINDERGARTEN)
    SchoolLevel.objects.create(school=school, level=Level.PRIMARY)
    assert broken(make_premises(cast.station, Kind.INTERNET_CAFE), school) == [("internet_cafe_distance", True)]


@pytest.mark.parametrize(
    ("kind", "day_before", "first_day"),
    [
        (Kind.INTERNET_CAFE, date(2002, 11, 14), date(2002, 11, 15)),
        (Kind.BAR, date(2021, 5, 31), date(2021, 6, 1)),
        (Kind.LOTTERY, date(2021, 5, 31), date(2021, 6, 1)),
    ],
)
def test_a_rule_is_broken_from_the_day_it_is_in_force(cast: Cast, kind: str, day_before: date, first_day: date) -> None:
    site, school = make_premises(cast.station, kind), make_school(cast.station, level=Level.MIDDLE)
    assert broken(site, school, on=day_before) == []
    assert len(broken(site, school, on=first_day)) == 1


@pytest.mark.parametrize("azimuth", [0, 45, 90, 200, 270])
@pytest.mark.parametrize(("distance_m", "is_broken"), [(199.99, True), (200.01, False)])
def test_the_boundary_is_200_m_on_the_ellipsoid_in_every_direction(
    cast: Cast, azimuth: float, distance_m: float, is_broken: bool
) -> None:
    school = make_school(cast.station, level=Level.MIDDLE)
    site = make_premises(cast.station, Kind.INTERNET_CAFE, distance_m=distance_m, azimuth=azimuth)
    assert bool(broken(site, school)) == is_broken


def test_what_is_closed_breaks_nothing(cast: Cast) -> None:
    school = make_school(cast.station, level=Level.MIDDLE)
    closed = make_school(cast.station, level=Level.MIDDLE, is_open=False)
    assert broken(make_premises(cast.station, Kind.INTERNET_CAFE, is_open=False), school) == []
    assert broken(make_premises(cast.station, Kind.INTERNET_CAFE), closed) == []


def test_pairs_are_those_within_the_radius_nearest_first(cast: Cast) -> None:
    far = make_school(cast.station, **place_at(450, 90))
    sites = [make_premises(cast.station, distance_m=metres) for metres in (300, 100, 900)]
    found = [(school.pk, site.pk, round(metres)) for school, site, metres in pairs([cast.school, far], sites, 500)]
    assert found == [
        (cast.school.pk, sites[1].pk, 100),
        (cast.school.pk, sites[0].pk, 300),
        (far.pk, sites[1].pk, 461),
    ]


def test_premises_near_a_school_take_one_query(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    sites = [make_premises(cast.station, distance_m=metres) for metres in (499, 20, 501)]
    make_premises(cast.other_station)
    school = School.objects.with_levels().get(pk=cast.school.pk)
    with django_assert_num_queries(1):
        near = near_school(school, NEAR_M, among=Premises.objects.filter(unit=cast.station), on=TODAY)
    assert [each.premises for each in near] == [sites[1], sites[0]]


def test_premises_within_need_no_levels(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    near, far = (make_premises(cast.station, Kind.BAR, distance_m=metres) for metres in (20, 499))
    make_premises(cast.station, distance_m=501)
    with django_assert_num_queries(1):
        found = premises_within(cast.school, NEAR_M, among=Premises.objects.filter(unit=cast.station))
    assert found == [near, far]


def test_schools_near_premises_take_two_queries(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    site = make_premises(cast.station, Kind.INTERNET_CAFE)
    far = make_school(cast.station, level=Level.MIDDLE, **place_at(190, 0))
    make_school(cast.station, is_open=False)
    with django_assert_num_queries(2):
        near = near_premises(site, NEAR_M, among=School.objects.visible_to(cast.officer), on=TODAY)
    assert near[0].school == far
    assert [bool(each.breach) for each in near] == [True, False, False]


def test_the_setting_moves_an_unchecked_distance_and_with_it_the_reach(cast: Cast, settings: Settings) -> None:
    settings.RULES = {"entertainment_near": 800, "internet_cafe_distance": 1}
    bar = make_premises(cast.station, Kind.BAR, distance_m=790)
    cafe = make_premises(cast.station, Kind.INTERNET_CAFE, distance_m=190)
    make_school(cast.station, level=Level.MIDDLE)
    assert reach_m(TODAY) == 800
    assert flagged_ids([cast.station.pk], on=TODAY) == {bar.pk, cafe.pk}


def test_the_reach_is_500_m_before_any_rule_and_after() -> None:
    assert [reach_m(day) for day in (date(2001, 1, 1), TODAY)] == [500, 500]
    assert rule_for(Kind.INTERNET_CAFE, date(2001, 1, 1)) is None


def test_open_schools_are_those_of_the_units(cast: Cast) -> None:
    make_school(cast.other_station)
    make_school(cast.station, is_open=False)
    assert open_schools([cast.station.pk]) == [cast.school, cast.other_school]
