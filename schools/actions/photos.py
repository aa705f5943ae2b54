"""Keeping photos with what they show, and taking one back out."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from campus_safety.accounts.models import User
from campus_safety.uploads.actions import drop_file, store_file
from campus_safety.uploads.content import Taken
from schools.models import HazardStep, ItemResult, Photo, PremisesCheck


def keep_photos(
    *, by: User, shown: ItemResult | HazardStep | PremisesCheck, photos: Iterable[Taken], at: datetime
) -> None:
    """Store photos of a result, a step or a check, within the caller's transaction."""
    unit_id, school_id = _whose(shown)
    of = {ItemResult: "result", HazardStep: "step", PremisesCheck: "check_made"}[type(shown)]
    known = set(Photo.objects.filter(**{of: shown}).values_list("file__sha256", flat=True))
    for taken in photos:
        if taken.sha256 in known:  # sent twice over a slow line
            continue
        file = store_file(taken=taken, by=by, at=at)
        Photo.objects.create(unit_id=unit_id, school_id=school_id, file=file, **{of: shown})


def _whose(shown: ItemResult | HazardStep | PremisesCheck) -> tuple[int, int | None]:
    if isinstance(shown, ItemResult):
        return shown.inspection.unit_id, shown.school_id
    if isinstance(shown, HazardStep):
        return shown.hazard.unit_id, shown.school_id
    return shown.unit_id, None


@transaction.atomic
def remove_photo(*, photo: Photo) -> None:
    """Take a photo out for good: the content goes, the trail says who took it out and when."""
    file = photo.file
    photo.delete()
    drop_file(stored=file)
