"""Keeps the drawn photos with what they show."""

from datetime import datetime

from auditlog.models import LogEntry

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action
from campus_safety.uploads.actions import store_file
from schools.demo.drawings import photo_of
from schools.demo.trail import dated
from schools.models import HazardStep, ItemResult, Photo

# Failed items of the last inspection that were photographed: school, item, scene.
OF_ITEMS = (("三峡幼儿园", "exits", "corridor"), ("青石坪小学", "barriers", "gate"))
# (result or step, scene, whether it shows how it is after, by whom, when)
Shown = tuple[ItemResult | HazardStep, str, bool, User, datetime]


def of_items(results: list[ItemResult]) -> list[Shown]:
    """What was photographed on inspections."""
    scenes = {(school, item): scene for school, item, scene in OF_ITEMS}
    return [
        (result, scenes[result.school.name, result.item], False, result.inspection.inspector, result.recorded_at)
        for result in results
        if result.is_current and not result.by_school and (result.school.name, result.item) in scenes
    ]


def write_photos(shown: list[Shown], trail: list[LogEntry]) -> None:
    """Store the photos, and put their entries on `trail`."""
    photos = Photo.objects.bulk_create(_photo(*each) for each in shown)
    trail += [
        dated(photo, {"file": (None, str(photo.file))}, by, at, Action.CREATE)
        for photo, (_of, _scene, _is_after, by, at) in zip(photos, shown, strict=True)
    ]


def _photo(of: ItemResult | HazardStep, scene: str, is_after: bool, by: User, at: datetime) -> Photo:
    file = store_file(taken=photo_of(scene, is_after=is_after), by=by, at=at)
    if isinstance(of, ItemResult):
        return Photo(unit_id=of.inspection.unit_id, school_id=of.school_id, result=of, file=file)
    return Photo(unit_id=of.hazard.unit_id, school_id=of.school_id, step=of, file=file)
