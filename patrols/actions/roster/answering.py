"""Answering a swap, once: accepted, declined, or withdrawn by who asked."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, entry, record
from campus_safety.notices.actions import write_notices
from patrols.actions.roster.asking import refuse_doubles
from patrols.actions.roster.holding import hold_roster
from patrols.actions.roster.reminding import remind_newcomers
from patrols.models import RosterEntry, Swap
from patrols.on_duty import commanders_of
from patrols.roster.people import can_be_on_duty
from patrols.roster.rounds import times_of
from patrols.roster_notices import SWAP_ACCEPTED, SWAP_DECLINED, SWAP_DONE, SWAP_WITHDRAWN, draft_of
from patrols.states import SwapState, swap_states_before


@transaction.atomic
def accept_swap(*, by: User, swap: Swap) -> None:
    """Consent to a swap: the entries change officers, who asked and the commanders are told.

    Raises PermissionDenied for anybody but who was asked; ValidationError if it was answered or withdrawn before, has
    lapsed, or the roster has changed so that it cannot be done.
    """
    if by.pk != swap.asked_of_id:
        raise PermissionDenied
    unit, now = hold_roster(swap.unit_id), timezone.now()
    entries = list(swap.entries.select_related("window__point", "officer"))
    # A duty may have been moved forward since it was offered.
    if swap.lapses_at <= now or any(starts_at <= now for starts_at, _ends_at in times_of(entries).values()):
        raise ValidationError(_("The duty has begun: it can no longer be swapped."))
    _move(swap, SwapState.ACCEPTED, by=by, at=now)
    given = [row for row in entries if row.officer_id == swap.asked_by_id]
    taken = [row for row in entries if row.officer_id == swap.asked_of_id]
    if not given or len(given) + len(taken) < len(entries):
        raise ValidationError(_("The roster has changed meanwhile: ask anew."))
    if not can_be_on_duty(by, unit.pk) or (taken and not can_be_on_duty(swap.asked_by, unit.pk)):
        raise ValidationError(_("One of the two is no longer an active officer of this unit."))
    refuse_doubles(given, swap.asked_of)
    refuse_doubles(taken, swap.asked_by)
    _hand_over(given, swap.asked_of, by)
    _hand_over(taken, swap.asked_by, by)
    remind_newcomers(entries=entries, at=now)
    done = [draft_of(SWAP_DONE, swap, pk) for pk in commanders_of([unit.pk])[unit.pk]]
    write_notices(drafts=[draft_of(SWAP_ACCEPTED, swap, swap.asked_by_id), *done], at=now)


def _hand_over(entries: Sequence[RosterEntry], to: User, by: User) -> None:
    RosterEntry.objects.filter(pk__in=[row.pk for row in entries]).update(officer=to)
    changes = {"officer": (entries[0].officer_id, to.pk)} if entries else {}
    record(*(entry(row, action=Action.UPDATE, changes=changes, actor=by) for row in entries))


@transaction.atomic
def decline_swap(*, by: User, swap: Swap) -> None:
    """Refuse a swap: everything stays, who asked is told.

    Raises PermissionDenied for anybody but who was asked; ValidationError if it was answered or withdrawn before.
    """
    if by.pk != swap.asked_of_id:
        raise PermissionDenied
    now = timezone.now()
    _move(swap, SwapState.DECLINED, by=by, at=now)
    write_notices(drafts=[draft_of(SWAP_DECLINED, swap, swap.asked_by_id)], at=now)


@transaction.atomic
def withdraw_swap(*, by: User, swap: Swap) -> None:
    """Take back the wish for a swap: everything stays, who was asked is told.

    Raises PermissionDenied for anybody but who asked; ValidationError if it was answered or withdrawn before.
    """
    if by.pk != swap.asked_by_id:
        raise PermissionDenied
    now = timezone.now()
    _move(swap, SwapState.WITHDRAWN, by=by, at=now)
    write_notices(drafts=[draft_of(SWAP_WITHDRAWN, swap, swap.asked_of_id)], at=now)


def _move(swap: Swap, state: SwapState, *, by: User, at: datetime) -> None:
    """Turn the swap to a state, once: of two who try at the same time, one is refused."""
    waiting = Swap.objects.filter(pk=swap.pk, state__in=swap_states_before(state))
    if not waiting.update(state=state, answered_at=at):
        raise ValidationError(_("This swap has been answered or withdrawn already."))
    record(entry(swap, action=Action.UPDATE, changes={"state": (swap.state, state.value)}, actor=by))
    swap.state, swap.answered_at = state, at
