"""What became of the deliveries of a round, and what that says about their channels."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from campus_safety.notices.actions.writing import Draft, write_notices
from campus_safety.notices.failures import failure_of
from campus_safety.notices.models import Channel, Delivery
from campus_safety.notices.notice_kinds import CHANNEL_FAILING


@dataclass(frozen=True, slots=True)
class Outcome:
    """A delivery that was tried, and the code of its failure ("" if its server took it)."""

    delivery: Delivery
    code: str

    @property
    def is_over(self) -> bool:
        """Whether it is not tried again."""
        return not self.code or failure_of(self.code).is_final or self.delivery.is_spent


@transaction.atomic
def settle(*, outcomes: Sequence[Outcome], at: datetime) -> None:
    """Write what became of deliveries that were claimed, how their channels fare, and tell who must know."""
    by_end: defaultdict[tuple[str, bool], list[int]] = defaultdict(list)
    for outcome in outcomes:
        by_end[outcome.code, outcome.is_over].append(outcome.delivery.pk)
    for (code, is_over), keys in by_end.items():
        state = (Delivery.State.FAILED if code else Delivery.State.SENT) if is_over else Delivery.State.WAITING
        waiting = Delivery.objects.filter(pk__in=keys, state=Delivery.State.WAITING)
        waiting.update(error=code, state=state, settled_at=at if is_over else None)
    sent = {outcome.delivery.channel_id for outcome in outcomes if not outcome.code}
    _mark_channels(sent, {outcome.delivery.channel_id for outcome in outcomes} - sent, at)
    _tell_owners([outcome for outcome in outcomes if outcome.code and outcome.is_over], at)


def _mark_channels(working: Collection[int], failing: Collection[int], at: datetime) -> None:
    if working:
        Channel.objects.filter(pk__in=working).update(sent_at=at, failing_since=None)
    if failing:
        Channel.objects.filter(pk__in=failing, failing_since=None).update(failing_since=at)


def _tell_owners(given_up: Sequence[Outcome], at: datetime) -> None:
    """Once for each time that a channel fails: in the inbox, and on the owner's other channels. Tests tell nobody."""
    codes = {outcome.delivery.channel_id: outcome.code for outcome in given_up if outcome.delivery.notice_id}
    failing = Channel.objects.filter(pk__in=codes, failing_since__isnull=False) if codes else []
    drafts = [
        Draft(
            recipient_id=channel.user_id,
            kind=CHANNEL_FAILING,
            key=f"channel_failing:{channel.pk}:{channel.failing_since:%Y%m%dT%H%M%S}",
            data={"channel": channel.kind, "target": channel.masked_target, "error": codes[channel.pk]},
            url=reverse("notices:channel", args=[channel.pk]),
            not_by_channel_id=channel.pk,
        )
        for channel in failing
    ]
    if drafts:
        write_notices(drafts=drafts, at=at)
