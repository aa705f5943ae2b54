"""A check-in: written once, with its evidence, the duty it fulfils and its place on the trail, in one transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, Changes, entry, record
from campus_safety.geo.places import check_place, distance_m
from campus_safety.statistics.actions import mark_months_stale
from campus_safety.statistics.periods import local_day
from patrols.actions.public import mark_public_stale
from patrols.claims import CheckInClaim, UuidTaken, check_moment
from patrols.evidence import LOOK_BACK, Evidence, speed_km_h
from patrols.models import CheckIn, Duty, Outing, OutingOfficer, PatrolPoint, PointSign
from patrols.states import DutyState, duty_states_before

# A phone's clock may run behind: an outing counts from this long before its start.
EARLY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The check-in, and whether this request wrote it or an earlier one did."""

    check_in: CheckIn
    is_new: bool


@transaction.atomic
def record_check_in(*, by: User, claim: CheckInClaim) -> Recorded:
    """Write a check-in; the same claim again changes nothing and gives the same answer.

    Raises UuidTaken if the UUID is another user's or came with another body, PatrolPoint.DoesNotExist for an unknown
    point or one of another unit (but in a joint outing that names it), ValidationError by field for bad input.
    """
    written = CheckIn.objects.select_related("point").filter(uuid=claim.uuid).first()
    if written is not None:
        if written.officer_id != by.pk or written.digest != claim.digest:
            raise UuidTaken
        return Recorded(written, is_new=False)
    now = timezone.now()
    _check(claim, now)
    outing = _outing_of(by, claim.captured_at)
    point = _point_of(by, claim.point, outing)
    sign = _sign_of(point, claim)
    check_in = _build(by, claim, point, outing, sign, now)
    duty, changes = _fulfil(point, claim.captured_at)
    if duty is not None:
        check_in.duty, check_in.duty_state = duty, duty.state
    check_in.save(force_insert=True)
    _leave_trail(check_in, changes)
    if changes and duty is not None and duty.ends_at <= now:
        mark_public_stale()
    mark_months_stale(unit_ids=[point.unit_id], moments=[claim.captured_at])
    return Recorded(check_in, is_new=True)


def _check(claim: CheckInClaim, now: datetime) -> None:
    check_moment("captured_at", claim.captured_at, now)
    if (claim.latitude is None) != (claim.longitude is None):
        missing = "latitude" if claim.latitude is None else "longitude"
        raise ValidationError({missing: _("Latitude and longitude belong together.")})
    if claim.latitude is not None and claim.longitude is not None:
        check_place(claim.latitude, claim.longitude)
    if claim.method == CheckIn.Method.MANUAL and not claim.note.strip():
        raise ValidationError({"note": _("A check-in by hand needs a note that says why.")})
    if claim.method == CheckIn.Method.QR and not claim.sign:
        raise ValidationError({"sign": _("A check-in by QR code needs the token of the sign.")})


def _outing_of(officer: User, moment: datetime) -> Outing | None:
    """The outing of the officer that covers the moment: the one that runs, or, for a late upload, the one that ran."""
    taken_part = (
        OutingOfficer.objects.filter(
            Q(ended_at=None) | Q(ended_at__gte=moment),
            officer=officer,
            started_at__lte=moment + EARLY,
        )
        .select_related("outing")
        .order_by("-started_at")
        .first()
    )
    return taken_part.outing if taken_part else None


def _point_of(officer: User, code: str, outing: Outing | None) -> PatrolPoint:
    point = PatrolPoint.objects.get(code=code)
    if point.unit_id == officer.unit_id:
        return point
    named = outing is not None and (
        outing.unit_id == point.unit_id or outing.units.filter(pk=point.unit_id).exists()
    )
    if not named:
        raise PatrolPoint.DoesNotExist
    return point


def _sign_of(point: PatrolPoint, claim: CheckInClaim) -> PointSign | None:
    if claim.method != CheckIn.Method.QR:
        return None
    good = Q(ended_at=None) | Q(ended_at__gt=claim.captured_at)
    sign = PointSign.objects.filter(good, point=point, token=claim.sign).first()
    if sign is None:
        raise ValidationError({"sign": _("This is not the current sign of the point.")})
    return sign


def _build(
    by: User, claim: CheckInClaim, point: PatrolPoint, outing: Outing | None, sign: PointSign | None, now: datetime
) -> CheckIn:
    place = None if claim.latitude is None or claim.longitude is None else (claim.latitude, claim.longitude)
    speed, has_shared_device = _compare(by, claim, point, outing)
    evidence = Evidence(
        has_outing=outing is not None,
        has_shared_device=has_shared_device,
        fence_radius_m=point.fence_radius_m,
        distance_m=None if place is None else round(distance_m(place, point.place), 1),
        accuracy_m=claim.accuracy_m,
        drift_s=None if claim.sent_at is None else round((claim.sent_at - now).total_seconds(), 1),
        ahead_s=(claim.captured_at - now).total_seconds(),
        delay=now - claim.captured_at,
        speed_km_h=speed,
    )
    return CheckIn(
        uuid=claim.uuid,
        unit_id=point.unit_id,
        point=point,
        officer=by,
        outing=outing,
        method=claim.method,
        sign=sign,
        captured_at=claim.captured_at,
        sent_at=claim.sent_at,
        received_at=now,
        latitude=claim.latitude,
        longitude=claim.longitude,
        accuracy_m=claim.accuracy_m,
        distance_m=evidence.distance_m,
        drift_s=evidence.drift_s,
        speed_km_h=evidence.speed_km_h,
        device=claim.device,
        note=claim.note,
        flags=evidence.flags(),
        digest=claim.digest,
    )


def _compare(
    by: User, claim: CheckInClaim, point: PatrolPoint, outing: Outing | None
) -> tuple[float | None, bool]:
    """(speed in km/h since the officer's last check-in, whether the device was in another outing's hands): one query."""
    whose = Q(officer=by) | Q(device=claim.device) if claim.device else Q(officer=by)
    earlier = CheckIn.objects.filter(
        whose, captured_at__lte=claim.captured_at, captured_at__gt=claim.captured_at - LOOK_BACK
    )
    fields = ("officer_id", "outing_id", "point_id", "captured_at", "point__latitude", "point__longitude")
    rows = list(earlier.order_by("-captured_at").values_list(*fields)[:50])
    mine = next((row for row in rows if row[0] == by.pk), None)
    speed = None
    if mine is not None and mine[2] != point.pk:
        speed = speed_km_h(distance_m((mine[4], mine[5]), point.place), mine[3], claim.captured_at)
    outing_id = outing.pk if outing else None
    return speed, any(row[0] != by.pk and (outing_id is None or row[1] != outing_id) for row in rows)


def _fulfil(point: PatrolPoint, moment: datetime) -> tuple[Duty | None, Changes]:
    """The duty that a visit at `moment` belongs to, its state moved on, and what changed of it."""
    day = local_day(moment)
    duties = list(Duty.objects.filter(point=point, on=day, starts_at__lte=moment).order_by("ends_at"))
    current = [duty for duty in duties if duty.ends_at >= moment and duty.state != DutyState.CANCELLED]
    past = [duty for duty in duties if duty.ends_at < moment and duty.state in duty_states_before(DutyState.LATE)]
    waiting = [duty for duty in current if duty.state in duty_states_before(DutyState.DONE)]
    if waiting:
        return _move(waiting[0], DutyState.DONE, moment)
    if current:
        return current[0], {}
    return _move(past[-1], DutyState.LATE, moment) if past else (None, {})


def _move(duty: Duty, state: DutyState, moment: datetime) -> tuple[Duty, Changes]:
    before = duty.state
    moved = Duty.objects.filter(pk=duty.pk, state__in=duty_states_before(state)).update(state=state, visited_at=moment)
    if not moved:  # another check-in was quicker
        duty.refresh_from_db()
        return duty, {}
    duty.state, duty.visited_at = state, moment
    return duty, {"state": (before, str(state)), "visited_at": (None, moment)}


def _leave_trail(check_in: CheckIn, duty_changes: Changes) -> None:
    text = f"{check_in.point.code} {check_in.captured_at:%Y-%m-%d %H:%M}"
    shown: Changes = {"point": (None, check_in.point.code), "method": (None, check_in.method)}
    if check_in.flags:
        shown["flags"] = (None, ", ".join(check_in.flags))
    entries = [entry(check_in, action=Action.CREATE, changes=shown, actor=check_in.officer, text=text)]
    if duty_changes and check_in.duty is not None:
        duty_changes = duty_changes | {"check_in": (None, check_in.pk)}
        text = f"{check_in.point.code} {check_in.duty.on:%Y-%m-%d}"
        entries.append(entry(check_in.duty, action=Action.UPDATE, changes=duty_changes, actor=check_in.officer, text=text))
    record(*entries)
