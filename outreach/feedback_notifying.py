"""Whom rounds of feedback are told to: the principals of the schools asked, and at the end the commanders too."""

from collections.abc import Collection

from campus_safety.accounts.models import User
from campus_safety.notices.actions import Draft
from campus_safety.notices.kinds import Data
from outreach.feedback_notices import ASKED, PUBLISHED
from outreach.models import FeedbackRound
from patrols.on_duty import commanders_of


def drafts_of_new_round(asked: FeedbackRound) -> list[Draft]:
    """The notice to every principal whose school has forms. One query."""
    days = {"first_day": asked.first_day.isoformat(), "last_day": asked.last_day.isoformat()}
    return [_draft(asked, ASKED, principal, days) for principal in _principals_of(asked)]


def drafts_of_ends(rounds: Collection[FeedbackRound]) -> list[Draft]:
    """The notice that a round is over, to the same and to the commanders of its unit. Two queries a round."""
    commanders = commanders_of({asked.unit_id for asked in rounds})
    return [
        _draft(asked, PUBLISHED, reader, {})
        for asked in rounds
        for reader in sorted({*_principals_of(asked), *commanders[asked.unit_id]})
    ]


def _principals_of(asked: FeedbackRound) -> list[int]:
    heads = User.objects.filter(
        role=User.Role.PRINCIPAL, is_active=True, principalship__school__feedback_forms__round=asked
    )
    return list(heads.order_by("pk").distinct().values_list("pk", flat=True))


def _draft(asked: FeedbackRound, kind: str, recipient_id: int, more: Data) -> Draft:
    return Draft(
        recipient_id=recipient_id,
        kind=kind,
        key=f"{kind}:{asked.pk}",
        data={"title": asked.title} | more,
        url=asked.get_absolute_url(),
    )
