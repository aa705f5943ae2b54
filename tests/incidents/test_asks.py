"""What cases ask of a user on `/today/` and `/school/`, and what they lay on the commander's desk."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from campus_safety.accounts.models import User
from campus_safety.dashboard.asks_registry import Ask
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.statistics.periods import month_named
from incidents.actions import accept_case
from incidents.asks import cases_of_mine, notes_to_read, reports_to_decide
from incidents.models import Case
from incidents.panels import overdue_cases, quiet_days
from incidents.panels import reports_to_decide as reports_on_desk
from incidents.states import CaseState
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at
from tests.factories.cases import make_case, make_note

NOW = at("2026-11-23 09:00")
YESTERDAY = at("2026-11-22 08:00")


@pytest.fixture
def english() -> Iterator[None]:
    """The reader's language is English."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def asked(finder: Any, user: User) -> list[tuple[str, bool]]:
    """The addresses that a finder asks a user to go to, and whether each is late."""
    asks: list[Ask] = list(finder(user, timezone.now()))
    return [(ask.url, ask.is_late) for ask in asks]


def led(cast: Cast, lead: User, due_on: str) -> Case:
    """A case with a lead officer and a deadline, which may be over."""
    case = accept_case(by=cast.officer, case=make_case(cast.officer, cast.school), lead=lead)
    Case.objects.filter(pk=case.pk).update(due_on=due_on)
    case.due_on = date.fromisoformat(due_on)
    return case


def desk_of(user: User) -> Desk:
    """The desk of a commander's unit."""
    assert user.unit is not None
    return Desk(user, user.unit, user.unit_ids, month_named("2026-11"), NOW)


def test_a_lead_officer_is_asked_for_what_is_due_within_three_days(cast: Cast) -> None:
    late, near = led(cast, cast.officer, "2026-11-20"), led(cast, cast.officer, "2026-11-26")
    led(cast, cast.officer, "2026-11-27")
    led(cast, cast.colleague, "2026-11-20")
    make_case(cast.officer, cast.school, CaseState.SOLVED)

    assert asked(cases_of_mine, cast.officer) == [(f"/incidents/{late.pk}/", True), (f"/incidents/{near.pk}/", False)]


@pytest.mark.parametrize(
    ("due_on", "words"), [("2026-11-21", "2 days overdue"), ("2026-11-23", "due today"), ("2026-11-24", "1 day left")]
)
def test_the_line_says_how_many_days_are_left(cast: Cast, english: None, due_on: str, words: str) -> None:
    led(cast, cast.officer, due_on)

    ask = next(iter(cases_of_mine(cast.officer, NOW)))

    assert (ask.title, ask.line) == ("Solve case 2026-0001", f"theft · 三峡幼儿园 · {words}")


def test_a_report_is_asked_for_when_nobody_has_decided_it_for_a_day(cast: Cast) -> None:
    old = make_case(cast.principal, cast.school, at=YESTERDAY, way=Case.Way.PRINCIPAL)
    make_case(cast.principal, cast.school, way=Case.Way.PRINCIPAL)
    make_case(cast.officer, cast.school, CaseState.NOT_ACCEPTED, at=YESTERDAY)

    assert asked(reports_to_decide, cast.colleague) == asked(reports_to_decide, cast.commander) == [
        (f"/incidents/{old.pk}/", False)
    ]  # fmt: skip


def test_principals_are_asked_to_read_prevention_notes(cast: Cast) -> None:
    note = make_note(cast.officer, cast.school, cast.other_school)
    note.receipts.filter(school=cast.other_school).update(read_at=NOW, read_by=cast.other_principal)

    assert asked(notes_to_read, cast.principal) == [(f"/incidents/notes/{note.pk}/", False)]
    assert asked(notes_to_read, cast.other_principal) == []


def test_nothing_of_a_case_is_asked_of_others(cast: Cast) -> None:
    led(cast, cast.officer, "2026-11-20")
    make_case(cast.officer, cast.school, at=YESTERDAY)
    make_note(cast.officer, cast.school)

    others = (cast.other_officer, cast.squad_officer, cast.other_principal, cast.auditor, cast.administrator)
    finders = (cases_of_mine, reports_to_decide, notes_to_read)
    assert {str(user): [asked(finder, user) for finder in finders] for user in others} == {
        str(user): [[], [], []] for user in others
    }


def test_today_shows_the_officers_cases(cast: Cast) -> None:
    case = led(cast, cast.officer, "2026-11-24")

    page = signed_in(cast.officer).get("/today/").content.decode()

    assert f'href="/incidents/{case.pk}/"' in page


def test_the_desk_shows_overdue_cases_and_reports_to_decide(cast: Cast) -> None:
    late, waiting = led(cast, cast.officer, "2026-11-20"), make_case(cast.principal, cast.school)
    for _each in range(5):
        make_case(cast.officer, cast.other_school)
    desk = desk_of(cast.commander)

    overdue, reports = overdue_cases(desk), reports_on_desk(desk)

    assert [(row.url, row.is_late) for row in overdue["rows"]] == [(f"/incidents/{late.pk}/", True)]
    assert (overdue["url"], overdue["is_late"]) == ("/incidents/?unit=SPQ&overdue=1", True)
    assert (reports["count"], len(reports["rows"]), reports["rows"][0].url) == (6, 4, f"/incidents/{waiting.pk}/")
    assert (reports["url"], reports["is_late"]) == ("/incidents/?unit=SPQ&state=reported", False)


def test_the_desk_counts_the_days_without_an_incident(cast: Cast) -> None:
    make_case(cast.officer, cast.school, at=NOW - timedelta(days=12))

    panel = quiet_days(desk_of(cast.commander))

    assert (panel["quiet"].days, panel["url"]) == (12, "/incidents/map/?unit=SPQ")


def test_the_desk_of_another_station_shows_none(cast: Cast) -> None:
    led(cast, cast.officer, "2026-11-20")
    make_case(cast.principal, cast.school)
    desk = Desk(cast.bureau, cast.other_station, frozenset({cast.other_station.pk}), month_named("2026-11"), NOW)

    assert (overdue_cases(desk), reports_on_desk(desk), quiet_days(desk)) == ({}, {}, {})


def test_asks_and_panels_take_a_constant_number_of_queries(cast: Cast) -> None:
    desk, counts = desk_of(cast.commander), []
    for number in (1, 3):
        for _each in range(number):
            led(cast, cast.officer, "2026-11-20")
            make_case(cast.principal, cast.school, at=YESTERDAY)
        with CaptureQueriesContext(connection) as queries:
            for finder in (cases_of_mine, reports_to_decide):
                list(finder(cast.officer, NOW))
            for panel in (overdue_cases, reports_on_desk, quiet_days):
                panel(desk)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 9
