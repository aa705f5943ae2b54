"""People of a case: entered, put right, taken out, and seen in full for a reason that goes on the trail."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.audit.author import acting
from campus_safety.audit.trail import Action, entry, record
from incidents.actions.in_hand import lock_in_hand
from incidents.models import Case, CasePerson

# 核实案情: four characters say why.
LEAST_REASON = 4
SECRETS = ("name", "phone", "note")


@transaction.atomic
def add_person(
    *, by: User, case: Case, role: str, is_minor: bool = False, name: str = "", phone: str = "", note: str = ""
) -> CasePerson:
    """Write somebody of a case in hand; of a minor the role alone.

    Raises ValidationError, by field, if more is said of a minor, or no name of somebody else.
    """
    person = CasePerson(case=lock_in_hand(case), entered_by=by)
    return _write(by, person, role=role, is_minor=is_minor, said={"name": name, "phone": phone, "note": note})


@transaction.atomic
def change_person(
    *, by: User, person: CasePerson, role: str, is_minor: bool = False, name: str = "", phone: str = "", note: str = ""
) -> CasePerson:
    """Put somebody right: what is empty stays as it is; whoever turns out to be a minor keeps the role alone.

    Raises ValidationError like `add_person`.
    """
    found = _locked(person)
    return _write(by, found, role=role, is_minor=is_minor, said={"name": name, "phone": phone, "note": note})


@transaction.atomic
def remove_person(*, by: User, person: CasePerson) -> None:
    """Take somebody out of a case with all that is kept of them; the trail keeps that they were there.

    Raises ValidationError if the case is not in hand any more, or they are not there.
    """
    found = _locked(person)
    with acting(by):
        found.delete()


@transaction.atomic
def reveal_person(*, by: User, person: CasePerson, reason: str) -> CasePerson:
    """The person as kept, once it is on the trail who sees them in full and why; the reason keeps no name or number.

    Raises ValidationError if the reason says too little, and CasePerson.DoesNotExist for a minor.
    """
    found = CasePerson.objects.select_related("case__category").get(pk=person.pk, is_minor=False)
    reason = reason.strip()
    if len(reason) < LEAST_REASON:
        raise ValidationError({"reason": _("Say why, in %(least)s characters or more.") % {"least": LEAST_REASON}})
    for secret, shown in ((found.name, found.masked_name), (found.phone, found.masked_phone)):
        reason = reason.replace(secret, shown) if secret else reason
    seen = {"seen_in_full": (None, reason)}
    record(entry(found, action=Action.ACCESS, changes=seen, actor=by, text=f"{found.case} · {found}"))
    return found


def _locked(person: CasePerson) -> CasePerson:
    """The person as kept now: whoever changes one locks the case first."""
    lock_in_hand(person.case)
    found = CasePerson.objects.filter(pk=person.pk).first()
    if found is None:
        raise ValidationError(_("Somebody has taken this person out meanwhile."))
    return found


def _write(by: User, person: CasePerson, *, role: str, is_minor: bool, said: dict[str, str]) -> CasePerson:
    said = {field: text.strip() for field, text in said.items()}
    _check(person, is_minor=is_minor, said=said)
    person.role, person.is_minor = role, is_minor
    for field in SECRETS:
        kept = None if is_minor else said[field] or getattr(person, field)
        setattr(person, field, kept or None)
    person.clean_fields(exclude=["case", "entered_by", *SECRETS])
    with acting(by):
        person.save()
    return person


def _check(person: CasePerson, *, is_minor: bool, said: dict[str, str]) -> None:
    if is_minor:
        words = _("Of a minor nothing is kept but the role: leave this empty.")
        errors = {field: words for field in SECRETS if said[field]}
    else:
        errors = {} if said["name"] or person.name else {"name": _("Enter the name, or say that it is a minor.")}
    if errors:
        raise ValidationError(errors)
