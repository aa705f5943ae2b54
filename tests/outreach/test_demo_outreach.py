"""The demonstration's work with schools: the story's as it tells it, and invented rows that every part can show."""

from collections import Counter
from datetime import date

import pytest
import time_machine
from auditlog.models import LogEntry
from django.test import Client

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day
from outreach.demo.filling import fill_outreach
from outreach.models import Activity, Appointment, AppointmentStep, EventCover, FeedbackAnswer, Opinion, Tip
from outreach.states.appointments import Standing, appointment_may_become
from outreach.states.covers import CoverState
from tests.patrols.demonstration import NOW, SEED
from tests.schools.demo.conftest import ground

__all__ = ["ground"]
pytestmark = pytest.mark.once

TODAY = local_day(NOW)
LISTS = ("", "appointments/", "activities/", "covers/", "opinions/", "disputes/", "feedback/", "calls/", "tips/")


def fill(seed: int = SEED) -> int:
    """Fill the work with schools; how many moments that makes."""
    with time_machine.travel(NOW, tick=False):
        return len(list(fill_outreach(seed, NOW)))


@pytest.fixture
def filled(ground: None) -> None:
    """The work with schools, as it was filled."""
    fill()


def test_fourteen_kindergartens_have_a_legal_vice_principal_from_one_day(filled: None) -> None:
    first = Appointment.objects.filter(starts_on=date(2018, 6, 27))

    assert first.count() == 14
    assert set(first.values_list("title", flat=True)) == {"legal_kindergarten"}
    assert len(set(first.values_list("officer", flat=True))) == 14
    assert first.get(serial=1).school.name == "三峡幼儿园"


def test_the_activities_of_the_story_are_as_it_tells_them(filled: None) -> None:
    told = {
        (local_day(each.starts_at), each.kind, each.children, each.schools.get().name)
        for each in Activity.objects.filter(starts_at__year=2018)
    }

    assert told == {
        (date(2018, 5, 15), "open_day", 30, "金色阳光幼儿园"),
        (date(2018, 5, 23), "contact_cards", 0, "三峡幼儿园"),
        (date(2018, 6, 4), "drill", 0, "隆鑫大地幼儿园"),
    }
    assert "盾牌" in Activity.objects.get(kind="drill", starts_at__year=2018).tools


def test_appointments_stand_in_every_way(filled: None) -> None:
    standings = Counter(each.standing(TODAY) for each in Appointment.objects.all())

    assert {Standing.PROPOSED, Standing.ACTIVE, Standing.ENDED} <= set(standings)
    assert Appointment.objects.all().running_out(TODAY, date(2027, 1, 31)).exists()


def test_no_officer_serves_at_a_third_school(filled: None) -> None:
    serving = [
        each for each in Appointment.objects.all() if each.standing(TODAY) in {Standing.ACTIVE, Standing.PROPOSED}
    ]

    assert max(Counter(each.officer_id for each in serving).values()) <= 2


def test_every_part_has_something_in_each_state(filled: None) -> None:
    assert set(Activity.objects.values_list("state", flat=True)) == {"planned", "held", "confirmed", "cancelled"}
    assert set(EventCover.objects.values_list("state", flat=True)) == {"requested", "approved", "declined"}
    assert set(Opinion.objects.values_list("state", flat=True)) == {"open", "answered", "settled"}
    assert set(Tip.objects.values_list("state", flat=True)) == {"new", "worked_on", "closed"}
    assert Opinion.objects.overdue(TODAY).exists()
    assert sorted(Counter(FeedbackAnswer.objects.values_list("form", flat=True)).values()) == [4, 6]


def test_the_event_that_was_covered_has_its_outing(filled: None) -> None:
    covered = EventCover.objects.all().covered().get()

    assert covered.state == CoverState.APPROVED
    assert covered.outings.get().outing.kind == "event_cover"
    assert covered.point is not None
    assert not covered.point.is_published


def test_every_step_of_an_appointment_may_follow_the_one_before(filled: None) -> None:
    steps = AppointmentStep.objects.exclude(before="").values_list("before", "after").distinct()

    assert all(appointment_may_become(before, after) for before, after in steps)


def test_what_is_written_is_on_the_trail_and_marked(filled: None) -> None:
    rows = LogEntry.objects.filter(content_type__app_label="outreach", content_type__model="appointment")

    assert rows.count() == AppointmentStep.objects.count()
    assert all(row.additional_data == {"demonstration": True} for row in rows)


def test_filling_again_changes_nothing(filled: None) -> None:
    number = Activity.objects.count()

    assert fill() == fill(SEED + 1) == 0
    assert Activity.objects.count() == number


@pytest.mark.parametrize("path", LISTS)
def test_the_pages_of_the_demonstration_are_not_empty(filled: None, client: Client, path: str) -> None:
    client.force_login(User.objects.get(username="commander"))

    with time_machine.travel(NOW, tick=False):
        answer = client.get(f"/outreach/{path}")

    assert answer.status_code == 200
    assert 'class="register' in answer.content.decode()
