"""The days on which a school departs from the calendar. Whoever follows school days is told in the same transaction."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.calendars.actions import named
from campus_safety.calendars.followers import tell_followers
from schools.models import School, SchoolDay


@transaction.atomic
def enter_school_days(
    *, by: User, day: SchoolDay, dates: Sequence[date], at: datetime | None = None
) -> list[SchoolDay]:
    """Write a day of a school for each of the dates, with all that `day` says but its date.

    Raises ValidationError if the school has said something of one of them already.
    """
    School.objects.select_for_update(no_key=True).get(pk=day.school_id)  # two at once are entered one after the other
    taken = SchoolDay.objects.filter(school=day.school_id, on__in=dates).order_by("on").values_list("on", flat=True)
    if taken:
        raise ValidationError({"first_day": _("Entered already: %(days)s.") % {"days": named(list(taken))}})
    at = at or timezone.now()
    written = [
        SchoolDay.objects.create(
            school_id=day.school_id, on=on, kind=day.kind, arrives_at=day.arrives_at, dismisses_at=day.dismisses_at,
            reason=day.reason, noted_by=by, noted_at=at,
        )
        for on in dates
    ]  # fmt: skip
    tell_followers(school_ids=[day.school_id])
    return written


@transaction.atomic
def change_school_day(*, by: User, day: SchoolDay, at: datetime | None = None) -> SchoolDay:
    """Write what a school says of a day now; the trail keeps what it said before."""
    day.noted_by, day.noted_at = by, at or timezone.now()
    day.save(update_fields=["kind", "arrives_at", "dismisses_at", "reason", "noted_by", "noted_at"])
    tell_followers(school_ids=[day.school_id])
    return day


@transaction.atomic
def remove_school_day(*, day: SchoolDay) -> None:
    """Take a day of a school out; the trail keeps what it was."""
    school_id = day.school_id
    day.delete()
    tell_followers(school_ids=[school_id])
