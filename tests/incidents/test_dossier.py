"""What a school's file says of its cases: all of it to police, to the principal what a school may know."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from campus_safety.printing.blocks import Table, Words
from incidents.dossier import cases, print_cases
from incidents.happened import cases as events_of_cases
from incidents.models import Case
from incidents.states import CaseState
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at
from tests.factories.cases import make_case

NOW = at("2026-11-23 09:00")


@pytest.fixture
def english() -> Iterator[None]:
    """The reader's language is English."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def late_case(cast: Cast) -> Case:
    """A case past its deadline."""
    case = make_case(cast.officer, cast.school, CaseState.ACCEPTED, facts="保险柜被撬", at=NOW - timedelta(days=5))
    Case.objects.filter(pk=case.pk).update(due_on="2026-11-20")
    return case


def test_the_section_counts_all_and_shows_the_latest_five(cast: Cast) -> None:
    made = [make_case(cast.officer, cast.school, at=NOW - timedelta(hours=hour)) for hour in range(7)]
    make_case(cast.officer, cast.other_school)

    section = cases(cast.school, cast.officer)

    assert [row.case for row in section["rows"]] == made[:5]
    assert section["count"] == 7


def test_the_section_counts_the_days_without_an_incident(cast: Cast) -> None:
    make_case(cast.officer, cast.school, at=NOW - timedelta(days=40))
    make_case(cast.officer, cast.school, CaseState.WITHDRAWN)

    assert cases(cast.school, cast.officer)["fact"]["value"] == 40


@pytest.mark.parametrize(("due_on", "mark", "left"), [("2026-11-20", "late", -3), ("2026-12-20", "wait", 27)])
def test_a_deadline_is_polices_own(cast: Cast, due_on: str, mark: str, left: int) -> None:
    Case.objects.filter(pk=late_case(cast).pk).update(due_on=due_on)

    rows = {user: cases(cast.school, user)["rows"][0] for user in (cast.officer, cast.principal)}

    assert (rows[cast.officer].mark, rows[cast.officer].days_left) == (mark, left)
    assert (rows[cast.principal].mark, rows[cast.principal].days_left) == ("wait", None)


def test_the_pages_show_the_case_to_each_as_far_as_it_goes(cast: Cast) -> None:
    case = late_case(cast)

    police = signed_in(cast.officer).get(f"/schools/{cast.school.pk}/").content.decode()
    own = signed_in(cast.principal).get("/school/").content.decode()
    other = signed_in(cast.other_principal).get("/school/").content.decode()

    assert [f"/incidents/{case.pk}/" in page for page in (police, own, other)] == [True, True, False]
    assert [case.number in page for page in (police, own, other)] == [True, True, False]
    assert "保险柜" not in police + own + other
    assert f"/incidents/new/?school={cast.school.pk}" in police
    assert "/incidents/new/" in own
    assert "is-late" not in own


def test_the_section_takes_a_constant_number_of_queries(cast: Cast) -> None:
    counts = []
    for number in (1, 6):
        for _each in range(number):
            make_case(cast.officer, cast.school, CaseState.ACCEPTED)
        with CaptureQueriesContext(connection) as queries:
            cases(cast.school, cast.officer)
        counts.append(len(queries))

    assert counts == [1, 1]


def test_paper_tells_number_category_dates_state_and_lead(cast: Cast, english: None) -> None:
    case = make_case(cast.officer, cast.school, CaseState.SOLVED, facts="保险柜被撬")
    make_case(cast.officer, cast.school, at=NOW - timedelta(days=800))

    for user in (cast.officer, cast.principal):
        words, table = print_cases(cast.school, user)
        assert words == Words("0 days without an incident.")
        assert isinstance(table, Table)
        assert table.rows == [[case.number, "theft", "2026-11-23", "2026-11-23", "solved", "officer"]]


def test_the_timeline_tells_when_a_case_was_reported_and_how_far_it_is(cast: Cast, english: None) -> None:
    case = make_case(cast.officer, cast.school, CaseState.SOLVED, facts="保险柜被撬", at=NOW - timedelta(days=2))

    told = {
        user: [
            (event.at, event.title, event.line, event.url)
            for event in events_of_cases(cast.school, user, NOW, 9).events
        ]
        for user in (cast.officer, cast.principal, cast.other_principal, cast.other_officer)
    }

    event = (NOW - timedelta(days=2), "Case reported", "2026-0001 theft · solved", f"/incidents/{case.pk}/")
    assert told == {
        cast.officer: [event],
        cast.principal: [event],
        cast.other_principal: [],
        cast.other_officer: [],
    }


def test_the_timeline_goes_back_in_pages(cast: Cast) -> None:
    for days in (3, 2, 1):
        make_case(cast.officer, cast.school, at=NOW - timedelta(days=days))

    batch = events_of_cases(cast.school, cast.officer, NOW - timedelta(days=1), 1)

    assert [event.at for event in batch.events] == [NOW - timedelta(days=2)]
    assert batch.left_at == NOW - timedelta(days=3)
