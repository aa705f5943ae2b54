"""Duties: made ahead, closed when their window is over, cancelled with a reason."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.author import current_author
from campus_safety.audit.trail import Action, entry, record
from campus_safety.statistics.actions import mark_months_stale
from patrols.models import Duty, DutyWindow, PatrolPoint
from patrols.states import DutyState, duty_may_become, duty_states_before

DAYS_AHEAD = 14
BATCH = 500


@transaction.atomic
def make_duties(
    *, first: date, until: date, points: Iterable[PatrolPoint] | None = None, not_before: datetime | None = None
) -> int:
    """Make the duties of every day from `first` to `until` (both included), from points × windows × weekdays.

    With `not_before` none is made whose window is over by then: nobody can be late for what was asked for afterwards.
    The same call again makes none. Open duties that have not begun and that no window asks for any more are taken back,
    each with an entry on the trail; what was made is told once for each unit. Returns how many were made.
    """
    windows = DutyWindow.objects.in_force_between(first, until).select_related("point")
    open_duties = (
        Duty.objects.select_for_update(of=("self",))
        .select_related("point")
        .filter(on__range=(first, until), state=DutyState.OPEN, starts_at__gt=timezone.now())
    )
    if points is not None:
        windows, open_duties = windows.filter(point__in=points), open_duties.filter(point__in=points)
    wanted = {(duty.window_id, duty.on): duty for window in windows for duty in _duties_of(window, first, until)}
    outdated = [duty for duty in open_duties if not _is_wanted(duty, wanted.get((duty.window_id, duty.on)))]
    _take_back(outdated)
    known = set(Duty.objects.filter(window__in=windows, on__range=(first, until)).values_list("window_id", "on"))
    ahead = [duty for key, duty in wanted.items() if key not in known]
    ahead = [duty for duty in ahead if not_before is None or duty.ends_at > not_before]
    Duty.objects.bulk_create(ahead, ignore_conflicts=True, batch_size=BATCH)
    _tell_made(ahead, f"{first} – {until}")
    return len(ahead)


def _take_back(duties: Sequence[Duty]) -> None:
    changes = {"state": (DutyState.OPEN.value, None)}
    author = current_author().user
    record(*(entry(duty, action=Action.DELETE, changes=changes, actor=author) for duty in duties))
    Duty.objects.filter(pk__in=[duty.pk for duty in duties]).delete()


def _tell_made(duties: Sequence[Duty], span: str) -> None:
    numbers = Counter(duty.unit_id for duty in duties)
    units, author = Unit.objects.filter(pk__in=numbers).order_by("pk"), current_author().user
    told = [(unit, {"duties_made": (None, f"{numbers[unit.pk]} ({span})")}) for unit in units]
    record(*(entry(unit, action=Action.UPDATE, changes=changes, actor=author) for unit, changes in told))


def _duties_of(window: DutyWindow, first: date, until: date) -> Iterator[Duty]:
    point = window.point
    starts = (first, point.in_force_from, window.in_force_from or first)
    ends = (until, point.in_force_until or until, window.in_force_until or until)
    day, last = max(starts), min(ends)
    while day <= last:
        if str(day.isoweekday()) in window.weekdays:
            yield Duty(
                unit_id=point.unit_id,
                point=point,
                window=window,
                on=day,
                starts_at=_local(day, window.starts_at),
                ends_at=_local(day, window.ends_at),
            )
        day += timedelta(days=1)


def _local(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock), timezone.get_default_timezone())


def _is_wanted(duty: Duty, wanted: Duty | None) -> bool:
    return wanted is not None and (duty.starts_at, duty.ends_at) == (wanted.starts_at, wanted.ends_at)


def close_duties(*, at: datetime) -> int:
    """Take note of every window that is over at `at`: open duties become missed. Returns how many were missed.

    Each duty is claimed by one conditional update, so that two workers close it once.
    """
    missed = 0
    while batch := list(Duty.objects.to_close(at).select_related("point").order_by("ends_at")[:BATCH]):
        missed += _close(batch, at)
    return missed


@transaction.atomic
def _close(batch: list[Duty], at: datetime) -> int:
    pks = [duty.pk for duty in batch]
    ours = Duty.objects.select_for_update().filter(pk__in=pks, closed_at=None)
    unseen = set(ours.filter(state__in=duty_states_before(DutyState.MISSED)).values_list("pk", flat=True))
    Duty.objects.filter(pk__in=unseen).update(state=DutyState.MISSED)
    Duty.objects.filter(pk__in=pks, closed_at=None).update(closed_at=at)
    changes = {"state": (DutyState.OPEN.value, DutyState.MISSED.value)}
    record(*(entry(duty, action=Action.UPDATE, changes=changes, actor=None) for duty in batch if duty.pk in unseen))
    for unit_id in sorted({duty.unit_id for duty in batch}):  # marks are taken in the order of their keys
        mark_months_stale(unit_ids=[unit_id], moments=[duty.starts_at for duty in batch if duty.unit_id == unit_id])
    return len(unseen)


@transaction.atomic
def cancel_duty(*, by: User, duty: Duty, reason: str) -> None:
    """Take an open duty out of the count, with a reason.

    Raises ValidationError if it is no longer open or the reason is empty.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the duty is cancelled.")})
    if not duty_may_become(duty.state, DutyState.CANCELLED):
        raise ValidationError({"reason": _("Only an open duty can be cancelled.")})
    before = duty_states_before(DutyState.CANCELLED)
    moved = Duty.objects.filter(pk=duty.pk, state__in=before).update(state=DutyState.CANCELLED, reason=reason.strip())
    if not moved:
        raise ValidationError({"reason": _("Only an open duty can be cancelled.")})
    changes = {"state": (duty.state, DutyState.CANCELLED.value), "reason": (None, reason.strip())}
    record(entry(duty, action=Action.UPDATE, changes=changes, actor=by))
    mark_months_stale(unit_ids=[duty.unit_id], moments=[duty.starts_at])
