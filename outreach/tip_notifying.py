"""What tips have to say to police, and to whom. What was told, where and about whom stays on the tip's page."""

from datetime import timedelta

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day
from campus_safety.notices.actions import Draft
from outreach.models import Tip, TipMessage, TipStep
from outreach.states.tips import TipState
from outreach.tip_notices import APPOINTED, NEW, WRITTEN
from patrols.models import Duty
from patrols.on_duty import commanders_of, officers_on_duty

# A station hears of so many tips an hour one by one; of a flood it has been told by then, and the list shows the rest.
MOST_AN_HOUR = 10
HOUR = timedelta(hours=1)


def drafts_of_tip(tip: Tip, *, by: User | None) -> list[Draft]:
    """The notices of a new tip: to the commanders and to who is on duty that day, but not to who entered it.

    Seven queries at most; one when the hour has had its notices.
    """
    since = tip.received_at - HOUR
    if Tip.objects.filter(unit_id=tip.unit_id).received_since(since).count() > MOST_AN_HOUR:
        return []
    today = Duty.objects.filter(unit_id=tip.unit_id, on=local_day(tip.received_at))
    on_duty = officers_on_duty(list(today)).values()
    told = commanders_of([tip.unit_id])[tip.unit_id].union(*on_duty) - ({by.pk} if by else set())
    return [_draft(tip, NEW, f"{tip.pk}", officer) for officer in sorted(told)]


def drafts_of_message(message: TipMessage) -> list[Draft]:
    """The notice to the lead that whoever left the tip wrote again; none as long as nobody leads it."""
    tip = message.tip
    return [_draft(tip, WRITTEN, f"{message.pk}", tip.lead_id)] if tip.lead_id else []


def drafts_of_lead(step: TipStep, *, by: User) -> list[Draft]:
    """The notice to an officer of being in charge since a step; who took it over oneself is told nothing."""
    tip = step.tip
    is_news = step.after == TipState.WORKED_ON and tip.lead_id != by.pk
    return [_draft(tip, APPOINTED, f"{step.pk}", tip.lead_id)] if tip.lead_id and is_news else []


def _draft(tip: Tip, kind: str, about: str, recipient_id: int) -> Draft:
    return Draft(
        recipient_id=recipient_id,
        kind=kind,
        key=f"{kind}:{about}",
        data={"category": tip.category},
        url=tip.get_absolute_url(),
    )
