"""What becomes of a proposal: its letter, its end, how it stands by the day, and that history is appended."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import product

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from outreach.actions.appointment_steps import dismiss_appointment, issue_appointment, withdraw_appointment
from outreach.models import Appointment
from outreach.states.appointments import APPOINTMENT_STEPS, AppointmentState, Standing, appointment_may_become
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import make_school, make_user
from tests.factories.appointments import appoint, propose

TODAY = timezone.localdate
ONE_DAY = timedelta(days=1)
MAY_FOLLOW = {("proposed", "issued"), ("proposed", "withdrawn"), ("issued", "ended")}


@pytest.mark.parametrize("pair", list(product(AppointmentState.values, repeat=2)), ids="→".join)
def test_only_what_the_table_says_may_follow(pair: tuple[str, str]) -> None:
    assert appointment_may_become(*pair) == (pair in MAY_FOLLOW)
    assert set(APPOINTMENT_STEPS) == set(AppointmentState.values)


def test_a_letter_gets_the_next_number_of_the_stations_year_and_a_secret(cast: Cast) -> None:
    theirs = make_school(cast.other_station)
    letters = [
        appoint(officer, school, on, ends_on=on + timedelta(days=300))
        for officer, school, on in (
            (cast.officer, cast.school, date(2018, 6, 27)),
            (cast.colleague, cast.other_school, date(2018, 6, 27)),
            (cast.colleague, cast.school, date(2019, 6, 27)),
            (cast.other_officer, theirs, date(2018, 6, 27)),
        )
    ]

    assert [letter.number for letter in letters] == ["2018-0001", "2018-0002", "2019-0001", "2018-0001"]
    assert len({letter.token for letter in letters}) == 4
    assert all(len(letter.token or "") == 32 for letter in letters)  # 192 bits


def test_the_secret_is_not_on_the_trail(cast: Cast) -> None:
    letter = appoint(cast.officer, cast.school)
    assert letter.token
    assert not LogEntry.objects.filter(changes_text__contains=letter.token).exists()
    assert all(letter.token not in str(each.changes) for each in LogEntry.objects.get_for_object(letter))


@pytest.mark.parametrize(("days", "wrong"), [(1, "issued_on"), (0, ""), (-300, ""), (-400, "issued_on")])
def test_the_day_of_a_letter_is_not_to_come(cast: Cast, days: int, wrong: str) -> None:
    proposed = propose(cast.officer, cast.school)
    if not wrong:
        issued = issue_appointment(by=cast.principal, appointment=proposed, issued_on=TODAY() + timedelta(days=days))
        assert issued.state == AppointmentState.ISSUED
        return
    with nothing_written(), pytest.raises(ValidationError) as error:
        issue_appointment(by=cast.principal, appointment=proposed, issued_on=TODAY() + timedelta(days=days))
    assert set(error.value.message_dict) == {wrong}


def test_a_term_that_is_over_gets_no_letter_of_today(cast: Cast) -> None:
    proposed = propose(cast.officer, cast.school, date(2018, 6, 27))
    with nothing_written(), pytest.raises(ValidationError) as error:
        issue_appointment(by=cast.officer, appointment=proposed, issued_on=TODAY())
    assert set(error.value.message_dict) == {"issued_on"}


def test_an_officer_who_has_moved_meanwhile_gets_no_letter(cast: Cast) -> None:
    proposed = propose(cast.officer, cast.school)
    cast.officer.unit = cast.other_station
    cast.officer.save()
    with nothing_written(), pytest.raises(ValidationError):
        issue_appointment(by=cast.principal, appointment=proposed, issued_on=TODAY())


def test_a_step_that_may_not_follow_changes_nothing(cast: Cast) -> None:
    issued = appoint(cast.officer, cast.school)
    proposed = propose(cast.colleague, cast.school)
    withdrawn = withdraw_appointment(by=cast.officer, appointment=propose(cast.commander, cast.school), text="另定")

    with nothing_written():
        for wrong in (issued, withdrawn):
            with pytest.raises(ValidationError):
                withdraw_appointment(by=cast.officer, appointment=wrong, text="撤回")
            with pytest.raises(ValidationError):
                issue_appointment(by=cast.officer, appointment=wrong, issued_on=TODAY())
        for wrong in (proposed, withdrawn):
            with pytest.raises(ValidationError):
                dismiss_appointment(by=cast.commander, appointment=wrong, ended_on=TODAY(), text="免职")


def test_withdrawing_and_dismissing_say_why(cast: Cast) -> None:
    issued, proposed = appoint(cast.officer, cast.school), propose(cast.colleague, cast.school)
    with nothing_written():
        with pytest.raises(ValidationError) as withdrawing:
            withdraw_appointment(by=cast.officer, appointment=proposed, text=" ")
        with pytest.raises(ValidationError) as dismissing:
            dismiss_appointment(by=cast.commander, appointment=issued, ended_on=TODAY(), text="")
    assert [set(each.value.message_dict) for each in (withdrawing, dismissing)] == [{"text"}, {"text"}]


@pytest.mark.parametrize("days", [-101, 630, 900])
def test_the_last_day_lies_within_the_term(cast: Cast, days: int) -> None:
    issued = appoint(cast.officer, cast.school, TODAY() - timedelta(days=100))
    with nothing_written(), pytest.raises(ValidationError) as error:
        dismiss_appointment(by=cast.commander, appointment=issued, ended_on=TODAY() + timedelta(days=days), text="免职")
    assert set(error.value.message_dict) == {"ended_on"}


def standings(appointment: Appointment, *days: date) -> list[str]:
    """How it stands on these days, by itself and as a list finds it."""
    found = []
    for day in days:
        standing = appointment.standing(day)
        listed = [each for each in Standing if Appointment.objects.standing(each, day).exists()]
        assert listed == [standing]
        found.append(str(standing))
    return found


def test_a_term_stands_by_its_days(cast: Cast) -> None:
    issued = appoint(cast.officer, cast.school)
    first, last = issued.starts_on, issued.ends_on

    assert standings(issued, first - ONE_DAY, first, last, last + ONE_DAY) == ["issued", "active", "active", "ended"]


def test_what_is_cut_short_holds_to_its_last_day(cast: Cast) -> None:
    issued = appoint(cast.officer, cast.school, TODAY() - timedelta(days=100))
    last = TODAY() + timedelta(days=7)

    ended = dismiss_appointment(by=cast.commander, appointment=issued, ended_on=last, text="月底调离")

    assert standings(ended, TODAY(), last, last + ONE_DAY) == ["active", "active", "ended"]
    assert Appointment.objects.in_force(last).exists()
    assert not Appointment.objects.in_force(last + ONE_DAY).exists()


def test_what_is_dismissed_before_it_begins_never_holds(cast: Cast) -> None:
    issued = appoint(cast.officer, cast.school, TODAY() + timedelta(days=30))

    ended = dismiss_appointment(by=cast.commander, appointment=issued, ended_on=TODAY(), text="人选另定")

    assert standings(ended, TODAY() - ONE_DAY, TODAY(), issued.starts_on) == ["ended"] * 3
    assert not Appointment.objects.taking_a_place(date(2000, 1, 1), date(2100, 1, 1)).exists()


def test_proposed_and_withdrawn_stand_as_decided(cast: Cast) -> None:
    proposed = propose(cast.officer, cast.school)
    assert standings(proposed, TODAY(), TODAY() + timedelta(days=9000)) == ["proposed", "proposed"]
    withdrawn = withdraw_appointment(by=cast.officer, appointment=proposed, text="另定")
    assert standings(withdrawn, TODAY()) == ["withdrawn"]


def test_steps_are_appended(cast: Cast) -> None:
    issued = appoint(cast.officer, cast.school)
    dismiss_appointment(by=cast.commander, appointment=issued, ended_on=TODAY(), text="调离")
    said = [(step.before, step.after, step.by, step.text) for step in issued.steps.all()]
    assert said == [
        ("", "proposed", cast.officer, ""),
        ("proposed", "issued", cast.officer, ""),
        ("issued", "ended", cast.commander, "调离"),
    ]


@pytest.mark.django_db(transaction=True)
def test_letters_issued_at_once_have_numbers_without_a_gap(cast: Cast) -> None:
    proposed = [propose(make_user(unit=cast.station), cast.school) for _number in range(8)]

    def issue(appointment: Appointment) -> int | None:
        try:
            return issue_appointment(by=cast.principal, appointment=appointment, issued_on=TODAY()).serial
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        serials = list(pool.map(issue, proposed))

    assert sorted(serial or 0 for serial in serials) == list(range(1, 9))


@pytest.mark.django_db(transaction=True)
def test_of_an_issue_and_a_withdrawal_at_once_one_is_done(cast: Cast) -> None:
    proposed = propose(cast.officer, cast.school)

    def take(is_issue: bool) -> str:
        try:
            if is_issue:
                return issue_appointment(by=cast.principal, appointment=proposed, issued_on=TODAY()).state
            return withdraw_appointment(by=cast.officer, appointment=proposed, text="另定").state
        except ValidationError:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        taken = Counter(pool.map(take, [True, False]))

    assert taken["refused"] == 1
    assert proposed.steps.count() == 2
