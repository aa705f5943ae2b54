"""Swaps end when what they are about is taken away."""

from datetime import datetime

from django.db.models import QuerySet

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, entry, record
from campus_safety.notices.actions import write_notices
from patrols.models import RosterEntry, Swap
from patrols.roster_notices import SWAP_WITHDRAWN, draft_of
from patrols.states import SwapState, swap_states_before


def end_swaps_of(*, by: User, entries: "QuerySet[RosterEntry]", at: datetime) -> None:
    """Withdraw the swaps that are asked about these entries, and tell both officers."""
    asked = Swap.objects.filter(entries__in=entries, state__in=swap_states_before(SwapState.WITHDRAWN)).distinct()
    swaps = list(asked.order_by("pk"))
    Swap.objects.filter(pk__in=[swap.pk for swap in swaps]).update(state=SwapState.WITHDRAWN, answered_at=at)
    changes = {"state": (SwapState.ASKED.value, SwapState.WITHDRAWN.value)}
    record(*(entry(swap, action=Action.UPDATE, changes=changes, actor=by) for swap in swaps))
    drafts = [draft_of(SWAP_WITHDRAWN, swap, to) for swap in swaps for to in (swap.asked_by_id, swap.asked_of_id)]
    write_notices(drafts=drafts, at=at)
