"""The ladder: the steps of duties whose time has come, taken in claims, so that two workers share them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, Case, F, When
from django.utils import timezone

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.trail import Action, Changes, entry, record
from campus_safety.local_days import local_day
from campus_safety.notices.actions import write_notices
from campus_safety.statistics.actions.marks import mark_months_stale
from patrols.ladder import Outcome, outcome_of, step_after
from patrols.models import Duty
from patrols.on_duty import Substitutes, substitutes_of
from patrols.states import DutyState
from patrols.step_notices import drafts_of

CLAIM = 500
# What a claim reads, in one query: the other columns of many wide rows take their time.
COLUMNS = (
    "on", "starts_at", "ends_at", "state", "next_step_at", "reminded_at", "warned_at", "closed_at", "window_id",
    "point__code", "point__name", "unit__code", "unit__name",
)  # fmt: skip
CLOSING = {Outcome.CLOSED, Outcome.MISSED, Outcome.HANDED_OVER}


@dataclass(frozen=True, slots=True)
class Taken:
    """What one claim came to: how many duties it had, how many of each outcome, and how many notices were new."""

    claimed: int = 0
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    notices: int = 0


@transaction.atomic
def take_steps(*, at: datetime, limit: int = CLAIM) -> Taken:
    """Take the step that is due at `at` of up to `limit` duties: remind, warn or close; of several only the last.

    The times on the duties, the trail, the notices and the marks on months are written in the transaction that claimed
    the duties: a worker that is killed leaves all of it to the next. Call it again until nothing is claimed.
    """
    claimed = _claim(at, limit)
    if not claimed:
        return Taken()
    decided, substitutes = _decide(claimed, at)
    for outcome, duties in decided.items():
        _write_times(outcome, duties, substitutes, at)
    _leave_trail(decided, substitutes)
    notices = write_notices(drafts=drafts_of(decided, substitutes, at), at=at)
    closed = [duty for outcome, duties in decided.items() if outcome in CLOSING for duty in duties]
    mark_months_stale(unit_ids={duty.unit_id for duty in closed}, moments=[duty.starts_at for duty in closed])
    return Taken(len(claimed), {outcome: len(duties) for outcome, duties in decided.items()}, notices)


def _claim(at: datetime, limit: int) -> list[Duty]:
    """The duties whose step is due, the longest waiting first, locked until the end; those that another has are left.

    A full claim leaves its last unit's to the next one: what goes to one officer in one message stays together.
    """
    due = Duty.objects.step_due(at).select_related("point", "unit").only(*COLUMNS).order_by("next_step_at", "unit_id")
    claimed = list(due.select_for_update(of=("self",), skip_locked=True, no_key=True)[:limit])
    if len(claimed) == limit:
        last = claimed[-1]
        whole = [duty for duty in claimed if (duty.next_step_at, duty.unit_id) != (last.next_step_at, last.unit_id)]
        claimed = whole or claimed
    return claimed


def _decide(claimed: Sequence[Duty], at: datetime) -> tuple[Mapping[Outcome, list[Duty]], Substitutes]:
    """The duties by outcome, and who steps in. Nobody is sent to what was missed on a day that is over."""
    outcomes = {duty: outcome_of(duty, at) for duty in claimed}
    missed = [duty for duty, outcome in outcomes.items() if outcome == Outcome.MISSED and duty.on == local_day(at)]
    substitutes = substitutes_of(missed) if missed else {}
    outcomes |= {duty: Outcome.HANDED_OVER for duty in missed if (duty.unit_id, duty.on) in substitutes}
    decided: defaultdict[Outcome, list[Duty]] = defaultdict(list)
    for duty, outcome in outcomes.items():
        decided[outcome].append(duty)
    return decided, substitutes


def _write_times(outcome: Outcome, duties: Sequence[Duty], substitutes: Substitutes, at: datetime) -> None:
    """One statement for all duties whose next step is equally long before the end of their windows."""
    changes = _changes(outcome, substitutes, at)
    alike: defaultdict[timedelta | None, list[int]] = defaultdict(list)
    for duty in duties:
        following = step_after(duty.starts_at, duty.ends_at, duty.on, at)
        alike[None if following is None else duty.ends_at - following].append(duty.pk)
    for before_end, pks in alike.items():
        next_step_at = None if before_end is None else F("ends_at") - before_end
        Duty.objects.filter(pk__in=pks).update(next_step_at=next_step_at, **changes)


def _changes(outcome: Outcome, substitutes: Substitutes, at: datetime) -> dict[str, Any]:
    handed_to = [When(unit=unit, on=on, then=officer) for (unit, on), officer in substitutes.items()]
    missed = {"closed_at": at, "state": DutyState.MISSED}
    match outcome:
        case Outcome.REMINDED:
            return {"reminded_at": at}
        case Outcome.WARNED:
            return {"warned_at": at}
        case Outcome.CLOSED:
            return {"closed_at": at}
        case Outcome.MISSED:
            return missed
        case Outcome.HANDED_OVER:
            return missed | {"handed_over_at": at, "handed_to": Case(*handed_to, output_field=BigIntegerField())}
    return {}


def _leave_trail(decided: Mapping[Outcome, Sequence[Duty]], substitutes: Substitutes) -> None:
    """One entry for each unit, which names what was missed there and who was sent: one for each duty is dear."""
    missed: defaultdict[Unit, list[str]] = defaultdict(list)
    for duty in [*decided.get(Outcome.MISSED, ()), *decided.get(Outcome.HANDED_OVER, ())]:
        missed[duty.unit].append(f"{duty.point.code} {timezone.localtime(duty.starts_at):%Y-%m-%d %H:%M}")
    officers = User.objects.in_bulk(set(substitutes.values())) if substitutes else {}
    sent: dict[int, Changes] = {
        unit: {"handed_to": (None, officers[officer])} for (unit, _on), officer in substitutes.items()
    }
    told = [
        (unit, {"duties_missed": (None, ", ".join(sorted(duties)))} | sent.get(unit.pk, {}))
        for unit, duties in missed.items()
    ]
    record(*(entry(unit, action=Action.UPDATE, changes=changes, actor=None) for unit, changes in told))
