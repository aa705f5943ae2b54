"""Who is told what of a case: the lead officer, the commanders, the school's principals; a number and a state."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from campus_safety.accounts.models import User
from campus_safety.notices.kinds import kind_of
from campus_safety.notices.models import Notice
from incidents.actions import (
    accept_case,
    assign_case,
    move_deadline,
    refuse_case,
    reopen_case,
    report_case,
    withdraw_case,
)
from incidents.actions.reminding import remind_of_deadlines
from incidents.models import Case
from incidents.states import CaseState
from incidents.tasks import remind_deadlines
from schools.models import Principalship
from tests.cast import Cast
from tests.factories import at, make_user
from tests.factories.cases import a_case, make_case, take_step

NOW = at("2026-11-23 09:00")
STATES = [CaseState.ACCEPTED, CaseState.INVESTIGATING, CaseState.SOLVED, CaseState.CLOSED]


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def told(kind: str) -> list[tuple[str, dict[str, object]]]:
    """To whom, and what it keeps, of every notice of a kind, in the order of writing."""
    rows = Notice.objects.filter(kind=f"incidents.{kind}").select_related("recipient").order_by("pk")
    return [(row.recipient.username, row.data) for row in rows]


def led_by_colleague(cast: Cast, due_on: date) -> Case:
    """A case that the colleague leads."""
    case = make_case(cast.officer, cast.school)
    return accept_case(by=cast.officer, case=case, lead=cast.colleague, due_on=due_on)


def test_principals_of_the_school_learn_every_change_of_state(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school)
    for state in STATES:
        case = take_step(cast.officer, case, state)
    reopen_case(by=cast.commander, case=case, text="发现新线索")

    states = [*("reported", "accepted", "investigating", "solved", "closed"), "investigating"]
    assert told("state_changed") == [("principal", {"number": "2026-0001", "state": state}) for state in states]
    assert set(Notice.objects.values_list("url", flat=True)) == {f"/incidents/{case.pk}/"}


def test_nobody_is_told_of_an_own_step(cast: Cast) -> None:
    case = make_case(cast.principal, cast.school, way=Case.Way.PRINCIPAL)
    withdraw_case(by=cast.principal, case=case, text="已找到")

    assert told("state_changed") == []


def test_a_case_off_campus_that_concerns_no_school_is_told_to_no_school(cast: Cast) -> None:
    case = a_case(cast.school, school=None, is_off_campus=True, place="广场")
    take_step(cast.officer, report_case(by=cast.officer, case=case), CaseState.ACCEPTED)

    assert Notice.objects.count() == 0


def test_commanders_learn_what_a_principal_has_reported(cast: Cast) -> None:
    make_user("retired", User.Role.COMMANDER, cast.station, is_active=False)
    make_case(cast.principal, cast.school, way=Case.Way.PRINCIPAL)
    make_case(cast.officer, cast.school)

    assert told("reported") == [("commander", {"number": "2026-0001"})]


def test_a_lead_officer_learns_of_being_appointed(cast: Cast) -> None:
    case = led_by_colleague(cast, date(2026, 12, 1))
    assign_case(by=cast.colleague, case=case, lead=cast.officer)
    move_deadline(by=cast.officer, case=case, due_on=date(2026, 12, 9), text="等待鉴定")

    words = {"number": "2026-0001", "due_on": "2026-12-01"}
    assert told("appointed") == [("colleague", words), ("officer", words)]


def test_who_cannot_sign_in_is_not_told(cast: Cast) -> None:
    second = make_user("deputy", User.Role.PRINCIPAL, cast.station, is_active=False)
    Principalship.objects.create(user=second, school=cast.school)

    make_case(cast.officer, cast.school)

    assert [who for who, _data in told("state_changed")] == ["principal"]


def test_a_refusal_that_fails_tells_nobody(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.SOLVED)
    before = Notice.objects.count()

    with pytest.raises(ValidationError):
        refuse_case(by=cast.officer, case=case, text="不属于本所管辖")

    assert Notice.objects.count() == before


@pytest.mark.parametrize(
    ("due_on", "kinds"),
    [
        ("2026-11-27", []),
        ("2026-11-26", ["deadline_near"]),
        ("2026-11-23", ["deadline_near"]),
        ("2026-11-22", ["deadline_over"]),
    ],
)
def test_a_deadline_is_told_three_days_before_and_when_it_is_over(cast: Cast, due_on: str, kinds: list[str]) -> None:
    case = led_by_colleague(cast, date(2026, 11, 30))
    Case.objects.filter(pk=case.pk).update(due_on=date.fromisoformat(due_on))

    new = remind_of_deadlines(at=NOW)

    words = {"number": "2026-0001", "due_on": due_on}
    assert {kind: told(kind) for kind in ("deadline_near", "deadline_over") if told(kind)} == {
        kind: [("colleague", words)] for kind in kinds
    }
    assert new == len(kinds)


def test_each_step_of_a_deadline_is_told_once(cast: Cast) -> None:
    case = led_by_colleague(cast, date(2026, 11, 25))
    days = [NOW + timedelta(days=number) for number in range(6)]

    new = [remind_of_deadlines(at=moment) for moment in days]

    assert new == [1, 0, 0, 1, 0, 0]
    move_deadline(by=cast.colleague, case=case, due_on=date(2026, 11, 29), text="等待鉴定")
    assert remind_of_deadlines(at=days[3]) == 1


@pytest.mark.parametrize("state", [CaseState.SOLVED, CaseState.CLOSED])
def test_what_is_solved_has_no_deadline(cast: Cast, state: CaseState) -> None:
    make_case(cast.officer, cast.school, state)

    assert remind_of_deadlines(at=NOW + timedelta(days=60)) == 0


def test_deadlines_are_told_in_a_constant_number_of_statements(cast: Cast) -> None:
    counts = []
    for number in (1, 4):
        for _each in range(number):
            led_by_colleague(cast, date(2026, 11, 25))
        with CaptureQueriesContext(connection) as queries:
            remind_of_deadlines(at=NOW)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(("clock", "number"), [("07:59", 0), ("08:00", 1), ("23:00", 1)])
def test_the_job_tells_once_a_day_from_eight_on(cast: Cast, clock: str, number: int) -> None:
    led_by_colleague(cast, date(2026, 11, 25))

    with time_machine.travel(at(f"2026-11-24 {clock}"), tick=False):
        remind_deadlines()
        remind_deadlines()

    assert len(told("deadline_near")) == number


def test_a_notice_says_number_and_state_and_nothing_else(cast: Cast) -> None:
    case = make_case(cast.principal, cast.school, way=Case.Way.PRINCIPAL, facts="保险柜被撬")
    case = accept_case(by=cast.commander, case=case, lead=cast.officer, due_on=date(2026, 11, 25))
    remind_of_deadlines(at=NOW)
    remind_of_deadlines(at=NOW + timedelta(days=4))

    with translation.override("en"):
        said = {row.kind: kind_of(row.kind).say(row.data) for row in Notice.objects.all()}

    assert {kind: words.title for kind, words in said.items()} == {
        "incidents.reported": "A school has reported a case: 2026-0001",
        "incidents.state_changed": "Case 2026-0001 of your school: accepted",
        "incidents.appointed": "You lead case 2026-0001",
        "incidents.deadline_near": "Case 2026-0001 is to be solved by 2026-11-25",
        "incidents.deadline_over": "Case 2026-0001 was to be solved by 2026-11-25",
    }
    assert said["incidents.appointed"].text == "To be solved by 2026-11-25."
