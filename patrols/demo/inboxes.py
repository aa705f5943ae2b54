"""The inboxes of the demonstration: what the ladder will have told people in its last days, as the worker writes it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import F

from campus_safety.notices.actions import write_notices
from campus_safety.notices.models import Notice
from patrols.ladder import Outcome
from patrols.models import Duty
from patrols.states import DutyState
from patrols.step_notices import drafts_of

REACH, A_DAY = timedelta(days=3), timedelta(days=1)
READ_AFTER = timedelta(minutes=10)


def fill_inboxes(duties: Iterable[Duty], now: datetime) -> int:
    """Write the notices of the steps that these duties took in the last three days; older ones are read."""
    taken: defaultdict[datetime, defaultdict[Outcome, list[Duty]]] = defaultdict(lambda: defaultdict(list))
    for duty in duties:
        for moment, outcome in _steps_of(duty):
            if now - REACH < moment <= now:
                taken[moment][outcome].append(duty)
    written = 0
    for moment, decided in sorted(taken.items()):
        substitutes = {
            (duty.unit_id, duty.on): duty.handed_to_id
            for duty in decided.get(Outcome.HANDED_OVER, ())
            if duty.handed_to_id is not None
        }
        written += write_notices(drafts=drafts_of(decided, substitutes, moment), at=moment)
    unread = Notice.objects.filter(read_at=None, made_at__lt=now - A_DAY)
    unread.update(read_at=F("made_at") + READ_AFTER)
    return written


def _steps_of(duty: Duty) -> Iterator[tuple[datetime, Outcome]]:
    if duty.reminded_at is not None:
        yield duty.reminded_at, Outcome.REMINDED
    if duty.warned_at is not None:
        yield duty.warned_at, Outcome.WARNED
    if duty.handed_over_at is not None:
        yield duty.handed_over_at, Outcome.HANDED_OVER
    elif duty.state == DutyState.MISSED and duty.closed_at is not None:
        yield duty.closed_at, Outcome.MISSED
