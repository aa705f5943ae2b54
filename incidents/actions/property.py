"""What was stolen, recovered and given back. The month's loss and recovery follow."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.audit.author import acting
from campus_safety.local_days import local_day, midnight
from campus_safety.statistics.actions.marks import mark_months_stale
from incidents.actions.in_hand import lock_in_hand
from incidents.models import Case, PropertyItem


@transaction.atomic
def save_item(*, by: User, item: PropertyItem) -> PropertyItem:
    """Write an item of a case in hand, a new one or a changed one.

    Raises ValidationError, by field, for a value that is none, and for days out of order or to come, and if somebody
    has taken the item out meanwhile.
    """
    case = _locked(item)[0] if item.pk else lock_in_hand(item.case)
    return _write(by, case, item)


@transaction.atomic
def recover_item(*, by: User, item: PropertyItem, on: date) -> PropertyItem:
    """Say that police have an item. Raises ValidationError if that was said before, or for a day that cannot be."""
    case, found = _locked(item)
    if found.recovered_on is not None:
        raise ValidationError({"recovered_on": _("This is entered as recovered already.")})
    found.recovered_on = on
    return _write(by, case, found)


@transaction.atomic
def return_item(*, by: User, item: PropertyItem, on: date) -> PropertyItem:
    """Say that the owner has an item back. Raises ValidationError if it was not recovered, or given back before."""
    case, found = _locked(item)
    if found.returned_on is not None:
        raise ValidationError({"returned_on": _("This is entered as given back already.")})
    found.returned_on = on
    return _write(by, case, found)


@transaction.atomic
def return_all(*, by: User, case: Case, on: date) -> list[PropertyItem]:
    """Say that the owners have back all that was still out; what was not recovered before was on that day.

    Returns what was out. Raises ValidationError if nothing was, or for a day that cannot be.
    """
    locked = lock_in_hand(case)
    out = list(PropertyItem.objects.filter(case=locked).still_out())
    if not out:
        raise ValidationError(_("Nothing is out: everything is given back already."))
    for item in out:
        item.recovered_on, item.returned_on = item.recovered_on or on, on
        _write(by, locked, item)
    return out


@transaction.atomic
def remove_item(*, by: User, item: PropertyItem) -> None:
    """Take an item out that does not belong to the case; the trail keeps that it was there.

    Raises ValidationError if the case is not in hand any more, or the item not there.
    """
    case, found = _locked(item)
    with acting(by):
        found.delete()
    _tell_months(case, [found.recovered_on])


def day_errors(case: Case, *, recovered_on: date | None, returned_on: date | None) -> dict[str, str]:
    """What is wrong with the days of an item, by field: they lie out of order, before the loss, or ahead."""
    today = timezone.localdate()
    errors: dict[str, str] = {}
    if recovered_on and recovered_on < local_day(case.occurred_from):
        errors["recovered_on"] = _("It cannot have been recovered before it was lost.")
    if recovered_on and recovered_on > today:
        errors["recovered_on"] = _("This day is yet to come.")
    if returned_on and recovered_on is None:
        errors["recovered_on"] = _("What is given back was recovered before: say on which day.")
    if returned_on and recovered_on and returned_on < recovered_on:
        errors["returned_on"] = _("It cannot have been given back before it was recovered.")
    if returned_on and returned_on > today:
        errors["returned_on"] = _("This day is yet to come.")
    return errors


def _locked(item: PropertyItem) -> tuple[Case, PropertyItem]:
    """The case, locked, and the item as it is now: whoever changes an item locks its case first."""
    case = lock_in_hand(item.case)
    found = PropertyItem.objects.filter(pk=item.pk).first()
    if found is None:
        raise ValidationError(_("Somebody has taken this item out meanwhile."))
    return case, found


def _write(by: User, case: Case, item: PropertyItem) -> PropertyItem:
    _check(case, item)
    before = PropertyItem.objects.filter(pk=item.pk).values_list("recovered_on", flat=True).first()
    with acting(by):
        item.save()
    _tell_months(case, [before, item.recovered_on])
    return item


def _check(case: Case, item: PropertyItem) -> None:
    item.description = item.description.strip()
    item.clean_fields(exclude=["case"])
    if errors := day_errors(case, recovered_on=item.recovered_on, returned_on=item.returned_on):
        raise ValidationError(errors)


def _tell_months(case: Case, days: Iterable[date | None]) -> None:
    moments = [case.reported_at, *(midnight(day) for day in days if day)]
    mark_months_stale(unit_ids=[case.unit_id], moments=moments)
