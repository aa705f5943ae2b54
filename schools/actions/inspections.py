"""Filling in the safety sheet: begin, record item by item, finish or give up; and what the school says to it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from campus_safety.audit.author import current_author
from campus_safety.audit.trail import Action, entry, record
from campus_safety.rules.sheet import items_for
from campus_safety.statistics.actions.marks import mark_months_stale
from campus_safety.uploads.content import Taken
from schools.actions.photos import keep_photos, remove_photo
from schools.models import Hazard, Inspection, ItemResult, Photo, School

Outcome = ItemResult.Outcome


@transaction.atomic
def start_inspection(*, by: User, school: School, at: datetime | None = None) -> Inspection:
    """Begin an inspection, or a self-check if `by` is a principal; the one that `by` has open goes on instead."""
    begun, _is_new = Inspection.objects.get_or_create(
        school=school,
        inspector=by,
        finished_at=None,
        defaults={"unit_id": school.unit_id, "by_school": is_principal(by), "started_at": at or timezone.now()},
    )
    return begun


@transaction.atomic
def record_result(
    *, by: User, inspection: Inspection, item: str, outcome: str, note: str = "", photos: Sequence[Taken] = (),
    at: datetime | None = None,
) -> ItemResult:  # fmt: skip
    """Write what was found at one item; said again, it replaces what was said before, and photos are added.

    Raises ValidationError if the inspection is finished or the item is not on this school's sheet.
    """
    at = at or timezone.now()
    open_one = _still_open(inspection)
    levels = {level.level for level in open_one.school.levels.all()}
    if item not in {each.key for each in items_for(levels, timezone.localdate(open_one.started_at))}:
        raise ValidationError({"item": _("This item is not on the sheet of this school.")})
    if outcome != Outcome.FAIL and Hazard.objects.filter(result__inspection=open_one, result__item=item).exists():
        raise ValidationError({"outcome": _("A hazard has been made of this item: it stays as it was found.")})
    result, _is_new = ItemResult.objects.update_or_create(
        inspection=open_one,
        item=item,
        defaults={"outcome": outcome, "note": note.strip(), "recorded_at": at},
        create_defaults={
            "school_id": open_one.school_id, "by_school": open_one.by_school, "outcome": outcome,
            "note": note.strip(), "recorded_at": at,
        },
    )  # fmt: skip
    keep_photos(by=by, shown=result, photos=photos, at=at)
    return result


@transaction.atomic
def finish_inspection(*, inspection: Inspection, note: str = "", at: datetime | None = None) -> Inspection:
    """Finish an inspection: from now on its results are the sheet's, item by item. What was not looked at stays.

    Raises ValidationError if it is finished already or nothing was looked at.
    """
    at = at or timezone.now()
    open_one = _still_open(inspection)
    results = list(open_one.results.all())
    if not results:
        raise ValidationError({"note": _("Look at one item at least before you finish.")})
    counted = Counter(result.outcome for result in results)
    open_one.finished_at, open_one.note = at, note.strip()
    open_one.passed, open_one.failed = counted[Outcome.PASS], counted[Outcome.FAIL]
    open_one.not_applicable = counted[Outcome.NOT_APPLICABLE]
    open_one.save()
    _make_current(open_one, results)
    if not open_one.by_school:
        mark_months_stale(unit_ids=[open_one.unit_id], moments=[at])
    return open_one


def _make_current(inspection: Inspection, results: Sequence[ItemResult]) -> None:
    """Put the results on the sheet, but for items that somebody has looked at later. The school's row is locked."""
    School.objects.select_for_update(no_key=True).get(pk=inspection.school_id)
    on_sheet = ItemResult.objects.filter(
        school_id=inspection.school_id, by_school=inspection.by_school, is_current=True,
        item__in=[result.item for result in results],
    )  # fmt: skip
    standing = {result.item: result for result in on_sheet}
    new = [r for r in results if r.item not in standing or standing[r.item].recorded_at <= r.recorded_at]
    on_sheet.filter(item__in=[result.item for result in new]).update(is_current=False)
    ItemResult.objects.filter(pk__in=[result.pk for result in new]).update(is_current=True)
    changes = {"on_sheet": (None, ", ".join(f"{result.item}: {result.outcome}" for result in new))}
    record(entry(inspection, action=Action.UPDATE, changes=changes, actor=current_author().user))


@transaction.atomic
def discard_inspection(*, inspection: Inspection) -> None:
    """Give up an open inspection with all that was recorded.

    Raises ValidationError if it is finished, or hazards have been made of it.
    """
    open_one = _still_open(inspection)
    if Hazard.objects.filter(result__inspection=open_one).exists():
        raise ValidationError(_("Hazards have been made of this inspection: finish it, with what was looked at."))
    for photo in Photo.objects.filter(result__inspection=open_one).select_related("file"):
        remove_photo(photo=photo)
    open_one.delete()


@transaction.atomic
def answer_inspection(
    *, by: User, inspection: Inspection, answer: str, note: str = "", at: datetime | None = None
) -> Inspection:
    """Write what the school says to an inspection.

    Raises ValidationError if it has said so already, or objects without a reason.
    """
    found = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if found.answer:
        raise ValidationError({"answer": _("Your school has answered already.")})
    if answer == Inspection.Answer.OBJECTED and not note.strip():
        raise ValidationError({"answer_note": _("Say what was not so.")})
    found.answer, found.answer_note = answer, note.strip()
    found.answered_by, found.answered_at = by, at or timezone.now()
    found.save()
    return found


@transaction.atomic
def reply_to_objection(*, by: User, inspection: Inspection, reply: str, at: datetime | None = None) -> Inspection:
    """Write what police say to an objection, which settles it. Raises ValidationError if somebody has."""
    found = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if found.answer != Inspection.Answer.OBJECTED or found.replied_at is not None:
        raise ValidationError({"reply": _("There is no objection here that waits for a reply.")})
    found.reply, found.replied_by, found.replied_at = reply.strip(), by, at or timezone.now()
    found.save()
    return found


def _still_open(inspection: Inspection) -> Inspection:
    """The inspection, locked. Raises ValidationError if it has been finished or given up meanwhile."""
    found = Inspection.objects.select_for_update(of=("self",)).select_related("school").filter(pk=inspection.pk).first()
    if found is None or not found.is_open:
        raise ValidationError(_("This inspection is finished: nothing can be changed in it any more."))
    return found
