"""Storing what was taken in, and dropping what no row knows."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from campus_safety.uploads.content import Taken
from campus_safety.uploads.models import CONTENT_TYPES, StoredFile

# Longer than any transaction: a younger file may belong to a row that is just being written.
ORPHANS_KEPT = timedelta(days=1)


@transaction.atomic
def store_file(*, taken: Taken, by: AbstractBaseUser | None, at: datetime | None = None) -> StoredFile:
    """Write the content and its row, in the transaction of the row that will point here; `at` defaults to now.

    `by` is None for what came from the public.

    The content comes first, so whoever reads the row finds it. If the transaction is rolled back, the row is gone and
    the content left behind, under a name that nobody was told: Django calls nobody on rollback, and a killed process
    could not be called. `drop_orphans` takes it away. Written on commit, a full disk would leave a row without content.
    """
    stored = StoredFile(
        kind=taken.kind,
        content_type=CONTENT_TYPES[taken.kind],
        size_bytes=len(taken.content),
        width_px=taken.width_px,
        height_px=taken.height_px,
        sha256=taken.sha256,
        name=taken.name,
        uploaded_by_id=by.pk if by else None,
        uploaded_at=at or timezone.now(),
    )
    stored.content.save(taken.name, ContentFile(taken.content), save=False)
    if taken.preview:
        stored.preview.save(taken.name, ContentFile(taken.preview), save=False)
    stored.save()
    return stored


@transaction.atomic
def drop_file(*, stored: StoredFile) -> None:
    """Delete the row, and its content as soon as nobody can read the row any more."""
    paths = [file.name for file in (stored.content, stored.preview) if file]
    stored.delete()
    transaction.on_commit(lambda: _drop(paths))


def drop_orphans(*, at: datetime) -> int:
    """Drop content without a row that was written more than a day before `at`: what a rollback or a deleted row left.

    Returns how many files. The same call again drops none.
    """
    dropped = 0
    for month in _months():
        paths = {f"{month}/{name}" for name in _listed(month)[1]}
        known = StoredFile.objects.filter(content__startswith=f"{month}/").values_list("content", "preview")
        for path in paths.difference(*known):
            if default_storage.get_modified_time(path) < at - ORPHANS_KEPT:
                _drop([path])
                dropped += 1
    return dropped


def _drop(paths: Iterable[str]) -> None:
    for path in paths:
        default_storage.delete(path)


def _months() -> Iterator[str]:
    """The folders of months, <yyyy>/<mm>: whatever else is kept in the storage is none of ours."""
    for year in filter(str.isdecimal, _listed("")[0]):
        for month in filter(str.isdecimal, _listed(year)[0]):
            yield f"{year}/{month}"


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """The folders and files in a folder; none if it was never written to."""
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
