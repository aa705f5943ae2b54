"""What has become of a duty, in the order of time: its ladder as its page shows it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from patrols.models import Duty
from patrols.states import DutyState


@dataclass(frozen=True, slots=True)
class Rung:
    """One step that was taken: when, what, and what there is to add ("" for nothing)."""

    at: datetime
    words: str
    more: str = ""


def rungs_of(duty: Duty) -> list[Rung]:
    """The steps taken, and the visit. The duty brings `handed_to` and `acknowledged_by`."""
    return sorted(_rungs(duty), key=lambda rung: rung.at)


def _rungs(duty: Duty) -> Iterator[Rung]:
    if duty.reminded_at:
        yield Rung(duty.reminded_at, pgettext("duty", "Reminded"))
    if duty.warned_at:
        yield Rung(duty.warned_at, pgettext("duty", "Warned"), _("Nobody had come yet."))
    if duty.closed_at and (duty.state == DutyState.MISSED or (duty.visited_at and duty.visited_at > duty.closed_at)):
        yield Rung(duty.closed_at, pgettext("duty", "Missed"), _("The window was over."))
    if duty.handed_over_at:
        yield Rung(duty.handed_over_at, _("Handed over to the substitute"), str(duty.handed_to))
    if duty.visited_at:
        yield Rung(duty.visited_at, pgettext("duty", "Visited"))
    if duty.acknowledged_at:
        words = _("%(name)s took note of it") % {"name": duty.acknowledged_by}
        yield Rung(duty.acknowledged_at, words, duty.comment)
