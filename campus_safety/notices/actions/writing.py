"""Notices enter the inbox, and deliveries the outbox, in one transaction with what they tell of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import NamedTuple

from django.db import transaction

from campus_safety.notices.kinds import Data, kind_of
from campus_safety.notices.models import Channel, Delivery, Notice
from campus_safety.notices.quiet import due_after
from campus_safety.statements import insert_all

SKIP_KNOWN = "ON CONFLICT DO NOTHING"
Key = tuple[int, str]  # recipient and key


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A notice to be written: `kind` is a registered one, `url` an address within the portal.

    `key` says what it is about, for instance "missed:4711": a person gets one notice for each key. A notice that is
    about a channel does not go out by it (`not_by_channel_id`).
    """

    recipient_id: int
    kind: str
    key: str
    data: Data
    url: str
    not_by_channel_id: int | None = None


class Way(NamedTuple):
    """A channel in use, and its owner's quiet hours (None: there are none)."""

    channel_id: int
    quiet_from: time | None
    quiet_until: time | None
    lets_urgent_through: bool | None


@transaction.atomic
def write_notices(*, drafts: Sequence[Draft], at: datetime) -> int:
    """Write notices to inboxes, and deliveries of the new ones to their recipients' channels.

    Drafts whose key the recipient has a notice of are passed over, whoever wrote it. Returns how many were new. Four
    statements for 500, two if nobody has a channel in use. Raises LookupError for a kind that nobody registered.
    """
    urgent = {draft.kind for draft in drafts if kind_of(draft.kind).is_urgent}
    by_key = {(draft.recipient_id, draft.key): draft for draft in reversed(drafts)}  # of two with one key, the first
    # In one order, so that of two writers of the same keys only one waits for the other.
    ordered = [by_key[key] for key in sorted(by_key)]
    written = insert_all([_notice_of(draft, at) for draft in ordered], SKIP_KNOWN)
    ways = _ways_to({draft.recipient_id for draft in ordered}) if written else {}
    if ways:
        new = [(pk, by_key[key]) for pk, key in _new_notices(ways, ordered, at) if key in by_key]
        insert_all(list(_deliveries(new, ways, urgent, at)), SKIP_KNOWN)
    return written


def _notice_of(draft: Draft, at: datetime) -> Notice:
    return Notice(
        recipient_id=draft.recipient_id, kind=draft.kind, key=draft.key, data=draft.data, url=draft.url, made_at=at
    )


def _ways_to(recipients: Iterable[int]) -> dict[int, list[Way]]:
    """{user id: the user's channels in use}, of those who have one."""
    hours = ("user__quiet_hours__starts_at", "user__quiet_hours__ends_at", "user__quiet_hours__lets_urgent_through")
    channels = Channel.objects.in_use().filter(user__in=recipients).order_by("pk")
    found: defaultdict[int, list[Way]] = defaultdict(list)
    for user_id, *way in channels.values_list("user_id", "pk", *hours):
        found[user_id].append(Way(*way))
    return found


def _new_notices(recipients: Iterable[int], drafts: Sequence[Draft], at: datetime) -> Iterator[tuple[int, Key]]:
    """(id, key) of the notices just written to those who have a channel."""
    keys = {draft.key for draft in drafts}
    written = Notice.objects.filter(recipient__in=recipients, key__in=keys, made_at=at).order_by("pk")
    return ((pk, (recipient, key)) for pk, recipient, key in written.values_list("pk", "recipient_id", "key"))


def _deliveries(
    new: Iterable[tuple[int, Draft]], ways: Mapping[int, Sequence[Way]], urgent: Collection[str], at: datetime
) -> Iterator[Delivery]:
    for notice_id, draft in new:
        for way in ways[draft.recipient_id]:
            if way.channel_id != draft.not_by_channel_id:
                due_at = _due_at(way, at, is_urgent=draft.kind in urgent)
                yield Delivery(notice_id=notice_id, channel_id=way.channel_id, made_at=at, due_at=due_at)


def _due_at(way: Way, at: datetime, *, is_urgent: bool) -> datetime:
    if way.quiet_from is None or way.quiet_until is None or (is_urgent and way.lets_urgent_through):
        return at
    return due_after(at, way.quiet_from, way.quiet_until)
