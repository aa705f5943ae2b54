"""What the work with schools asks of a user now: each kind of user in one query, whatever waits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BooleanField, CharField, ExpressionWrapper, F, Q, QuerySet, Value
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy, pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from campus_safety.dashboard.asks_registry import Ask, register
from campus_safety.local_days import local_day
from outreach.models import ActivitySchool, Appointment, Call, EventCover, Opinion, Tip
from outreach.permissions import is_of_station
from outreach.states.appointments import AppointmentState
from outreach.states.opinions import OpinionState

MOST, LONGEST_NAME = 20, 40
# An event is shown to its officers from the day before, an opinion from two days before it is to be answered.
EVENT_AHEAD, ANSWER_AHEAD = timedelta(hours=24), timedelta(days=2)
# What took place longer ago nobody is asked about any more.
ASKED_FOR = timedelta(days=60)
Rows = QuerySet[Any, tuple[str, int, str, bool]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of ask: its title (with `%(name)s`), its line, the page that settles it, and the verb."""

    title: str | Promise
    line: str | Promise
    url_name: str
    action: str | Promise


OF_PRINCIPALS: Mapping[str, Kind] = {
    "letter": Kind(
        gettext_lazy("Issue the letter of appointment: %(name)s"),
        gettext_lazy("proposed by the station as legal vice-principal"),
        "outreach:appointment",
        gettext_lazy("Look at it"),
    ),
    "activity": Kind(
        gettext_lazy("Was it so? %(name)s"),
        gettext_lazy("an activity with your school"),
        "outreach:activity",
        gettext_lazy("Confirm it"),
    ),
    "answer": Kind(
        gettext_lazy("The station has answered: %(name)s"),
        gettext_lazy("say whether you are satisfied"),
        "outreach:opinion",
        gettext_lazy("Read it"),
    ),
    "cover": Kind(
        gettext_lazy("How did it go? %(name)s"),
        gettext_lazy("police were at your event"),
        "outreach:cover_rate",
        gettext_lazy("Say so"),
    ),
}
OF_OFFICERS: Mapping[str, Kind] = {
    "event": Kind(
        gettext_lazy("Event cover: %(name)s"),
        gettext_lazy("you are assigned; start the outing for it"),
        "outreach:cover",
        gettext_lazy("Look at it"),
    ),
    "opinion": Kind(
        gettext_lazy("Answer a school: %(name)s"),
        gettext_lazy("an opinion that is to be answered"),
        "outreach:opinion",
        pgettext_lazy("opinion", "Answer"),
    ),
    "tip": Kind(
        gettext_lazy("Tip: %(name)s"),
        gettext_lazy("you are in charge of it"),
        "outreach:tip",
        gettext_lazy("See to it"),
    ),
    "call": Kind(
        gettext_lazy("Follow up a call: %(name)s"),
        gettext_lazy("you took it"),
        "outreach:call",
        gettext_lazy("See to it"),
    ),
}


def waiting_for_principal(user: User, at: datetime) -> Iterator[Ask]:
    """Letters to issue, activities to confirm, answers to judge, events to say how they went. One query."""
    if not is_principal(user):
        return
    since, today = at - ASKED_FOR, local_day(at)
    letters = Appointment.objects.visible_to(user).filter(state=AppointmentState.PROPOSED, ends_on__gte=today)
    activities = ActivitySchool.objects.visible_to(user).unanswered().filter(activity__starts_at__gt=since)
    answers = Opinion.objects.visible_to(user).filter(state=OpinionState.ANSWERED, answered_at__gt=since)
    covers = EventCover.objects.visible_to(user).covered().filter(ends_at__gt=since, ends_at__lt=at, school_mark=None)
    rows = _rows("letter", letters, "officer__name").union(
        _rows("activity", activities, "activity__title", pk="activity_id"),
        _rows("answer", answers, "text"),
        _rows("cover", covers, "title"),
        all=True,
    )
    yield from _asks(rows, OF_PRINCIPALS)


def waiting_for_officer(user: User, at: datetime) -> Iterator[Ask]:
    """Events within a day, opinions to answer within two, tips in charge, calls to follow up. One query."""
    if not is_of_station(user) or user.unit_id is None:
        return
    today = local_day(at)
    events = EventCover.objects.visible_to(user).coming(at)
    soon = events.filter(officers=user, starts_at__lt=at + EVENT_AHEAD, outings=None)
    opinions = Opinion.objects.unanswered().filter(unit_id=user.unit_id, due_on__lte=today + ANSWER_AHEAD)
    rows = _rows("event", soon, "title").union(
        _rows("opinion", opinions, "text", is_late=Q(due_on__lt=today)),
        _rows("tip", Tip.objects.visible_to(user).in_hand().filter(lead=user), "text"),
        _rows("call", Call.objects.visible_to(user).to_follow_up().filter(taken_by=user), "text"),
        all=True,
    )
    yield from _asks(rows, OF_OFFICERS)


def _rows(kind: str, found: QuerySet[Any], name: str, *, pk: str = "pk", is_late: Q | None = None) -> Rows:
    """(kind, key of the row whose page settles it, its name, whether it is late)."""
    late = ExpressionWrapper(is_late or Value(value=False), BooleanField())
    told = found.order_by().annotate(ask_kind=Value(kind, CharField()), ask_name=F(name), ask_is_late=late)
    rows: Rows = told.values_list("ask_kind", pk, "ask_name", "ask_is_late")
    return rows


def _asks(rows: Rows, kinds: Mapping[str, Kind]) -> Iterator[Ask]:
    places = list(kinds)
    # Sorted here: where only one kind is left of a union, PostgreSQL would be asked to sort by a constant.
    for key, pk, name, is_late in sorted(rows, key=lambda row: (not row[3], places.index(row[0])))[:MOST]:
        kind = kinds[key]
        yield Ask(
            title=str(kind.title) % {"name": Truncator(name).chars(LONGEST_NAME)},
            line=kind.line,
            url=reverse(kind.url_name, args=[pk]),
            action=kind.action,
            is_late=is_late,
        )


register("outreach.waiting_for_principal", waiting_for_principal)
register("outreach.waiting_for_officer", waiting_for_officer)
