"""Outings: started with a team, ended once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import is_commander
from campus_safety.audit.trail import Action, entry, record
from campus_safety.statistics.actions.marks import mark_months_stale
from campus_safety.wording import listed
from patrols.actions.rectifications import check_findings, write_findings
from patrols.claims import AHEAD_AT_MOST, Findings, OutingClaim, UuidTaken, check_moment
from patrols.models import Outing, OutingOfficer, Vehicle, VehicleDispatch
from patrols.permissions import may_end_outing

MOST_VOLUNTEERS = 1000


@dataclass(frozen=True, slots=True)
class Started:
    """The outing, and whether this request wrote it or an earlier one did."""

    outing: Outing
    is_new: bool


def start_outing(*, by: User, claim: OutingClaim) -> Started:
    """Write an outing with its officers, vehicles and volunteers; the same claim again changes nothing.

    Raises UuidTaken if the UUID is another user's or came with another body, ValidationError by field for officers or
    vehicles that are unknown, of another unit (but in a joint outing that names it), or out already.
    """
    try:
        return _written(by, claim) or _start(by, claim)
    except (IntegrityError, ValidationError):  # the same request may have been written in this very moment
        if written := _written(by, claim):
            return written
        raise


def _written(by: User, claim: OutingClaim) -> Started | None:
    outing = Outing.objects.filter(uuid=claim.uuid).first()
    if outing is None:
        return None
    if outing.started_by_id != by.pk or outing.digest != claim.digest:
        raise UuidTaken
    return Started(outing, is_new=False)


@transaction.atomic
def _start(by: User, claim: OutingClaim) -> Started:
    if by.unit is None:
        raise PermissionDenied
    check_moment("started_at", claim.started_at, timezone.now())
    if not 0 <= claim.volunteers <= MOST_VOLUNTEERS:
        raise ValidationError({"volunteers": _("Volunteers are a number from 0 to 1,000.")})
    units = _units_of(by.unit, claim)
    unit_ids = {by.unit.pk, *(unit.pk for unit in units)}
    _check_topic(claim)
    officers = _officers_of(by, claim.officers, unit_ids)
    vehicles = _vehicles_of(claim.vehicles, unit_ids)
    outing = Outing.objects.create(
        uuid=claim.uuid,
        unit=by.unit,
        kind=claim.kind,
        started_at=claim.started_at,
        volunteers=claim.volunteers,
        note=claim.note,
        topic=claim.topic,
        started_by=by,
        digest=claim.digest,
    )
    outing.units.set(units)
    _add_team(outing, officers, vehicles)
    changes = {
        "kind": (None, outing.kind),
        "officers": (None, ", ".join(officer.username for officer in officers)),
        "vehicles": (None, ", ".join(vehicle.plate for vehicle in vehicles)),
        "volunteers": (None, outing.volunteers),
        "units": (None, ", ".join(unit.code for unit in units)),
    }
    if outing.topic:
        changes["topic"] = (None, outing.topic)
    record(entry(outing, action=Action.CREATE, changes=changes, actor=by))
    mark_months_stale(unit_ids=unit_ids, moments=[outing.started_at])
    return Started(outing, is_new=True)


def _units_of(own: Unit, claim: OutingClaim) -> list[Unit]:
    """The other units that a joint outing names."""
    units = list(Unit.objects.filter(code__in=claim.units))
    unknown = sorted(set(claim.units) - {unit.code for unit in units})
    if unknown:
        raise ValidationError({"units": _("There is no unit %(code)s.") % {"code": listed(unknown)}})
    others = [unit for unit in units if unit.pk != own.pk]
    if claim.kind == Outing.Kind.JOINT and not others:
        raise ValidationError({"units": _("A joint outing names at least one other unit.")})
    if others and claim.kind != Outing.Kind.JOINT:
        raise ValidationError({"units": _("Only a joint outing names other units.")})
    return others


def _check_topic(claim: OutingClaim) -> None:
    """A rectification may say what it is about; no other outing may."""
    if claim.topic and claim.topic not in Outing.Topic:
        raise ValidationError({"topic": _("There is no topic %(topic)s.") % {"topic": claim.topic}})
    if claim.topic and claim.kind != Outing.Kind.RECTIFICATION:
        raise ValidationError({"topic": _("Only a rectification outing has a topic.")})


def _officers_of(by: User, usernames: Sequence[str], unit_ids: set[int]) -> list[User]:
    if not usernames:
        raise ValidationError({"officers": _("An outing has at least one officer.")})
    officers = list(User.objects.officers().filter(username__in=usernames, unit_id__in=unit_ids))
    strangers = sorted(set(usernames) - {officer.username for officer in officers})
    if strangers:
        text = _("%(names)s: no officer of the units of this outing.") % {"names": listed(strangers)}
        raise ValidationError({"officers": text})
    if by not in officers and not is_commander(by):
        raise ValidationError({"officers": _("You must be one of the officers of the outing that you start.")})
    out = OutingOfficer.objects.filter(officer__in=officers, ended_at=None).select_related("officer")
    busy = sorted(str(member.officer) for member in out)
    if busy:
        raise ValidationError({"officers": _("%(names)s: still out on another outing.") % {"names": listed(busy)}})
    return officers


def _vehicles_of(plates: Sequence[str], unit_ids: set[int]) -> list[Vehicle]:
    vehicles = list(Vehicle.objects.filter(plate__in=plates, unit_id__in=unit_ids, is_active=True))
    unknown = sorted(set(plates) - {vehicle.plate for vehicle in vehicles})
    if unknown:
        text = _("%(plates)s: no vehicle in service with the units of this outing.") % {"plates": listed(unknown)}
        raise ValidationError({"vehicles": text})
    return vehicles


def _add_team(outing: Outing, officers: Sequence[User], vehicles: Sequence[Vehicle]) -> None:
    try:
        with transaction.atomic():
            OutingOfficer.objects.bulk_create(
                OutingOfficer(outing=outing, officer=officer, unit_id=officer.unit_id, started_at=outing.started_at)
                for officer in officers
                if officer.unit_id is not None
            )
    except IntegrityError as error:  # another request sent one of them out in this very moment
        raise ValidationError({"officers": _("One of these officers has just gone out on another outing.")}) from error
    VehicleDispatch.objects.bulk_create(
        VehicleDispatch(outing=outing, vehicle=vehicle, unit_id=vehicle.unit_id, started_at=outing.started_at)
        for vehicle in vehicles
    )


@transaction.atomic
def end_outing(*, by: User, outing: Outing, ended_at: datetime, findings: Findings | None = None) -> Outing:
    """End an outing for its whole team, a rectification with what it found; the same end again changes nothing.

    Raises PermissionDenied for who has no part in it, ValidationError if it ended otherwise already, would end before
    it starts or more than 10 minutes ahead, or if `findings` cannot be.
    """
    if not may_end_outing(by, outing):
        raise PermissionDenied
    if outing.ended_at == ended_at:
        return outing
    if outing.ended_at is not None:
        raise ValidationError({"ended_at": _("This outing has already ended.")})
    if ended_at < outing.started_at:
        raise ValidationError({"ended_at": _("An outing cannot end before it starts.")})
    if ended_at > timezone.now() + AHEAD_AT_MOST:
        raise ValidationError({"ended_at": _("This time is more than 10 minutes ahead.")})
    if findings:
        check_findings(outing, findings)
    if not Outing.objects.filter(pk=outing.pk, ended_at=None).update(ended_at=ended_at):
        outing.refresh_from_db(fields=["ended_at"])  # another request was quicker, perhaps with the same end
        if outing.ended_at == ended_at:
            return outing
        raise ValidationError({"ended_at": _("This outing has already ended.")})
    OutingOfficer.objects.filter(outing=outing).update(ended_at=ended_at)
    record(entry(outing, action=Action.UPDATE, changes={"ended_at": (None, ended_at)}, actor=by))
    outing.ended_at = ended_at
    if findings:
        write_findings(by=by, outing=outing, findings=findings)
    return outing
