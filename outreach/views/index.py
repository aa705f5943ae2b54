"""The way in to the work with schools: what waits in each part of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from outreach.models import Activity, Appointment, Call, Dispute, EventCover, FeedbackRound, Opinion, Tip
from outreach.permissions import is_of_station
from outreach.states.appointments import AppointmentState
from outreach.states.covers import CoverState
from outreach.states.opinions import DISPUTE_IN_HAND, OpinionState
from outreach.states.tips import TipState

RUNS_OUT_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that waits: in words, by which filters its list shows it, and how much of it there is (one query)."""

    label: str | Promise
    query: Mapping[str, str | Sequence[str]]
    count: Callable[[User, date], int]
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name, the name of its list's address, what it is for, what waits there."""

    label: str | Promise
    url_name: str
    text: str | Promise
    waits: tuple[Wait, ...]


def _running_out(user: User, today: date) -> int:
    return Appointment.objects.visible_to(user).running_out(today, today + RUNS_OUT_WITHIN).count()


PARTS = (
    Part(
        gettext_lazy("Event cover"),
        "outreach:covers",
        gettext_lazy("Police at events of schools, asked for beforehand."),
        (
            Wait(
                pgettext_lazy("event covers", "to be decided"),
                {"state": CoverState.REQUESTED},
                lambda user, _today: EventCover.objects.visible_to(user).undecided().count(),
            ),
        ),
    ),
    Part(
        gettext_lazy("Opinions"),
        "outreach:opinions",
        gettext_lazy("What schools ask for or complain of, and what they were answered."),
        (
            Wait(
                pgettext_lazy("opinions", "overdue"),
                {"overdue": "1"},
                lambda user, today: Opinion.objects.visible_to(user).overdue(today).count(),
                is_late=True,
            ),
            Wait(
                pgettext_lazy("opinions", "to be answered"),
                {"state": OpinionState.OPEN},
                lambda user, _today: Opinion.objects.visible_to(user).unanswered().count(),
            ),
        ),
    ),
    Part(
        gettext_lazy("Tips"),
        "outreach:tips",
        gettext_lazy("What people tell without giving a name, and how it went on."),
        (
            Wait(
                pgettext_lazy("tips", "new"),
                {"state": TipState.NEW},
                lambda user, _today: Tip.objects.visible_to(user).filter(state=TipState.NEW).count(),
            ),
        ),
    ),
    Part(
        gettext_lazy("Hotline log"),
        "outreach:calls",
        gettext_lazy("Who rang about what, and what became of it."),
        (
            Wait(
                pgettext_lazy("calls", "to be followed up"),
                {"waiting": "1"},
                lambda user, _today: Call.objects.visible_to(user).to_follow_up().count(),
            ),
        ),
    ),
    Part(
        gettext_lazy("Disputes"),
        "outreach:disputes",
        gettext_lazy("Conflicts that touch a school, from being found to their end."),
        (
            Wait(
                pgettext_lazy("disputes", "in hand"),
                {"state": DISPUTE_IN_HAND},
                lambda user, _today: Dispute.objects.visible_to(user).in_hand().count(),
            ),
        ),
    ),
    Part(
        gettext_lazy("Appointments"),
        "outreach:appointments",
        gettext_lazy("Officers as legal vice-principals, their letters and their hours."),
        (
            Wait(pgettext_lazy("appointments", "run out within 60 days"), {"expiring": "60"}, _running_out),
            Wait(
                pgettext_lazy("appointments", "proposed"),
                {"standing": AppointmentState.PROPOSED},
                lambda user, _today: (
                    Appointment.objects.visible_to(user).filter(state=AppointmentState.PROPOSED).count()
                ),
            ),
        ),
    ),
    Part(
        gettext_lazy("Activities"),
        "outreach:activities",
        gettext_lazy("Visits, lectures, drills and open days, with who took part and what came of it."),
        (
            Wait(
                pgettext_lazy("activities", "planned"),
                {"state": "planned"},
                lambda user, _today: Activity.objects.visible_to(user).planned().count(),
            ),
        ),
    ),
    Part(
        gettext_lazy("Feedback"),
        "outreach:feedback_rounds",
        gettext_lazy("What heads, staff, students and parents think of it, without their names."),
        (
            Wait(
                pgettext_lazy("feedback", "open now"),
                {"stage": "open"},
                lambda user, today: FeedbackRound.objects.visible_to(user).open_on(today).count(),
            ),
        ),
    ),
)


@require_safe
@allowed(is_of_station)
def index(request: HttpRequest) -> HttpResponse:
    """Every part with what waits there: one query for each of what may wait."""
    user, today = signed_in(request), timezone.localdate()
    parts = [{"part": part, "url": reverse(part.url_name), "waits": list(_waits(part, user, today))} for part in PARTS]
    return render(request, "outreach/index.html", {"parts": parts})


def _waits(part: Part, user: User, today: date) -> Iterator[dict[str, Any]]:
    """What waits of a part, with its number and the address of its rows; nothing where there is none of it."""
    for wait in part.waits:
        if number := wait.count(user, today):
            yield {
                "wait": wait,
                "number": number,
                "url": f"{reverse(part.url_name)}?{urlencode(wait.query, doseq=True)}",
            }
