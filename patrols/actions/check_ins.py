"""A check-in: written once, with its evidence, the duty it fulfils and its place on the trail, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, Changes, entry, record
from campus_safety.geo.places import check_place, distance_m
from campus_safety.statements import Statement, insert
from campus_safety.statistics.actions.marks import mark_months_stale
from patrols.actions.public import mark_public_stale
from patrols.claims import CheckInClaim, UuidTaken, check_moment
from patrols.event_visits import tell_followers
from patrols.evidence import Evidence, speed_km_h
from patrols.models import CheckIn, Duty, Outing, PatrolPoint, PointSign
from patrols.scene import Scene, Visit, look_around
from patrols.states import DutyState, duty_may_become, duty_states_before

# One conditional update for each state that a visit can bring about.
MOVE = {
    state: Statement(
        f"patrols_duty_{state}",
        f"""UPDATE patrols_duty SET state = %(state)s, visited_at = %(visited_at)s
             WHERE id = %(duty)s AND state IN ('{"', '".join(duty_states_before(state))}')""",  # noqa: S608
        {"duty": "bigint", "state": "text", "visited_at": "timestamptz"},
    )
    for state in (DutyState.DONE, DutyState.LATE)
}
# Holds a duty that is done already until this check-in is written: see `_keep`.
KEEP = Statement(
    "patrols_duty_keep",
    "UPDATE patrols_duty SET state = state WHERE id = %(duty)s AND state = 'done'",
    {"duty": "bigint"},
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The check-in, and whether this request wrote it or an earlier one did."""

    check_in: CheckIn
    is_new: bool


def record_check_in(*, by: User, claim: CheckInClaim) -> Recorded:
    """Write a check-in; the same claim again changes nothing and gives the same answer.

    Raises UuidTaken if the UUID is another user's or came with another body, PatrolPoint.DoesNotExist for an unknown
    point or one of another unit (but in a joint outing that names it), ValidationError by field for bad input.
    """
    try:
        _check(claim, now := timezone.now())
        return _record(by, claim, now)
    except (ValidationError, IntegrityError):
        # A repeat that comes when its time has passed, or while its first is being written, is a repeat all the same.
        if CheckIn.objects.filter(uuid=claim.uuid).exists():
            return _repeated(by, claim)
        raise


def _repeated(by: User, claim: CheckInClaim) -> Recorded:
    written = CheckIn.objects.select_related("unit", "point", "officer", "outing").get(uuid=claim.uuid)
    if written.officer_id != by.pk or written.digest != claim.digest:
        raise UuidTaken
    return Recorded(written, is_new=False)


@transaction.atomic
def _record(by: User, claim: CheckInClaim, now: datetime) -> Recorded:
    scene = look_around(officer=by, claim=claim)
    if scene.is_written:
        return _repeated(by, claim)
    point = _point_of(by, scene)
    check_in = _build(by, claim, point, scene, now)
    duty, changes = _fulfil(scene.duties, claim.captured_at)
    if duty is not None:
        check_in.duty, check_in.duty_state = duty, duty.state
    insert(check_in)
    _leave_trail(check_in, changes)
    if scene.outing is not None and scene.outing.kind == Outing.Kind.EVENT_COVER:
        tell_followers(check_in)
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


def _point_of(officer: User, scene: Scene) -> PatrolPoint:
    """The point, if it is the officer's unit's or of a unit of the officer's outing."""
    point, outing = scene.point, scene.outing
    if point is None:
        raise PatrolPoint.DoesNotExist
    is_ours = officer.unit_id == point.unit_id or scene.names_unit
    if not is_ours and (outing is None or outing.unit_id != point.unit_id):
        raise PatrolPoint.DoesNotExist
    return point


def _sign_of(point: PatrolPoint, claim: CheckInClaim) -> PointSign | None:
    if claim.method != CheckIn.Method.QR:
        return None
    sign = PointSign.objects.filter(point=point, token=claim.sign).first()
    if sign is None:
        raise ValidationError({"sign": _("This is not a sign of the point.")})
    if sign.ended_at is not None and sign.ended_at <= claim.captured_at:
        raise ValidationError({"sign": _("This sign has been replaced. Check in by position.")})
    return sign


def _build(by: User, claim: CheckInClaim, point: PatrolPoint, scene: Scene, now: datetime) -> CheckIn:
    place = None if claim.latitude is None or claim.longitude is None else (claim.latitude, claim.longitude)
    evidence = Evidence(
        has_outing=scene.outing is not None,
        has_shared_device=scene.has_shared_device,
        fence_radius_m=point.fence_radius_m,
        distance_m=None if place is None else round(distance_m(place, point.place), 1),
        accuracy_m=claim.accuracy_m,
        drift_s=None if claim.sent_at is None else round((claim.sent_at - now).total_seconds(), 1),
        ahead_s=(claim.captured_at - now).total_seconds(),
        delay=now - claim.captured_at,
        speed_km_h=_speed(scene.nearest, point, claim.captured_at),
    )
    return CheckIn(
        uuid=claim.uuid,
        unit=scene.unit,
        point=point,
        officer=by,
        outing=scene.outing,
        method=claim.method,
        sign=_sign_of(point, claim),
        captured_at=claim.captured_at,
        sent_at=claim.sent_at,
        received_at=now,
        latitude=claim.latitude,
        longitude=claim.longitude,
        accuracy_m=claim.accuracy_m,
        distance_m=evidence.distance_m,
        fence_radius_m=evidence.fence_radius_m,
        drift_s=evidence.drift_s,
        speed_km_h=evidence.speed_km_h,
        device=claim.device,
        note=claim.note,
        flags=evidence.flags(),
        digest=claim.digest,
    )


def _speed(nearest: Sequence[Visit], point: PatrolPoint, moment: datetime) -> float | None:
    """The highest speed in km/h from or to the officer's nearest check-ins that were at another point."""
    speeds = (
        speed_km_h(distance_m(visit.place, point.place), visit.captured_at, moment)
        for visit in nearest
        if visit.point_id != point.pk
    )
    return max((speed for speed in speeds if speed is not None), default=None)


def _fulfil(duties: Sequence[Duty], moment: datetime) -> tuple[Duty | None, Changes]:
    """Of the duties that have begun the one that a visit at `moment` belongs to, moved on, and what changed of it."""
    current = [duty for duty in duties if duty.ends_at >= moment and duty.state != DutyState.CANCELLED]
    past = [duty for duty in duties if duty.ends_at < moment and duty.state in duty_states_before(DutyState.LATE)]
    waiting = [duty for duty in current if duty.state in duty_states_before(DutyState.DONE)]
    if waiting:
        return _move(waiting[0], DutyState.DONE, moment)
    if current:
        return _keep(current[0], moment)
    return _move(past[-1], DutyState.LATE, moment) if past else (None, {})


def _move(duty: Duty, state: DutyState, moment: datetime) -> tuple[Duty, Changes]:
    before, database = duty.state, connections[DEFAULT_DB_ALIAS]
    visited_at = database.ops.adapt_datetimefield_value(moment)
    moved = MOVE[state].run({"duty": duty.pk, "state": str(state), "visited_at": visited_at}).rowcount
    if not moved:  # another check-in was quicker
        duty.refresh_from_db()
        return duty, {}
    duty.state, duty.visited_at = state, moment
    return duty, {"state": (before, str(state)), "visited_at": (None, moment)}


def _keep(duty: Duty, moment: datetime) -> tuple[Duty, Changes]:
    """A further visit changes nothing, but if the first is rejected meanwhile, this one fulfils the duty."""
    if KEEP.run({"duty": duty.pk}).rowcount:
        return duty, {}
    duty.refresh_from_db()
    return _move(duty, DutyState.DONE, moment) if duty_may_become(duty.state, DutyState.DONE) else (duty, {})


def _leave_trail(check_in: CheckIn, duty_changes: Changes) -> None:
    text = f"{check_in.point.code} {check_in.captured_at:%Y-%m-%d %H:%M}"
    shown: Changes = {"point": (None, check_in.point.code), "method": (None, check_in.method)}
    if check_in.flags:
        shown["flags"] = (None, ", ".join(check_in.flags))
    entries = [entry(check_in, action=Action.CREATE, changes=shown, actor=check_in.officer, text=text)]
    if duty_changes and check_in.duty is not None:
        duty_changes = duty_changes | {"check_in": (None, check_in.pk)}
        text = f"{check_in.point.code} {check_in.duty.on:%Y-%m-%d}"
        entries.append(
            entry(check_in.duty, action=Action.UPDATE, changes=duty_changes, actor=check_in.officer, text=text)
        )
    record(*entries)
