"""Who of a unit has something else to do while an event is on: another event, or a duty by the roster."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.local_days import local_day
from campus_safety.wording import listed
from outreach.models import EventCover
from outreach.states.covers import CoverState
from patrols.models import DutyWindow
from patrols.roster.people import roster_of
from patrols.roster.planned import planned_duties

EVENT_COVER = DutyWindow.Cause.EVENT_COVER


def busy_officers(cover: EventCover) -> dict[int, str]:
    """{officer id: what else they have at that time, in words}. A constant number of queries."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for officer, words in (*_at_events(cover), *_on_duty(cover)):
        if words not in found[officer]:
            found[officer].append(words)
    return {officer: listed(words) for officer, words in found.items()}


def _at_events(cover: EventCover) -> Iterator[tuple[int, str]]:
    others = EventCover.objects.beside(cover).filter(state=CoverState.APPROVED).select_related("school")
    for other in others.prefetch_related("officers"):
        words = _("event of %(school)s %(span)s")
        for officer in other.officers.all():
            yield officer.pk, words % {"school": other.school, "span": _span(other.starts_at, other.ends_at)}


def _on_duty(cover: EventCover) -> Iterator[tuple[int, str]]:
    """By the roster, at any point but those of events: these are told of already."""
    day = local_day(cover.starts_at)
    roster = roster_of(cover.unit, day, day)
    for duty in planned_duties(cover.unit, day, day) if roster.entries else ():
        if duty.starts_at < cover.ends_at and duty.ends_at > cover.starts_at and duty.window.cause != EVENT_COVER:
            for officer in roster.officers(duty):
                yield officer.pk, _("duty %(span)s") % {"span": _span(duty.starts_at, duty.ends_at)}


def _span(starts_at: datetime, ends_at: datetime) -> str:
    begins, ends = (timezone.localtime(moment) for moment in (starts_at, ends_at))
    return f"{begins:%H:%M}–{ends:%H:%M}"
