"""The jobs of the work with schools."""

from celery import shared_task
from django.utils import timezone

from campus_safety.jobs.actions import claimed
from outreach.actions.appointment_reminders import remind_of_expiry
from outreach.actions.cover_days import ask_for_marks
from outreach.actions.feedback_ends import tell_of_ends
from outreach.actions.opinions import remind_of_opinions

MORNING = 8


@shared_task(name="outreach.remind_opinions")
def remind_opinions() -> None:
    """Once a day, from eight in the morning on: tell police of opinions that are to be answered soon, or were."""
    now = timezone.localtime()
    if now.hour < MORNING:
        return
    with claimed(job="outreach.remind_opinions", period=now.date().isoformat()) as mine:
        if mine:
            remind_of_opinions(at=now)


@shared_task(name="outreach.remind_expiry")
def remind_expiry() -> None:
    """Once a day, from eight in the morning on: tell of appointments that run out."""
    now = timezone.localtime()
    if now.hour < MORNING:
        return
    with claimed(job="outreach.remind_expiry", period=now.date().isoformat()) as mine:
        if mine:
            remind_of_expiry(at=now)


@shared_task(name="outreach.ask_for_marks")
def ask_for_marks_of_covers() -> None:
    """Every ten minutes: ask both sides how an event went that is over; each is asked once."""
    ask_for_marks(at=timezone.now())


@shared_task(name="outreach.tell_of_feedback")
def tell_of_feedback() -> None:
    """Once a day, from eight in the morning on: tell of rounds of feedback that are over."""
    now = timezone.localtime()
    if now.hour < MORNING:
        return
    with claimed(job="outreach.tell_of_feedback", period=now.date().isoformat()) as mine:
        if mine:
            tell_of_ends(at=now)
