"""Tips as they come in: left by the public without a name, or entered by police from a call; and what is added later.

What the public writes enters the audit trail without an address (docs/adr); the code is returned once and kept nowhere.
"""

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.author import anonymously
from campus_safety.geo.places import check_place
from campus_safety.notices.actions import write_notices
from campus_safety.uploads.actions import store_file
from campus_safety.uploads.content import Taken
from outreach.models import Tip, TipMessage, TipStep
from outreach.states.tips import TipState
from outreach.tip_codes import hash_of, make_code
from outreach.tip_notifying import drafts_of_message, drafts_of_tip
from schools.models import School


def leave_tip(
    *, tip: Tip, code: str = "", photo: Taken | None = None, at: datetime | None = None
) -> tuple[Tip, str]:  # fmt: skip
    """Write what somebody from the public tells: the tip and its code, which nobody can find out again.

    `code` is one that was made for this form: the same tip by the same form again is written once and has the same
    code; another tip by it gets a new one. Raises ValidationError, by field, for a tip that says nothing and for a
    place that is none.
    """
    code, at = code or make_code(), at or timezone.now()
    with anonymously():
        try:
            return _write_once(tip, code, photo, at)
        except IntegrityError:  # the same form was sent twice in this very moment
            return _write_once(tip, code, photo, at)


def _write_once(tip: Tip, code: str, photo: Taken | None, at: datetime) -> tuple[Tip, str]:
    earlier = Tip.objects.with_code(code).first()
    if earlier is None:
        return _write(tip, code, photo=photo, at=at)
    if (tip.category, tip.text.strip()) == (earlier.category, earlier.text):
        return earlier, code
    return _write(tip, make_code(), photo=photo, at=at)


def enter_tip(
    *, by: User, unit: Unit, category: str, text: str, school: School | None = None, place: str = "",
    at: datetime | None = None,
) -> tuple[Tip, str]:  # fmt: skip
    """Write a tip that somebody told an officer, as on the hotline: the tip and its code, which the officer reads out.

    Raises ValidationError, by field, as `leave_tip` does, and for a school of another unit.
    """
    if school is not None and school.unit_id != unit.pk:
        raise ValidationError({"school": _("This school is of another unit.")})
    tip = Tip(unit=unit, category=category, text=text, school=school, place=place)
    return _write(tip, make_code(), by=by, at=at or timezone.now())


@transaction.atomic
def _write(
    tip: Tip, code: str, *, at: datetime, by: User | None = None, photo: Taken | None = None
) -> tuple[Tip, str]:  # fmt: skip
    tip.text, tip.place = tip.text.strip(), tip.place.strip()
    if errors := dict(_errors_of(tip)):
        raise ValidationError(errors)
    tip.code_hash, tip.received_at, tip.state = hash_of(code), at, TipState.NEW
    tip.photo = store_file(taken=photo, by=None, at=at) if photo else None
    tip.save()
    TipStep.objects.create(tip=tip, before="", after=TipState.NEW, at=at, by=by)
    write_notices(drafts=drafts_of_tip(tip, by=by), at=at)
    return tip, code


def _errors_of(tip: Tip) -> Iterator[tuple[str, str]]:
    if not tip.text:
        yield "text", _("Say what you saw.")
    latitude, longitude = tip.latitude, tip.longitude
    if latitude is None or longitude is None:
        if latitude is not longitude:
            yield "latitude" if latitude is None else "longitude", _("A place has both numbers, or none.")
        return
    try:
        check_place(latitude, longitude)
    except ValidationError as error:
        yield from ((field, messages[0]) for field, messages in error.message_dict.items())


@transaction.atomic
def write_again(*, tip: Tip, text: str, at: datetime | None = None) -> TipMessage:
    """Add what whoever left the tip has to say; a closed one is taken up again.

    The same words once more, as a page that is sent anew, are written once. Raises ValidationError for no words.
    """
    at, text = at or timezone.now(), text.strip()
    if not text:
        raise ValidationError({"text": _("Write what you want to say.")})
    with anonymously():
        found = locked(tip)
        latest = found.messages.order_by("-at", "-pk").first()
        if latest is not None and latest.by_id is None and latest.text == text:
            return latest
        message = TipMessage.objects.create(tip=found, at=at, text=text)
        if found.state == TipState.CLOSED:
            found.state = TipState.WORKED_ON
            found.save()
            TipStep.objects.create(tip=found, before=TipState.CLOSED, after=TipState.WORKED_ON, at=at)
        write_notices(drafts=drafts_of_message(message), at=at)
        return message


def locked(tip: Tip) -> Tip:
    """The tip as it is now, locked until the transaction ends."""
    return Tip.objects.select_for_update(no_key=True).get(pk=tip.pk)
