"""Who may do what with a school and with what is kept of it. Which school's, `visible_to` has decided before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_commander, is_officer, is_principal

if TYPE_CHECKING:
    from schools.models import Document, Hazard, Inspection, Photo, Premises, RectificationNotice, School, SchoolDay


def works_with_schools(user: User) -> bool:
    """Police, and the principals: both keep inspections, hazards and documents, each what `visible_to` shows."""
    return is_officer(user) or is_principal(user)


def may_edit_school(user: User, school: School) -> bool:
    """The officers and commanders of the station (and commanders above it) keep its base data."""
    return is_officer(user) and school.unit_id in user.unit_ids


def may_complete_school(user: User) -> bool:
    """A principal keeps people, phones, counts and times of the own school; which that is, `visible_to` decides."""
    return is_principal(user)


def may_inspect(user: User, school: School) -> bool:
    """Police inspect an open school; its principal checks it for the school."""
    return school.is_open and (may_edit_school(user, school) or is_principal(user))


def may_fill_in(user: User, inspection: Inspection) -> bool:
    """Who began an inspection fills it in, finishes it or gives it up, as long as it is open."""
    return inspection.is_open and inspection.inspector_id == user.pk


def may_answer(user: User, inspection: Inspection) -> bool:
    """The principal says whether police's inspection was so, once."""
    return is_principal(user) and not inspection.by_school and not inspection.is_open and not inspection.answer


def may_reply(user: User, inspection: Inspection) -> bool:
    """Police of the unit reply to an objection, once."""
    of_unit = is_officer(user) and inspection.unit_id in user.unit_ids
    return of_unit and inspection.answer == inspection.Answer.OBJECTED and inspection.replied_at is None


def may_enter_days(user: User, school: School) -> bool:
    """Police and the principal say on which days the school departs from the calendar."""
    return may_edit_school(user, school) or is_principal(user)


def may_change_day(user: User, day: SchoolDay, today: date) -> bool:
    """The same change such a day or take it out; one that is over police alone, and the trail keeps it."""
    return may_edit_school(user, day.school) or (is_principal(user) and day.on >= today)


def may_add_hazard(user: User, school: School) -> bool:
    """Police enter hazards; the principal reports them."""
    return may_edit_school(user, school) or is_principal(user)


def may_work_on_hazard(user: User, hazard: Hazard) -> bool:
    """Police of the unit take a hazard up, move its deadline, verify it or send it back."""
    return is_officer(user) and hazard.unit_id in user.unit_ids


def may_rectify(user: User, hazard: Hazard) -> bool:
    """The principal says that a hazard of the own school is put right, unless the station owns it; police of any."""
    by_school = is_principal(user) and hazard.premises_id is None and hazard.owner != hazard.Owner.STATION
    return by_school or may_work_on_hazard(user, hazard)


def may_withdraw(user: User, hazard: Hazard) -> bool:
    """What was reported by mistake an officer takes out; what police found, a commander."""
    of_school = hazard.source == hazard.Source.SCHOOL
    return may_work_on_hazard(user, hazard) and (of_school or is_commander(user))


def may_receive(user: User, notice: RectificationNotice) -> bool:
    """The principal signs for a notice, once; police of the unit note that one was signed for on paper."""
    by_police = is_officer(user) and notice.unit_id in user.unit_ids
    return notice.received_at is None and (is_principal(user) or by_police)


def may_keep_premises(user: User, premises: Premises) -> bool:
    """Police of the unit keep its premises and check them."""
    return is_officer(user) and premises.unit_id in user.unit_ids


def may_add_document(user: User, school: School) -> bool:
    """Police and the principal add documents."""
    return may_edit_school(user, school) or is_principal(user)


def may_end_document(user: User, document: Document) -> bool:
    """Police of the unit, and the principal what the school added, take a document out."""
    of_unit = is_officer(user) and document.unit_id in user.unit_ids
    return document.ended_at is None and (of_unit or (is_principal(user) and document.by_school))


def may_replace_document(user: User, document: Document) -> bool:
    """Police of the unit and the principal bring a newer version, whoever added the old one: it stays on record."""
    of_unit = is_officer(user) and document.unit_id in user.unit_ids
    return document.ended_at is None and (of_unit or is_principal(user))


def may_restore_document(user: User, document: Document) -> bool:
    """Police put back what was taken out, the principal what the school itself did; not what a newer one replaced."""
    of_unit = is_officer(user) and document.unit_id in user.unit_ids
    is_out = document.ended_by is not None and not hasattr(document, "replaced_by")
    by_school = is_principal(user) and document.ended_by is not None and is_principal(document.ended_by)
    return is_out and (of_unit or by_school)


def may_remove_photo(user: User, photo: Photo) -> bool:
    """Who took a photo removes it as long as what it shows is not settled; a commander of the unit at any time."""
    if is_commander(user) and photo.unit_id in user.unit_ids:
        return True
    return photo.file.uploaded_by_id == user.pk and not photo.is_settled
