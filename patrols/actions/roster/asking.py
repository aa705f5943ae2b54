"""Asking for a swap: nothing changes hands before the other consents."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.accounts.models import User
from campus_safety.notices.actions import write_notices
from patrols.actions.roster.holding import hold_roster
from patrols.models import RosterEntry, Swap
from patrols.roster.people import can_be_on_duty
from patrols.roster.planned import slot_of
from patrols.roster.rounds import round_in_text, times_of
from patrols.roster_notices import SWAP_ASKED, draft_of

MOST_POINTS = 20
A_TEAM_GOES_TOGETHER = gettext_lazy(
    "A team goes together: one of its officers cannot swap its duty. The commander can change the roster."
)


@transaction.atomic
def ask_swap(
    *, by: User, entries: Sequence[RosterEntry], of: User, in_return: Sequence[RosterEntry] = (), note: str = ""
) -> Swap:
    """Ask another officer of the unit to take over a round, in return for one of the other's rounds or for nothing.

    Raises ValidationError by field unless both rounds are the officers' own (no team's), have not begun, are in no
    other swap that waits for its answer, and neither officer is on duty already where the swap would put them.
    """
    if not entries:
        raise ValidationError({"entries": _("Choose at least one patrol point.")})
    unit, now = hold_roster(entries[0].unit_id), timezone.now()
    if of == by or not can_be_on_duty(of, unit.pk):
        raise ValidationError({"of": _("Choose another active officer of your unit.")})
    given, taken = _fresh(entries), _fresh(in_return)
    begins = [_check_round("entries", given, by, now)]
    if taken:
        begins.append(_check_round("in_return", taken, of, now))
    refuse_doubles(given, of)
    refuse_doubles(taken, by)
    swap = Swap.objects.create(
        unit=unit, given=round_in_text(given), taken=round_in_text(taken), asked_by=by, asked_of=of,
        note=note.strip(), asked_at=now, lapses_at=min(begins),
    )  # fmt: skip
    RosterEntry.objects.filter(pk__in=[row.pk for row in (*given, *taken)]).update(swap=swap)
    write_notices(drafts=[draft_of(SWAP_ASKED, swap, of.pk)], at=now)
    return swap


def _fresh(entries: Sequence[RosterEntry]) -> list[RosterEntry]:
    """The entries as they stand now, by code of their points."""
    rows = RosterEntry.objects.filter(pk__in=[row.pk for row in entries]).select_related("window__point", "swap")
    found = list(rows.order_by("window__point__code", "pk"))
    if len(found) != len(entries):
        raise ValidationError({"entries": _("The roster has changed meanwhile.")})
    return found


def _check_round(field: str, entries: Sequence[RosterEntry], owner: User, now: datetime) -> datetime:
    """When the round begins, if it can be swapped."""
    if any(row.team_id is not None for row in entries):
        raise ValidationError({field: A_TEAM_GOES_TOGETHER})
    if any(row.officer_id != owner.pk for row in entries):
        raise ValidationError({field: _("Only an officer's own duty can be swapped.")})
    spans = set(times_of(entries).values())
    if len(spans) > 1 or len(entries) > MOST_POINTS:
        text = _("A swap is about one round: one day, the same times, at most %(most)s points.")
        raise ValidationError({field: text % {"most": MOST_POINTS}})
    starts_at = min(spans)[0]
    if starts_at <= now:
        raise ValidationError({field: _("This duty has begun already.")})
    if any(row.swap is not None and row.swap.is_waiting(now) for row in entries):
        raise ValidationError({field: _("This duty is part of a swap that waits for its answer.")})
    return starts_at


def refuse_doubles(entries: Sequence[RosterEntry], to: User) -> None:
    """Nobody stands twice for one window and day. Raises ValidationError where the officer is on duty already."""
    theirs = RosterEntry.objects.filter(officer=to, on__in={row.on for row in entries})
    slots = set(theirs.values_list("window_id", "on"))
    for row in entries:
        if slot_of(row) in slots:
            words = {"officer": to, "duty": round_in_text([row])}
            raise ValidationError({"of": _("%(officer)s is on duty there already: %(duty)s.") % words})
