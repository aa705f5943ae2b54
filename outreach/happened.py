"""What of the work with a school enters its timeline."""

from datetime import datetime
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from outreach.models import Activity, Appointment, AppointmentStep, EventCover
from outreach.states.activities import TOOK_PLACE
from outreach.states.appointments import AppointmentState
from schools.models import School
from schools.timeline_registry import Batch, Event, batch_of

# What it is, the key of the row whose page shows it, when, its name, its kind or state.
Rows = QuerySet[Any, tuple[str, int, datetime, str, str]]


def with_school(school: School, user: User, before: datetime, limit: int) -> Batch:
    """Activities that took place, letters that were issued and events that were covered: one query."""
    seen = Activity.objects.visible_to(user).filter(schools=school, state__in=TOOK_PLACE)
    activities = seen.filter(starts_at__lt=before)
    covers = EventCover.objects.visible_to(user).filter(school=school, starts_at__lt=before).covered()
    appointments = Appointment.objects.visible_to(user).filter(school=school)
    issued = AppointmentStep.objects.filter(appointment__in=appointments, after=AppointmentState.ISSUED, at__lt=before)
    rows = _rows("activity", activities, "starts_at", "title", "kind").union(
        _rows("cover", covers, "starts_at", "title", "state"),
        _rows("letter", issued, "at", "appointment__officer__name", "appointment__title", pk="appointment_id"),
        all=True,
    )
    return batch_of(map(_event, rows.order_by("-event_at")[: limit + 1]), limit)


def _rows(what: str, found: QuerySet[Any], at: str, name: str, kind: str, *, pk: str = "pk") -> Rows:
    told = found.order_by().annotate(
        event_what=Value(what, CharField()), event_at=F(at), event_name=F(name), event_kind=F(kind)
    )
    rows: Rows = told.values_list("event_what", pk, "event_at", "event_name", "event_kind")
    return rows


def _event(row: tuple[str, int, datetime, str, str]) -> Event:
    what, pk, at, name, kind = row
    if what == "activity":
        title = str(Activity.Kind(kind).label)
        return Event(at=at, title=title, line=name, url=reverse("outreach:activity", args=[pk]))
    if what == "cover":
        return Event(at=at, title=_("Event covered"), line=name, url=reverse("outreach:cover", args=[pk]))
    title = _("Letter of appointment issued")
    return Event(at=at, title=title, line=name, url=reverse("outreach:appointment", args=[pk]))
