"""Writing schools."""

from collections.abc import Collection

from django.db import transaction

from campus_safety.audit.author import current_author
from campus_safety.audit.trail import Action, entry, record
from schools.models import School, SchoolLevel


@transaction.atomic
def save_school(
    *, school: School, levels: Collection[str] | None = None, only: Collection[str] | None = None
) -> School:
    """Write a school and its levels; the trail keeps what changed, the people and phones of it by name only.

    `only` names the fields to write, and without `levels` they stay: what others changed meanwhile is not undone.
    """
    school.save(update_fields=only)
    if levels is None:
        return school
    before = list(school.levels.values_list("level", flat=True))
    gone, new = set(before) - set(levels), [level for level in levels if level not in before]
    if gone:
        SchoolLevel.objects.filter(school=school, level__in=gone).delete()
    if new:
        SchoolLevel.objects.bulk_create(SchoolLevel(school=school, level=level) for level in new)
    if gone or new:
        changes = {"levels": (", ".join(sorted(before)), ", ".join(sorted(levels)))}
        record(entry(school, action=Action.UPDATE, changes=changes, actor=current_author().user))
    return school
