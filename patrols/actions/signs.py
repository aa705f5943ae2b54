"""The signs of a point: made anew, posted, pictured on their place. A token is good until the next sign is posted."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day
from campus_safety.uploads.actions import drop_file, store_file
from campus_safety.uploads.content import Taken
from patrols.models import PatrolPoint, PointSign
from patrols.states import SignState


@transaction.atomic
def replace_sign(*, point: PatrolPoint, reason: str) -> PointSign:
    """Make a new sign for a point, with a token of its own. What hangs there is good until the new one is posted.

    Raises ValidationError by field: without a reason, or while a sign of the point waits to be posted.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the sign is replaced.")})
    _hold(point)
    if point.signs.in_state(SignState.WAITING).exists():
        raise ValidationError({"reason": _("A new sign waits already. Print that one, and mark it as posted.")})
    return PointSign.objects.create(point=point, reason=reason.strip())


@transaction.atomic
def post_sign(*, by: User, sign: PointSign, on: date, photo: Taken | None = None) -> PointSign:
    """Note that a sign hangs on its place since a day, with a photo; the tokens of the older ones end now.

    Raises ValidationError by field: a day to come or before the sign was made, a sign that does not wait, no photo of
    one that replaces another.
    """
    now = timezone.now()
    _hold(sign.point)
    sign = PointSign.objects.select_related("point").get(pk=sign.pk)
    if sign.state != SignState.WAITING:
        raise ValidationError({"on": _("This sign has been marked as posted already.")})
    older = list(PointSign.objects.in_force().filter(point=sign.point_id).exclude(pk=sign.pk))
    try:
        check_posted_on(sign, on)
    except ValidationError as error:
        raise ValidationError({"on": error}) from error
    if older and photo is None:
        raise ValidationError({"photo": _("Show the new sign on its place: the old one ends with this.")})
    sign.posted_on, sign.posted_by, sign.posted_noted_at = on, by, now
    sign.photo = store_file(taken=photo, by=by, at=now) if photo else None
    sign.save()
    for one in older:
        one.ended_at = now
        one.save(update_fields=["ended_at"])
    return sign


def _hold(point: PatrolPoint) -> None:
    """Who makes and posts the signs of one point comes one after the other; check-ins there do not wait."""
    PatrolPoint.objects.select_for_update(no_key=True).get(pk=point.pk)


def check_posted_on(sign: PointSign, on: date) -> None:
    """Raises ValidationError for a day on which the sign cannot have been posted: to come, or before it was made."""
    if on > timezone.localdate():
        raise ValidationError(_("This day is yet to come."))
    if on < local_day(sign.made_at):
        raise ValidationError(_("The sign was not made yet on this day."))


@transaction.atomic
def add_sign_photo(*, by: User, sign: PointSign, photo: Taken) -> PointSign:
    """Add a photo of a sign that was posted without one. Raises ValidationError if it is not posted, or has one."""
    sign = PointSign.objects.select_for_update(of=("self",), no_key=True).get(pk=sign.pk)
    if sign.state != SignState.POSTED or sign.photo_id is not None:
        raise ValidationError({"photo": _("This sign has a photo, or is not posted.")})
    sign.photo = store_file(taken=photo, by=by)
    sign.save(update_fields=["photo"])
    return sign


@transaction.atomic
def remove_sign_photo(*, sign: PointSign) -> None:
    """Take the photo of a sign out for good: the content goes, the trail says who took it out and when."""
    file = sign.photo
    sign.photo = None
    sign.save(update_fields=["photo"])
    if file is not None:
        drop_file(stored=file)
