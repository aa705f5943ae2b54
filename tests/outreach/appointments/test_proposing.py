"""Proposing, renewing and handing over: what is refused with a name, and that a last place is given once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone, translation

from campus_safety.accounts.models import User
from campus_safety.levels import Level
from outreach.actions.appointment_steps import withdraw_appointment
from outreach.actions.appointments import hand_over_appointment, propose_appointment, renew_appointment
from outreach.findings import TERM, TRAINING
from outreach.models import Appointment
from outreach.states.appointments import AppointmentState, Ending
from schools.models import School
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import make_school, make_user
from tests.factories.appointments import an_appointment, appoint, propose

AT_ONCE = 50
TODAY = timezone.localdate
ONE_DAY = timedelta(days=1)


def refused(by: User, appointment: Appointment, **options: Any) -> dict[str, list[str]]:
    """{field: words} of a proposal that is refused, and leaves nothing behind."""
    with nothing_written(), pytest.raises(ValidationError) as error:
        propose_appointment(by=by, appointment=appointment, **options)
    return error.value.message_dict


@pytest.fixture
def primaries(cast: Cast) -> list[School]:
    """Three primary schools of the station."""
    return [make_school(cast.station, level=Level.PRIMARY) for _number in range(3)]


def test_a_proposal_has_the_title_of_its_day_and_the_unit_of_its_school(cast: Cast) -> None:
    made = propose(cast.officer, cast.school, date(2018, 6, 27))

    assert (made.unit, made.title, made.state) == (cast.station, "legal_kindergarten", AppointmentState.PROPOSED)
    assert [(step.before, step.after, step.by) for step in made.steps.all()] == [("", "proposed", cast.officer)]


def test_an_officer_of_another_unit_is_refused(cast: Cast) -> None:
    assert set(refused(cast.officer, an_appointment(cast.other_officer, cast.school))) == {"officer"}


@pytest.mark.parametrize("who", ["principal", "auditor", "squad_officer"])
def test_who_is_no_officer_of_the_station_is_refused(cast: Cast, who: str) -> None:
    assert set(refused(cast.officer, an_appointment(getattr(cast, who), cast.school))) == {"officer"}


def test_an_officer_who_has_left_is_refused(cast: Cast) -> None:
    gone = make_user(unit=cast.station, is_active=False)
    assert set(refused(cast.officer, an_appointment(gone, cast.school))) == {"officer"}


def test_a_closed_school_is_refused(cast: Cast) -> None:
    closed = make_school(cast.station, is_open=False)
    assert set(refused(cast.officer, an_appointment(cast.officer, closed))) == {"school"}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"ends_on": date(2020, 1, 1)}, "ends_on"),
        ({"trained_hours": -1}, "trained_hours"),
        ({"trained_hours": 1001}, "trained_hours"),
        ({"age": 17}, "age"),
        ({"age": 101}, "age"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(cast: Cast, fields: dict[str, Any], wrong: str) -> None:
    assert set(refused(cast.officer, an_appointment(cast.officer, cast.school, **fields))) == {wrong}


@pytest.mark.parametrize(("first", "last"), [(0, 0), (-30, 0), (730, 800), (-30, 800), (10, 20)])
def test_a_term_that_shares_a_day_at_the_same_school_is_refused(cast: Cast, first: int, last: int) -> None:
    there = propose(cast.officer, cast.school)
    begins, ends = (there.starts_on + timedelta(days=days) for days in (first, last))

    assert set(refused(cast.officer, an_appointment(cast.officer, cast.school, begins, ends_on=ends))) == {"starts_on"}


def test_a_term_before_or_after_and_one_that_was_withdrawn_are_no_hindrance(cast: Cast) -> None:
    there = propose(cast.officer, cast.school)
    after = propose(cast.officer, cast.school, there.ends_on + ONE_DAY)
    withdraw_appointment(by=cast.officer, appointment=there, text="人选另定")

    again = propose(cast.officer, cast.school, there.starts_on, ends_on=after.starts_on - ONE_DAY)

    assert Appointment.objects.taking_a_place(date(2000, 1, 1), date(2100, 1, 1)).count() == 2
    assert again.state == AppointmentState.PROPOSED


def test_a_third_school_is_refused_with_the_article_named(cast: Cast, primaries: list[School]) -> None:
    for school in primaries[:2]:
        propose(cast.officer, school)

    with translation.override("en"):
        words = refused(cast.officer, an_appointment(cast.officer, primaries[2]), accepted=[TERM, TRAINING])

    assert set(words) == {"officer"}
    assert all(part in words["officer"][0] for part in ("3 at once", "at most 2", "Order 52", "art. 7", "2022"))


def test_a_third_kindergarten_is_advised_against_and_written(cast: Cast) -> None:
    for school in (cast.school, cast.other_school, make_school(cast.station)):
        propose(cast.officer, school)

    assert Appointment.objects.filter(officer=cast.officer).count() == 3


def test_a_place_is_free_from_the_day_after_the_last_one_was_cut_short(cast: Cast, primaries: list[School]) -> None:
    first, _second = (appoint(cast.officer, school, date(2026, 1, 1)) for school in primaries[:2])
    successor = an_appointment(cast.colleague, first.school, date(2026, 10, 1), ends_on=first.ends_on)
    hand_over_appointment(by=cast.commander, appointment=first, successor=successor, text="调离")

    early = an_appointment(cast.officer, primaries[2], date(2026, 9, 30), ends_on=date(2026, 12, 1))
    assert set(refused(cast.officer, early)) == {"officer"}
    assert propose(cast.officer, primaries[2], date(2026, 10, 1), ends_on=date(2026, 12, 1)).pk


def test_what_is_warned_of_has_to_be_accepted_and_stays_on_record(cast: Cast, primaries: list[School]) -> None:
    proposal = an_appointment(cast.officer, primaries[0], ends_on=TODAY() + timedelta(days=2000), trained_hours=0)

    assert {key: len(words) for key, words in refused(cast.officer, proposal).items()} == {"accepted": 2}
    assert len(refused(cast.officer, proposal, accepted=[TERM])["accepted"]) == 1
    made = propose_appointment(by=cast.officer, appointment=proposal, accepted=[TERM, TRAINING])
    assert made.warnings == [TERM, TRAINING]


def test_somebody_retired_serves_one_term(cast: Cast, primaries: list[School]) -> None:
    first = propose(cast.officer, primaries[0], age=60)
    beside = propose(cast.officer, primaries[1], age=60)
    later = an_appointment(cast.officer, primaries[2], first.ends_on + ONE_DAY, age=62)

    assert (first.is_retired, beside.is_retired) == (True, True)
    assert set(refused(cast.officer, later)) == {"officer"}


def test_the_fifth_is_written_and_the_sixth_too(cast: Cast, primaries: list[School]) -> None:
    for _number in range(6):
        propose(make_user(unit=cast.station), primaries[0])
    assert Appointment.objects.count() == 6


def test_a_renewal_follows_the_first_term(cast: Cast) -> None:
    first = appoint(cast.officer, cast.school)
    successor = Appointment(starts_on=first.ends_on + ONE_DAY, ends_on=first.ends_on + timedelta(days=700))

    made = renew_appointment(by=cast.officer, appointment=first, successor=successor)

    assert (made.follows, made.officer, made.school) == (first, cast.officer, cast.school)
    first.refresh_from_db()
    assert (first.state, first.is_followed) == (AppointmentState.ISSUED, True)


def test_what_is_followed_or_has_no_letter_is_not_renewed(cast: Cast) -> None:
    first = appoint(cast.officer, cast.school)
    dates = {"starts_on": first.ends_on + ONE_DAY, "ends_on": first.ends_on + timedelta(days=700)}
    second = renew_appointment(by=cast.officer, appointment=first, successor=Appointment(**dates))

    for appointment in (first, second):
        with nothing_written(), pytest.raises(ValidationError):
            renew_appointment(by=cast.officer, appointment=appointment, successor=Appointment(**dates))


def test_a_withdrawn_renewal_makes_room_for_another(cast: Cast) -> None:
    first = appoint(cast.officer, cast.school)
    dates = {"starts_on": first.ends_on + ONE_DAY, "ends_on": first.ends_on + timedelta(days=700)}
    second = renew_appointment(by=cast.officer, appointment=first, successor=Appointment(**dates))
    withdraw_appointment(by=cast.officer, appointment=second, text="学校另有打算")

    assert renew_appointment(by=cast.officer, appointment=first, successor=Appointment(**dates)).follows == first


def test_a_handover_ends_the_first_the_day_before_and_proposes_the_second(cast: Cast) -> None:
    first = appoint(cast.officer, cast.school, TODAY() - timedelta(days=100))
    successor = an_appointment(cast.colleague, cast.school, TODAY(), ends_on=first.ends_on)

    made = hand_over_appointment(by=cast.commander, appointment=first, successor=successor, text="调往其他所")

    first.refresh_from_db()
    assert (first.state, first.ending, first.ended_on) == ("ended", Ending.HANDED_OVER, TODAY() - ONE_DAY)
    assert (made.state, made.follows, made.officer) == ("proposed", first, cast.colleague)


@pytest.mark.parametrize("days", [-101, -100, 631, 800])
def test_a_handover_outside_the_term_changes_nothing(cast: Cast, days: int) -> None:
    first = appoint(cast.officer, cast.school, TODAY() - timedelta(days=100))
    begins = TODAY() + timedelta(days=days)
    successor = an_appointment(cast.colleague, cast.school, begins, ends_on=begins + timedelta(days=300))

    with nothing_written(), pytest.raises(ValidationError) as error:
        hand_over_appointment(by=cast.commander, appointment=first, successor=successor, text="调离")
    assert set(error.value.message_dict) == {"starts_on"}


def test_a_handover_to_somebody_of_another_unit_leaves_the_first_in_force(cast: Cast) -> None:
    first = appoint(cast.officer, cast.school, TODAY() - timedelta(days=100))
    successor = an_appointment(cast.other_officer, cast.school)

    with nothing_written(), pytest.raises(ValidationError):
        hand_over_appointment(by=cast.commander, appointment=first, successor=successor, text="调离")
    first.refresh_from_db()
    assert first.state == AppointmentState.ISSUED


@pytest.mark.django_db(transaction=True)
def test_of_fifty_proposals_at_once_for_a_last_place_one_is_written(cast: Cast) -> None:
    schools = [make_school(cast.station, level=Level.PRIMARY) for _number in range(AT_ONCE + 1)]
    propose(cast.officer, schools.pop())
    start = Barrier(AT_ONCE)

    def proposed(school: School) -> str:
        start.wait()
        try:
            propose_appointment(by=cast.officer, appointment=an_appointment(cast.officer, school))
        except ValidationError as error:
            return ", ".join(error.message_dict)
        else:
            return "written"
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = Counter(pool.map(proposed, schools))

    assert answers == {"written": 1, "officer": AT_ONCE - 1}
    assert Appointment.objects.count() == 2
