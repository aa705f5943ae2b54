"""Opinions and disputes for tests."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from outreach.actions.disputes import enter_dispute, hand_on_dispute, resolve_dispute, work_on_dispute
from outreach.actions.opinions import answer_opinion, enter_opinion, settle_opinion
from outreach.models import Dispute, Opinion
from outreach.states.opinions import DisputeState, OpinionState
from schools.models import School


def an_opinion(school: School, at: datetime | None = None, **fields: Any) -> Opinion:
    """A request of a school that it made on a visit, not yet written."""
    values = {
        "kind": Opinion.Kind.REQUEST, "topic": Opinion.Topic.PATROL, "way": Opinion.Way.VISIT,
        "text": "放学时段请多派一名民警", "received_at": at or timezone.now(),
    }  # fmt: skip
    return Opinion(school=school, **values | fields)


def make_opinion(
    by: User, school: School, state: str = OpinionState.OPEN, *, answered_by: User | None = None,
    at: datetime | None = None, **fields: Any,
) -> Opinion:  # fmt: skip
    """An opinion that has come to this state; a principal's is answered by another."""
    opinion = enter_opinion(by=by, opinion=an_opinion(school, at, **fields), at=at)
    if state == OpinionState.OPEN:
        return opinion
    hand = answered_by or by
    assert not is_principal(hand)
    opinion = answer_opinion(by=hand, opinion=opinion, text="已安排增派", at=at)
    return settle_opinion(by=hand, opinion=opinion, is_satisfied=True, at=at) if state == "settled" else opinion


def a_dispute(by: User, school: School, **fields: Any) -> Dispute:
    """A dispute between parents and staff, found today, that `by` is in charge of; not yet written."""
    values = {
        "parties": [Dispute.Party.PARENTS, Dispute.Party.STAFF], "text": "因接送登记发生口角",
        "found_on": timezone.localdate(), "lead": by,
    }  # fmt: skip
    return Dispute(school=school, **values | fields)


def make_dispute(by: User, school: School, state: str = DisputeState.FOUND, **fields: Any) -> Dispute:
    """A dispute that has come to this state."""
    dispute = enter_dispute(by=by, dispute=a_dispute(by, school, **fields))
    match state:
        case DisputeState.WORKED_ON:
            return work_on_dispute(by=by, dispute=dispute, text="已分别了解情况")
        case DisputeState.RESOLVED:
            return resolve_dispute(by=by, dispute=dispute, text="双方达成一致")
        case DisputeState.HANDED_ON:
            return hand_on_dispute(by=by, dispute=dispute, handed_to="区城市管理局", text="属城管职责")
    return dispute
