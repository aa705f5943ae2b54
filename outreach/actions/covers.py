"""Event cover: asked for by a school, decided by a commander, called off. The day itself is in `cover_days`."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, entry, record
from campus_safety.notices.actions import write_notices
from outreach.actions.cover_checks import check_cover, check_officers, check_prepared
from outreach.actions.cover_posts import make_post
from outreach.cover_notifying import drafts_of_step
from outreach.models import CoverStep, EventCover
from outreach.states.covers import COVER_SAYS_WHY, CoverState, cover_may_become
from patrols.actions.temporary import take_back_point
from schools.models import School

# What the school can still put right as long as nobody has decided.
CHANGEABLE = (
    "title", "is_off_campus", "place", "latitude", "longitude", "starts_at", "ends_at", "people",
    "valuables_watched_by", "wishes",
)  # fmt: skip


@transaction.atomic
def request_cover(*, by: User, cover: EventCover, at: datetime | None = None) -> EventCover:
    """Write a school's request for police at an event; the school's unit decides.

    A place outside the unit's outline is kept and flagged. Raises ValidationError, by field, for an event that is over,
    ends before it begins, on another day or after more than 12 hours, for numbers that cannot be, and for one that the
    school has asked for already.
    """
    at = at or timezone.now()
    # Of two taps the second one sees the first.
    School.objects.select_for_update(no_key=True).get(pk=cover.school_id)
    cover.unit, cover.title = cover.school.unit, cover.title.strip()
    check_cover(cover, at)
    cover.prepared = check_prepared(cover.prepared)
    cover.state, cover.requested_at, cover.entered_by = CoverState.REQUESTED, at, by
    cover.save()
    _append_step(cover, before="", by=by, at=at)
    return cover


@transaction.atomic
def change_cover(*, cover: EventCover, at: datetime | None = None) -> EventCover:
    """Put a request right that nobody has decided, as `cover` has it; the trail says by whom.

    Raises ValidationError, by field, as `request_cover` does, and if it is decided.
    """
    found = locked(cover)
    if found.state != CoverState.REQUESTED:
        raise ValidationError(_("It is decided: nothing of the request is changed any more. Ring the station."))
    for name in CHANGEABLE:
        setattr(found, name, getattr(cover, name))
    check_cover(found, at or timezone.now())
    found.save()
    return found


@transaction.atomic
def prepare_cover(*, cover: EventCover, keys: Collection[str]) -> EventCover:
    """Keep what of the checklist the school has seen to.

    Raises ValidationError for a key that is none, and for an event that is called off.
    """
    found = locked(cover)
    if found.state not in {CoverState.REQUESTED, CoverState.APPROVED}:
        raise ValidationError(_("No police are asked for at this event any more."))
    found.prepared = check_prepared(keys)
    found.save(update_fields=["prepared"])
    return found


@transaction.atomic
def approve_cover(  # what a commander decides of it
    *, by: User, cover: EventCover, officers: Collection[User], before_min: int | None = None,
    after_min: int | None = None, text: str = "", at: datetime | None = None,
) -> EventCover:  # fmt: skip
    """Send officers to an event: a temporary, unpublished point with a duty, and the officers on the roster for it.

    They are asked to be there from so many minutes before it to so many after it (by the rule, where None). Raises
    ValidationError, by field, for an event that is over, and for officers who are none or of another unit.
    """
    found, at = locked(cover), at or timezone.now()
    _check_step(found, CoverState.APPROVED, text)
    if found.ends_at <= at:
        raise ValidationError(_("The event is over."))
    check_officers(found, officers)
    found.point = make_post(found, by=by, officers=officers, before_min=before_min, after_min=after_min)
    return _move(found, CoverState.APPROVED, by=by, text=text, at=at, officers=officers)


@transaction.atomic
def decline_cover(*, by: User, cover: EventCover, text: str, at: datetime | None = None) -> EventCover:
    """Say no to a request, or call off one that was approved, with the reason. Raises as `_end` does."""
    return _end(cover, CoverState.DECLINED, by=by, text=text, at=at)


@transaction.atomic
def withdraw_cover(*, by: User, cover: EventCover, text: str, at: datetime | None = None) -> EventCover:
    """The school needs no police any more, with the reason. Raises as `_end` does."""
    return _end(cover, CoverState.WITHDRAWN, by=by, text=text, at=at)


def _end(cover: EventCover, after: CoverState, *, by: User, text: str, at: datetime | None) -> EventCover:
    """Turn down or withdraw; the duty and who was to be there are taken back.

    Raises ValidationError without words, once officers have gone out for it, and for an approved event that is over;
    what nobody has decided in time can still be declined.
    """
    found, at = locked(cover), at or timezone.now()
    _check_step(found, after, text)
    if found.ends_at <= at and not found.is_undecided:
        raise ValidationError(_("The event is over."))
    if found.outings.exists():
        raise ValidationError(_("Officers have gone out for it already."))
    called_off = list(found.officers.order_by("pk"))
    if found.point is not None:
        take_back_point(by=by, point=found.point, reason=text.strip())
        found.point = None
    return _move(found, after, by=by, text=text, at=at, officers=[], called_off=called_off)


def _check_step(cover: EventCover, after: CoverState, text: str) -> None:
    if not cover_may_become(cover.state, after):
        words = {"state": cover.get_state_display()}
        raise ValidationError(_("Somebody was faster, or it does not fit: this request is now “%(state)s”.") % words)
    if after in COVER_SAYS_WHY and not text.strip():
        raise ValidationError({"text": _("Say why.")})


def _move(
    cover: EventCover, after: CoverState, *, by: User, text: str, at: datetime, officers: Collection[User],
    called_off: Collection[User] = (),
) -> EventCover:  # fmt: skip
    """Turn a locked event cover, whose step is checked, to another state with these officers, and tell who is told."""
    before, names = cover.state, [_names(cover.officers.all()), _names(officers)]
    cover.state = after
    cover.save()
    cover.officers.set(officers)
    if names[0] != names[1]:
        record(entry(cover, action=Action.UPDATE, changes={"officers": (names[0], names[1])}, actor=by))
    _append_step(cover, before=before, by=by, at=at, text=text, officers=[*officers, *called_off])
    return cover


def _append_step(
    cover: EventCover, *, before: str, by: User, at: datetime, text: str = "", officers: Collection[User] = ()
) -> None:
    """Add a step to what an event cover went through, and tell whom it concerns."""
    step = CoverStep.objects.create(cover=cover, before=before, after=cover.state, by=by, at=at, text=text.strip())
    write_notices(drafts=drafts_of_step(step, [officer.pk for officer in officers]), at=at)


def _names(officers: Iterable[User]) -> str:
    return ", ".join(sorted(officer.username for officer in officers))


def locked(cover: EventCover) -> EventCover:
    """The event cover as it is now, locked until the transaction ends."""
    named = EventCover.objects.select_related("unit", "school", "point")
    return named.select_for_update(of=("self",), no_key=True).get(pk=cover.pk)
