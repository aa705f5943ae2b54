"""Who comes on duty after the ladder's reminder is reminded at once."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from campus_safety.local_days import local_day, midnight
from campus_safety.notices.actions import write_notices
from campus_safety.notices.models import Notice
from patrols.models import Duty, RosterEntry
from patrols.notice_kinds import REMINDER
from patrols.on_duty import officers_on_duty
from patrols.roster.planned import Slot, slot_of
from patrols.states import DutyState
from patrols.step_notices import reminders_of

A_DAY = timedelta(days=1)


def remind_newcomers(*, entries: Iterable[RosterEntry], at: datetime) -> int:
    """Remind who is on duty where these entries stand and has not been, of what was reminded of and is not over.

    Whoever writes the roster calls it, in the transaction that holds the roster and has written the entries. Returns
    how many notices were new. A constant number of queries; none for entries after tomorrow.
    """
    tomorrow = local_day(at) + A_DAY  # a window soon after midnight is reminded of on the day before
    duties = _reminded({slot_of(entry) for entry in entries if entry.on <= tomorrow}, at)
    if not duties:
        return 0
    on_duty = officers_on_duty(duties)
    told = _told(set().union(*on_duty.values()), duties)
    missing = {duty: [who for who in on_duty[duty.pk] if (who, duty.pk) not in told] for duty in duties}
    return write_notices(drafts=reminders_of(missing), at=at)


def _reminded(slots: Collection[Slot], at: datetime) -> list[Duty]:
    """The duties of these slots that are open, not over, and have had their reminder; locked.

    All open ones are locked before it is read who was reminded: a worker that reminds them in this moment has not seen
    the new entries and is waited for; one that comes later sees them.
    """
    if not slots:
        return []
    windows, days = zip(*slots, strict=True)
    ours = Duty.objects.filter(window__in=set(windows), on__in=set(days), state=DutyState.OPEN, ends_at__gt=at)
    locked = ours.select_related("point", "unit").select_for_update(of=("self",), no_key=True).order_by("pk")
    return [duty for duty in locked if slot_of(duty) in slots and duty.reminded_at is not None]


def _told(officers: Collection[int], duties: Collection[Duty]) -> set[tuple[int, int]]:
    """(officer id, duty id) of the reminders that these officers have got since the day before the first duty."""
    since = midnight(min(duty.on for duty in duties) - A_DAY)
    reminders = Notice.objects.filter(recipient__in=officers, kind=REMINDER, made_at__gte=since, data__note="")
    rows = reminders.order_by().values_list("recipient_id", "data__duties")
    # Reminders of the release before this one do not say of which duties they are.
    return {(officer, duty) for officer, of_round in rows for duty in of_round or ()}
