"""What is dropped when its time has passed (rules.md, personal data): the place of a check-in, never its distance."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count

from campus_safety.accounts.models import Unit
from campus_safety.audit.trail import Action, entry, record
from patrols.models import CheckIn

# Movement traces are sensitive personal information (个人信息保护法, art. 28).
PLACES_KEPT = timedelta(days=90)


@transaction.atomic
def drop_old_places(*, at: datetime) -> int:
    """Drop the coordinates of check-ins that were taken more than 90 days before `at`. Returns how many.

    One entry for each unit says so on the trail. The same call again drops none.
    """
    old = CheckIn.objects.filter(captured_at__lt=at - PLACES_KEPT, latitude__isnull=False)
    numbers = dict(old.order_by().values_list("unit_id").annotate(number=Count("pk")))
    dropped = old.update(latitude=None, longitude=None)
    units = Unit.objects.filter(pk__in=numbers).order_by("pk")
    record(
        *(
            entry(unit, action=Action.UPDATE, changes={"places_dropped": (None, numbers[unit.pk])}, actor=None)
            for unit in units
        )
    )
    return dropped
