"""The day of an event that is covered, and what both sides say of it afterwards."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from campus_safety.notices.actions import write_notices
from campus_safety.statistics.actions.marks import mark_months_stale
from outreach.actions.covers import locked
from outreach.cover_notifying import drafts_to_rate
from outreach.models import CoverOuting, EventCover
from outreach.models.covers import BEST, WORST
from outreach.states.covers import CoverState
from patrols.actions import start_outing
from patrols.actions.outings import Started
from patrols.claims import OutingClaim
from patrols.models import CheckIn, Outing

# Who was there is asked within so many days; a worker that was down catches up.
ASKED_WITHIN = timedelta(days=3)


@transaction.atomic
def start_cover_outing(*, by: User, cover: EventCover, claim: OutingClaim) -> Started:
    """Go out for an approved event: from now on it counts. The same claim again changes nothing.

    Raises ValidationError if it is not approved or over, UuidTaken and ValidationError as `start_outing` does.
    """
    found = locked(cover)
    if found.state != CoverState.APPROVED:
        raise ValidationError(_("Officers go out only for an event cover that is approved."))
    if claim.started_at >= found.ends_at:
        raise ValidationError(_("The event is over."))
    started = start_outing(by=by, claim=replace(claim, kind=Outing.Kind.EVENT_COVER))
    _tie(found, started.outing.pk)
    return started


@transaction.atomic
def follow_check_in(*, check_in: CheckIn) -> None:
    """An outing of kind `event_cover` was at the point of an approved event: it went out for that event."""
    # Not locked: the check-in holds its duty, which calling an event off waits for.
    cover = EventCover.objects.filter(point=check_in.point_id, state=CoverState.APPROVED).first()
    if cover is not None and check_in.outing_id is not None:
        _tie(cover, check_in.outing_id)


@transaction.atomic
def rate_cover(
    *, by: User, cover: EventCover, mark: int, words: str = "", at: datetime | None = None
) -> EventCover:  # fmt: skip
    """Say how it went, from 1 to 5, once the event is over: for the school or for police, in place of what was said.

    Raises ValidationError, by field, for an event that is not approved or not over, and a mark that is none.
    """
    found, at = locked(cover), at or timezone.now()
    if found.state != CoverState.APPROVED or found.ends_at > at:
        raise ValidationError(_("How it went is said once the event is over."))
    if not WORST <= mark <= BEST:
        raise ValidationError({"mark": _("Choose a mark from 1 to 5.")})
    if is_principal(by):
        found.school_mark, found.school_words, found.school_said_at = mark, words.strip(), at
    else:
        found.police_mark, found.police_words, found.police_said_at = mark, words.strip(), at
    found.save()
    return found


@transaction.atomic
def ask_for_marks(*, at: datetime) -> int:
    """Ask those who were there how the events went that are over, each once. Returns how many notices are new."""
    over = EventCover.objects.over_and_unrated(at).filter(ends_at__gt=at - ASKED_WITHIN)
    over = over.select_related("school").order_by("pk")
    return write_notices(drafts=[draft for cover in over for draft in drafts_to_rate(cover)], at=at)


def _tie(cover: EventCover, outing_id: int) -> None:
    """Keep that an outing went out for an event; it stays with the first that it did."""
    CoverOuting.objects.get_or_create(outing_id=outing_id, defaults={"cover": cover})
    mark_months_stale(unit_ids=[cover.unit_id], moments=[cover.starts_at])
