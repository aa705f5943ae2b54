"""Photos of activities: kept with what they show, and taken out for good."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from campus_safety.accounts.models import User
from campus_safety.uploads.actions import drop_file, store_file
from campus_safety.uploads.content import Taken
from outreach.models import Activity, ActivityPhoto


def keep_photos(*, by: User, activity: Activity, photos: Iterable[Taken], at: datetime) -> None:
    """Store photos of an activity, within the caller's transaction; one that is there already is passed over."""
    known = set(activity.photos.values_list("file__sha256", flat=True)) if photos else set()
    for taken in photos:
        if taken.sha256 not in known:  # sent twice over a slow line
            ActivityPhoto.objects.create(activity=activity, file=store_file(taken=taken, by=by, at=at))
            known.add(taken.sha256)


@transaction.atomic
def remove_photo(*, photo: ActivityPhoto) -> None:
    """Take a photo out for good: the content goes, the trail says who took it out and when."""
    file = photo.file
    photo.delete()
    drop_file(stored=file)
