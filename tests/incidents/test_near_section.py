"""What happened near a case, as its page shows it."""

from django.template.loader import render_to_string
from django.utils import translation

from incidents.models import Case
from incidents.sections.near import near_section
from tests.cast import Cast
from tests.factories import at
from tests.factories.cases import make_case

NOON = at("2026-11-20 12:00")


def shown(case: Case, cast: Cast) -> str:
    """The section for an officer, in English."""
    with translation.override("en"):
        section = near_section(case, cast.officer)
        return render_to_string("incidents/sections/near.html", {"section": section, "case": case})


def test_the_nearest_twenty_are_shown_and_how_many_more(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, at=NOON)
    for _each in range(22):
        make_case(cast.officer, cast.school, at=NOON)

    section, page = near_section(case, cast.officer), shown(case, cast)

    assert (len(section["near"]), section["more"]) == (20, 2)
    assert "2 more are on the map" in page
    assert f"/incidents/map/?near={case.pk}" in page


def test_a_case_without_one_near_says_so(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, at=NOON)

    page = shown(case, cast)

    assert "Nothing like it happened near" in page
    assert "?near=" not in page


def test_a_case_without_a_place_says_that_distances_are_not_known(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, at=NOON, is_off_campus=True, place="广场")

    assert "no place on the map" in shown(case, cast)
