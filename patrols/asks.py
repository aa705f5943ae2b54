"""What the patrols ask of a user now."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus_safety.accounts.models import User
from campus_safety.dashboard.asks_registry import Ask, register
from campus_safety.local_days import local_day
from campus_safety.wording import listed
from patrols.models import Duty, Outing, Swap
from patrols.on_duty import unmanned
from patrols.permissions import may_go_out, may_keep_roster
from patrols.states import DutyState

LONGEST = timedelta(hours=12)


def outings_left_open(user: User, at: datetime) -> Iterator[Ask]:
    """An outing of the user that has run for more than 12 hours: most likely nobody ended it."""
    if not may_go_out(user):
        return
    for outing in Outing.objects.running_with(user).filter(started_at__lt=at - LONGEST):
        since = date_format(timezone.localtime(outing.started_at), "SHORT_DATETIME_FORMAT")
        yield Ask(
            title=_("An outing has not been ended"),
            line=_("out since %(since)s") % {"since": since},
            url=reverse("patrols:outing_end"),
            action=_("End the outing"),
            is_late=True,
            due_at=outing.started_at + LONGEST,
        )


def handed_over(user: User, at: datetime) -> Iterator[Ask]:
    """What was missed today and handed over to the user, until somebody has been there: one query."""
    if not may_go_out(user):
        return
    waiting = Duty.objects.filter(handed_to=user, on=local_day(at), state=DutyState.MISSED)
    duties = list(waiting.select_related("point").order_by("ends_at", "point__code"))
    if not duties:
        return
    words = ngettext("Go to %(number)s point that was missed", "Go to %(number)s points that were missed", len(duties))
    alone = duties[0].point.code if len(duties) == 1 else ""
    yield Ask(
        title=words % {"number": len(duties)},
        line=listed(f"{duty.point.number} {duty.point.name}" for duty in duties),
        url=reverse("patrols:check_in_at", args=[alone]) if alone else reverse("patrols:today"),
        action=_("Go there now"),
        is_late=True,
        due_at=duties[0].ends_at,
    )


def nobody_on_duty(user: User, at: datetime) -> Iterator[Ask]:
    """Duties of tomorrow in the commander's own unit that nobody is on the roster for: one query."""
    if not may_keep_roster(user) or user.unit is None:
        return
    tomorrow = local_day(at) + timedelta(days=1)
    number = unmanned(Duty.objects.filter(unit=user.unit, on=tomorrow, state=DutyState.OPEN)).count()
    if number:
        words = ngettext(
            "Tomorrow %(number)s duty has nobody on duty", "Tomorrow %(number)s duties have nobody on duty", number
        )
        yield Ask(
            title=words % {"number": number},
            line=date_format(tomorrow, "MONTH_DAY_FORMAT"),
            url=reverse("patrols:roster_day", args=[tomorrow]),
            action=_("Name somebody"),
        )


def swaps_waiting(user: User, at: datetime) -> Iterator[Ask]:
    """Swaps that colleagues ask of the user, until their duties begin."""
    if not may_go_out(user):
        return
    for swap in Swap.objects.waiting(at).filter(asked_of=user).select_related("asked_by").order_by("lapses_at"):
        yield Ask(
            title=_("%(officer)s asks you to swap a duty") % {"officer": swap.asked_by},
            line=swap.given_in_words,
            url=swap.get_absolute_url(),
            action=_("Answer"),
            due_at=swap.lapses_at,
        )


register("patrols.outings_left_open", outings_left_open)
register("patrols.swaps_waiting", swaps_waiting)
register("patrols.handed_over", handed_over)
register("patrols.nobody_on_duty", nobody_on_duty)
