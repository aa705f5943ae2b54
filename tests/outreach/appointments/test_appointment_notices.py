"""Who is told what of appointments: of each step, and 60 and 30 days before a term runs out, once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import travel

from campus_safety.notices.models import Notice
from campus_safety.notices.words import words_of
from outreach.actions.appointment_reminders import remind_of_expiry
from outreach.actions.appointment_steps import dismiss_appointment, issue_appointment, withdraw_appointment
from outreach.actions.appointments import renew_appointment
from outreach.models import Appointment
from outreach.tasks import remind_expiry
from tests.cast import Cast
from tests.factories import at
from tests.factories.appointments import appoint, propose

TODAY = timezone.localdate


def told(kind: str) -> list[str]:
    """Who has a notice of a kind."""
    return sorted(
        Notice.objects.filter(kind=f"outreach.appointment_{kind}").values_list("recipient__username", flat=True)
    )


def test_the_principal_learns_of_a_proposal(cast: Cast) -> None:
    made = propose(cast.officer, cast.school)
    assert told("proposed") == ["principal"]
    assert Notice.objects.get().url == made.get_absolute_url()


def test_officer_and_commander_learn_of_the_letter(cast: Cast) -> None:
    proposed = propose(cast.officer, cast.school)
    issue_appointment(by=cast.principal, appointment=proposed, issued_on=TODAY())
    assert told("changed") == ["commander", "officer"]


def test_principal_and_officer_learn_of_the_end(cast: Cast) -> None:
    letter = appoint(cast.officer, cast.school, TODAY() - timedelta(days=10))
    Notice.objects.all().delete()
    dismiss_appointment(by=cast.commander, appointment=letter, ended_on=TODAY(), text="调离")
    assert told("changed") == ["officer", "principal"]


def test_who_withdraws_is_told_nothing(cast: Cast) -> None:
    withdraw_appointment(by=cast.officer, appointment=propose(cast.officer, cast.school), text="另定")
    assert told("changed") == ["principal"]


def test_no_notice_says_who_or_why(cast: Cast) -> None:
    letter = appoint(cast.officer, cast.school, TODAY() - timedelta(days=10))
    dismiss_appointment(by=cast.commander, appointment=letter, ended_on=TODAY(), text="工作失误")
    said = [str(words_of(notice)) for notice in Notice.objects.all()]
    assert said
    assert not any("officer" in words or "失误" in words for words in said)


@pytest.mark.parametrize(("left", "steps"), [(61, []), (60, ["60"]), (31, ["60"]), (30, ["30"]), (0, ["30"]), (-1, [])])
def test_a_term_is_told_of_sixty_and_thirty_days_before(cast: Cast, left: int, steps: list[str]) -> None:
    letter = appoint(cast.officer, cast.school, TODAY() - timedelta(days=400), ends_on=TODAY() + timedelta(days=90))
    Notice.objects.all().delete()
    Appointment.objects.filter(pk=letter.pk).update(ends_on=TODAY() + timedelta(days=left))

    new = remind_of_expiry(at=timezone.now())

    assert (new, told("expiring")) == (3 * len(steps), ["commander", "officer", "principal"] * len(steps))
    assert {key.rsplit(":", 1)[1] for key in Notice.objects.values_list("key", flat=True)} == set(steps)


def test_each_step_is_told_once(cast: Cast) -> None:
    letter = appoint(cast.officer, cast.school)
    Notice.objects.all().delete()
    for days in (60, 59, 45, 30, 29, 1, 0):
        remind_of_expiry(at=timezone.now() + (letter.ends_on - TODAY()) - timedelta(days=days))
    assert Notice.objects.filter(recipient=cast.officer).count() == 2


def test_what_is_renewed_is_told_of_no_more_unless_that_is_withdrawn(cast: Cast) -> None:
    letter = appoint(cast.officer, cast.school, TODAY() - timedelta(days=400), ends_on=TODAY() + timedelta(days=50))
    first = letter.ends_on + timedelta(days=1)
    next_one = Appointment(starts_on=first, ends_on=first + timedelta(days=500), trained_hours=8)
    renewed = renew_appointment(by=cast.officer, appointment=letter, successor=next_one)

    assert remind_of_expiry(at=timezone.now()) == 0
    withdraw_appointment(by=cast.officer, appointment=renewed, text="另定")
    assert remind_of_expiry(at=timezone.now()) == 3


def test_reminding_asks_as_often_for_many(cast: Cast) -> None:
    asked = []
    for school in (cast.school, cast.other_school):
        appoint(cast.officer, school, TODAY() - timedelta(days=400), ends_on=TODAY() + timedelta(days=50))
        with CaptureQueriesContext(connection) as queries:
            remind_of_expiry(at=timezone.now())
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize(("moment", "expected"), [("2026-11-23 07:59", 0), ("2026-11-23 08:00", 3)])
def test_people_are_told_from_eight_on_and_once_a_day(cast: Cast, moment: str, expected: int) -> None:
    with travel(at(moment), tick=False):
        appoint(cast.officer, cast.school, ends_on=TODAY() + timedelta(days=20))
        Notice.objects.all().delete()
        remind_expiry()
        remind_expiry()
        assert Notice.objects.count() == expected
