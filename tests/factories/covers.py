"""Event covers for tests."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from campus_safety.accounts.models import User
from outreach.actions.cover_days import start_cover_outing
from outreach.actions.covers import approve_cover, decline_cover, request_cover, withdraw_cover
from outreach.models import EventCover
from outreach.states.covers import CoverState
from patrols.claims import OutingClaim
from patrols.models import Outing
from schools.models import School
from tests.factories import uuid_number


def tomorrow_at_nine() -> datetime:
    """When events of tests begin, unless said otherwise."""
    local = timezone.localtime() + timedelta(days=1)
    return local.replace(hour=9, minute=0, second=0, microsecond=0)


def a_cover(school: School, **fields: Any) -> EventCover:
    """A show of two hours at a school tomorrow at nine, not yet asked for."""
    starts_at = fields.get("starts_at") or tomorrow_at_nine()
    values = {
        "school": school, "title": "六一文艺演出", "latitude": school.latitude, "longitude": school.longitude,
        "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), "people": 200,
        "valuables_watched_by": "后勤组一名老师",
    }  # fmt: skip
    return EventCover(**values | fields)


def make_cover(
    by: User, school: School, state: str = CoverState.REQUESTED, *, commander: User | None = None, **fields: Any
) -> EventCover:
    """An event cover that has come to this state; `commander` decides it and sends `officers` (himself, if none)."""
    officers, at = fields.pop("officers", [commander]), fields.pop("at", None)
    cover = request_cover(by=by, cover=a_cover(school, **fields), at=at)
    if state in {CoverState.APPROVED, CoverState.DECLINED} and commander is not None:
        decide = {"by": commander, "cover": cover, "at": at}
        if state == CoverState.APPROVED:
            return approve_cover(**decide, officers=officers)
        return decline_cover(**decide, text="当日警力不足")
    return withdraw_cover(by=by, cover=cover, text="活动取消", at=at) if state == CoverState.WITHDRAWN else cover


def an_outing_claim(*officers: User, number: int = 1, **fields: Any) -> OutingClaim:
    """An outing for an event that starts now, as the page asks for it."""
    values: dict[str, Any] = {
        "uuid": uuid_number(number), "kind": Outing.Kind.EVENT_COVER, "started_at": timezone.now(),
        "officers": [officer.username for officer in officers],
    }  # fmt: skip
    return OutingClaim(**values | fields)


def start_outing_of(cover: EventCover, *officers: User) -> Outing:
    """The officers go out for an event."""
    return start_cover_outing(by=officers[0], cover=cover, claim=an_outing_claim(*officers)).outing
