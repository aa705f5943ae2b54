"""What of the work with a school enters its timeline."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from outreach.models import Activity, ActivitySchool, Appointment, AppointmentStep, CoverOuting, EventCover
from outreach.states.appointments import AppointmentState
from outreach.states.covers import CoverState
from schools.models import School
from schools.timeline_registry import Batch, Event, batch_of


def activities(school: School, user: User, before: datetime, limit: int) -> Batch:
    """The activities with the school that took place. One query, read from the index of the unit's months."""
    with_school = ActivitySchool.objects.visible_to(user).filter(activity=OuterRef("pk"), school=school)
    held = Activity.objects.took_place().filter(Exists(with_school), unit_id=school.unit_id, starts_at__lt=before)
    return batch_of(map(_held, held.order_by("-starts_at")[: limit + 1]), limit)


def _held(activity: Activity) -> Event:
    title, url = str(activity.get_kind_display()), activity.get_absolute_url()
    return Event(at=activity.starts_at, title=title, line=activity.title, url=url)


def covers(school: School, user: User, before: datetime, limit: int) -> Batch:
    """The school's events for which officers went out. One query."""
    seen = EventCover.objects.visible_to(user).filter(school=school, state=CoverState.APPROVED, starts_at__lt=before)
    covered = seen.filter(Exists(CoverOuting.objects.filter(cover=OuterRef("pk"))))
    return batch_of(map(_covered, covered.order_by("-starts_at")[: limit + 1]), limit)


def _covered(cover: EventCover) -> Event:
    return Event(at=cover.starts_at, title=_("Event covered"), line=cover.title, url=cover.get_absolute_url())


def letters(school: School, user: User, before: datetime, limit: int) -> Batch:
    """The letters of appointment that were issued: a handful, so all are read. One query."""
    seen = Appointment.objects.visible_to(user).filter(school=school)
    steps = AppointmentStep.objects.filter(appointment__in=seen, after=AppointmentState.ISSUED, at__lt=before)
    issued = steps.select_related("appointment__officer").order_by()
    return batch_of(map(_issued, sorted(issued, key=lambda step: step.at, reverse=True)), limit)


def _issued(step: AppointmentStep) -> Event:
    appointment = step.appointment
    line, url = str(appointment.officer), appointment.get_absolute_url()
    return Event(at=step.at, title=_("Letter of appointment issued"), line=line, url=url)
