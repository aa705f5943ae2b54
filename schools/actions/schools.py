"""Writing schools."""

from collections.abc import Collection, Mapping

from django.db import transaction

from campus_safety.audit.author import current_author
from campus_safety.audit.trail import Action, entry, record
from campus_safety.calendars.followers import tell_followers
from schools.models import School, SchoolLevel


@transaction.atomic
def save_school(
    *, school: School, levels: Collection[str] | None = None, only: Collection[str] | None = None
) -> School:
    """Write a school and its levels; the trail keeps what changed, the people and phones of it by name only.

    `only` names the fields to write, and without `levels` they stay: what others changed meanwhile is not undone.
    Who follows school days is told if its times, its levels, or whether it is open have changed.
    """
    is_new, before = school.pk is None, _times_of(school)
    school.save(update_fields=only)
    has_new_levels = levels is not None and _save_levels(school, levels)
    if not is_new and (has_new_levels or _times_of(school) != before):
        tell_followers(school_ids=[school.pk])
    return school


def _times_of(school: School) -> Mapping[str, object] | None:
    """What the database says of when children come and go."""
    return School.objects.filter(pk=school.pk).values("arrives_at", "dismisses_at", "is_open").first()


def _save_levels(school: School, levels: Collection[str]) -> bool:
    """Write the levels; returns whether they changed."""
    before = list(school.levels.values_list("level", flat=True))
    gone, new = set(before) - set(levels), [level for level in levels if level not in before]
    if gone:
        SchoolLevel.objects.filter(school=school, level__in=gone).delete()
    if new:
        SchoolLevel.objects.bulk_create(SchoolLevel(school=school, level=level) for level in new)
    if gone or new:
        changes = {"levels": (", ".join(sorted(before)), ", ".join(sorted(levels)))}
        record(entry(school, action=Action.UPDATE, changes=changes, actor=current_author().user))
    return bool(gone or new)
