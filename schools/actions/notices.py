"""Rectification notices (整改通知书): issued with a number, signed for by the school."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit, User
from campus_safety.statistics.actions.marks import mark_months_stale
from schools.models import Hazard, NoticeLine, RectificationNotice


@transaction.atomic
def issue_notice(*, by: User, hazards: Sequence[Hazard], at: datetime | None = None) -> RectificationNotice:
    """Issue a notice on open hazards of one school, or of one premises, with the next number of the station's year.

    Raises ValidationError if there is none, one is not to be noticed, or they are of several.
    """
    at = at or timezone.now()
    found = _locked(hazards)
    first, year = found[0], timezone.localtime(at).year
    notice = RectificationNotice.objects.create(
        unit_id=first.unit_id,
        premises_id=first.premises_id,
        school_id=None if first.premises_id else first.school_id,
        year=year,
        serial=_next_serial(first.unit_id, year),
        issued_at=at,
        issued_by=by,
    )
    for hazard in found:
        NoticeLine.objects.create(
            notice=notice,
            hazard=hazard,
            description=hazard.description,
            place=hazard.place,
            due_on=hazard.due_on or timezone.localdate(at),  # an open hazard has one
        )
    mark_months_stale(unit_ids=[first.unit_id], moments=[at])
    return notice


def _locked(hazards: Sequence[Hazard]) -> list[Hazard]:
    """The hazards, locked, if one notice may name them all. Raises ValidationError."""
    keys = [hazard.pk for hazard in hazards]
    found = list(Hazard.objects.to_be_noticed().select_for_update().filter(pk__in=keys).order_by("due_on", "pk"))
    if not found or len(found) < len(set(keys)):
        raise ValidationError({"hazards": _("Choose hazards that are still to be rectified.")})
    if len({(hazard.unit_id, hazard.premises_id or f"school {hazard.school_id}") for hazard in found}) > 1:
        raise ValidationError({"hazards": _("A notice is to one school, or to one premises.")})
    return found


def _next_serial(unit_id: int, year: int) -> int:
    """One more than the last number of the year; the unit's row is locked, so that two never get the same."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    last = RectificationNotice.objects.filter(unit_id=unit_id, year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


@transaction.atomic
def receive_notice(*, by: User, notice: RectificationNotice, at: datetime | None = None) -> RectificationNotice:
    """The principal signs for a notice, or police note the receipt on paper; ValidationError if one of them has."""
    found = RectificationNotice.objects.select_for_update().get(pk=notice.pk)
    if found.received_at is not None:
        raise ValidationError(_("This notice is signed for already."))
    found.received_at, found.received_by = at or timezone.now(), by
    found.save()
    return found
