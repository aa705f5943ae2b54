"""The section of a school's file on what lies round it, for police and for its principal."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.template.loader import render_to_string
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from campus_safety.accounts.models import User
from campus_safety.levels import Level
from schools.models import Premises, School
from schools.surroundings_section import premises
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_school
from tests.factories.schools import make_premises

Kind = Premises.Kind


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is noon of 2026-11-26."""
    with time_machine.travel(at("2026-11-26 12:00"), tick=False):
        yield


def rendered(school: School, user: User) -> str:
    """The section in English."""
    with translation.override("en"):
        return render_to_string("schools/sections/premises.html", premises(school, user))


def with_levels(school: School) -> School:
    """The school as its file brings it."""
    return School.objects.with_levels().get(pk=school.pk)


def test_premises_stand_in_two_rings_nearest_first(cast: Cast) -> None:
    sites = [make_premises(cast.station, distance_m=metres) for metres in (450, 199, 50, 201, 501)]
    make_premises(cast.station, is_open=False)
    make_premises(cast.other_station)
    context = premises(with_levels(cast.school), cast.officer)
    rings = [[row.near.premises for row in ring.rows] for ring in context["rings"]]
    assert rings == [[sites[2], sites[1]], [sites[3], sites[0]]]
    assert context["count"] == len(context["premises_on_map"]) == 4


@pytest.mark.parametrize("role", ["officer", "principal"])
def test_it_takes_one_query_however_many_there_are(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, role: str
) -> None:
    school, user = with_levels(cast.school), getattr(cast, role)
    for _ in range(3):
        make_premises(cast.station, Kind.BAR)
    assert user.unit_ids is not None
    with django_assert_num_queries(1):
        rendered(school, user)


def test_police_read_breach_article_and_overdue_check(cast: Cast) -> None:
    school = with_levels(make_school(cast.station, level=Level.PRIMARY))
    make_premises(cast.station, Kind.INTERNET_CAFE, next_check_on=date(2026, 11, 25))
    page = rendered(school, cast.officer)
    assert "art. 9" in page
    assert "Breaks a rule" in page
    assert "check overdue since" in page


def test_a_principal_reads_kind_name_and_distance_and_nothing_else(cast: Cast) -> None:
    site = make_premises(
        cast.station, Kind.RENTAL, name="桥北出租屋", address="正街 7 号", contact="某房东",
        contact_phone="13800000000", temporary_residents=4321, note="注意", next_check_on=date(2026, 11, 25),
        last_check_on=date(2026, 8, 1),
    )  # fmt: skip
    make_premises(cast.station, Kind.BAR, distance_m=123)
    page = rendered(with_levels(cast.school), cast.principal)
    for shown in ("桥北出租屋", "rental house", "100", "bar", "123"):
        assert shown in page
    for hidden in (
        "某房东",
        "13800000000",
        "4321",
        "注意",
        "正街",
        "overdue",
        "2026",
        "art. 58",
        site.get_absolute_url(),
    ):
        assert hidden not in page
    marks = premises(with_levels(cast.school), cast.principal)["premises_on_map"]
    assert [(mark["is_flagged"], mark["is_late"], mark["url"]) for mark in marks] == [(False, False, "")] * 2


def test_a_principal_finds_no_contact_on_any_page(cast: Cast) -> None:
    site = make_premises(cast.station, Kind.RENTAL, contact="某房东", contact_phone="13800000000")
    client = signed_in(cast.principal)
    pages = ["/school/", "/school/edit/", "/schools/premises/", site.get_absolute_url(), "/api/v1/premises/"]
    for page in [*pages, f"/api/v1/premises/{site.pk}/", f"/api/v1/schools/{cast.school.pk}/"]:
        text = client.get(page).content.decode()
        assert "某房东" not in text
        assert "13800000000" not in text


def test_a_school_with_nothing_near_says_so(cast: Cast) -> None:
    assert 'class="blank"' in rendered(with_levels(cast.school), cast.officer)
