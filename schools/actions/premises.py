"""Writing premises and the checks on them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.rules.catalogue import rule
from campus_safety.statistics.actions.marks import mark_months_stale
from campus_safety.uploads.content import Taken
from schools.actions.photos import keep_photos
from schools.models import Premises, PremisesCheck

# What premises are: all but what checks say of them.
_WHAT_THEY_ARE = ["kind", "name", "address", "latitude", "longitude", "contact", "contact_phone", "note"]


def next_check_after(day: date) -> date:
    """When premises that were looked at on a day are to be looked at again, unless somebody says otherwise."""
    return day + timedelta(days=rule("premises_every", day).value or 0)


@transaction.atomic
def enter_premises(*, premises: Premises) -> Premises:
    """Write new premises: open ones have a next check, closed ones none. The trail keeps the contact by name only."""
    if not premises.is_open:
        premises.next_check_on = None
    elif premises.next_check_on is None:
        premises.next_check_on = next_check_after(timezone.localdate())
    premises.save()
    return premises


@transaction.atomic
def change_premises(*, premises: Premises) -> Premises:
    """Write what premises are; what a check has said of them meanwhile stands.

    But what is a rental house no more has no residents.
    """
    written = list(_WHAT_THEY_ARE)
    if premises.kind != Premises.Kind.RENTAL:
        premises.temporary_residents = None
        written.append("temporary_residents")
    premises.save(update_fields=written)
    return premises


@transaction.atomic
def record_premises_check(
    *,
    by: User,
    premises: Premises,
    outcome: str,
    note: str,
    temporary_residents: int | None,
    next_check_on: date | None,
    at: datetime,
    photos: Sequence[Taken] = (),
) -> PremisesCheck:
    """Append a check and its photos. The latest says whether the premises are open, who lives there and what is next.

    Two at once are written one after the other. A head count that was not taken leaves the last one, and without
    `next_check_on` the rule `premises_every` says when. Raises ValidationError for residents where none can be.
    """
    kept = Premises.objects.select_for_update(no_key=True).get(pk=premises.pk)
    if temporary_residents is not None and kept.kind != Premises.Kind.RENTAL:
        raise ValidationError({"temporary_residents": _("Only a rental house has temporary residents.")})
    is_latest = not kept.checks.filter(checked_at__gt=at).exists()
    check = PremisesCheck.objects.create(
        premises=kept, unit_id=kept.unit_id, officer=by, checked_at=at, outcome=outcome, note=note,
        temporary_residents=temporary_residents,
    )  # fmt: skip
    keep_photos(by=by, shown=check, photos=photos, at=at)
    if is_latest:
        _follow(kept, check, next_check_on)
    mark_months_stale(unit_ids=[kept.unit_id], moments=[at])
    return check


def _follow(premises: Premises, check: PremisesCheck, next_check_on: date | None) -> None:
    day = timezone.localdate(check.checked_at)
    premises.last_check_on = day
    premises.is_open = check.outcome != PremisesCheck.Outcome.CLOSED
    premises.next_check_on = (next_check_on or next_check_after(day)) if premises.is_open else None
    if check.temporary_residents is not None:
        premises.temporary_residents = check.temporary_residents
    premises.save(update_fields=["last_check_on", "is_open", "next_check_on", "temporary_residents"])
