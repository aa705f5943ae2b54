"""Writes what was collected, table by table: each row as the actions would have left it, and its entry on the trail."""

from auditlog.models import LogEntry

from campus_safety.audit.trail import Action, Changes, record
from patrols.claims import OutingClaim
from patrols.demo.check_ins import History
from patrols.demo.plan import Trip
from patrols.demo.work import Change, Work
from patrols.models import CheckIn, Duty, Outing, OutingOfficer, VehicleDispatch
from patrols.states import DutyState
from schools.demo.trail import dated

BATCH = 500
LADDER = (
    "next_step_at", "reminded_at", "warned_at", "handed_over_at", "handed_to", "acknowledged_at", "acknowledged_by",
    "comment",
)  # fmt: skip


def write(work: Work) -> int:
    """Write outings, duties and check-ins with their entries on the trail. Returns how many check-ins were written."""
    trail = [_entry_of_change(change) for change in work.changes]
    trail += [_entry_of_note(duty) for duty in work.closed.values() if duty.acknowledged_at]
    outings = _write_outings(work.trips)
    for trip, outing in zip(work.trips, outings, strict=True):
        trail += _entries_of_outing(trip, outing)
    _write_duties(list(work.closed.values()))
    visits = [(visit, outing) for trip, outing in zip(work.trips, outings, strict=True) for visit in trip.visits]
    visits.sort(key=lambda pair: (pair[0].captured_at, pair[0].point.code))
    if visits:
        history = History.since(visits[0][0].captured_at)
        check_ins = [history.check_in(visit, outing, work.now) for visit, outing in visits]
        CheckIn.objects.bulk_create(check_ins, batch_size=BATCH)
        trail += [_entry_of_check_in(check_in) for check_in in check_ins]
    record(*sorted(trail, key=lambda row: row.timestamp))
    return len(visits)


def _write_outings(trips: list[Trip]) -> list[Outing]:
    outings = Outing.objects.bulk_create([_outing_of(trip) for trip in trips], batch_size=BATCH)
    pairs = list(zip(trips, outings, strict=True))
    OutingOfficer.objects.bulk_create(
        OutingOfficer(
            outing=outing,
            officer=officer,
            unit_id=officer.unit_id,
            started_at=trip.started_at,
            ended_at=trip.ended_at,
        )
        for trip, outing in pairs
        for officer in trip.officers
        if officer.unit_id is not None
    )
    VehicleDispatch.objects.bulk_create(
        VehicleDispatch(outing=outing, vehicle=vehicle, unit_id=vehicle.unit_id, started_at=trip.started_at)
        for trip, outing in pairs
        for vehicle in trip.vehicles
    )
    through = Outing.units.through
    through.objects.bulk_create(
        through(outing_id=outing.pk, unit_id=unit.pk) for trip, outing in pairs for unit in trip.units
    )
    return outings


def _outing_of(trip: Trip) -> Outing:
    claim = OutingClaim(
        uuid=trip.uuid,
        kind=trip.kind,
        officers=[officer.username for officer in trip.officers],
        started_at=trip.started_at,
        vehicles=[vehicle.plate for vehicle in trip.vehicles],
        volunteers=trip.volunteers,
        units=[unit.code for unit in trip.units],
        note=trip.note,
        topic=trip.topic,
    )
    return Outing(
        uuid=trip.uuid,
        unit=trip.unit,
        kind=trip.kind,
        started_at=trip.started_at,
        ended_at=trip.ended_at,
        volunteers=trip.volunteers,
        note=trip.note,
        topic=trip.topic,
        places_checked=trip.places_checked,
        problems_found=trip.problems_found,
        found=trip.found,
        started_by=trip.officers[0],
        digest=claim.digest,
    )


def _write_duties(duties: list[Duty]) -> None:
    """One statement for many rows: an insert that meets the row of the same window and day and changes it."""
    Duty.objects.bulk_create(
        (
            Duty(
                unit_id=duty.unit_id,
                point_id=duty.point_id,
                window_id=duty.window_id,
                on=duty.on,
                starts_at=duty.starts_at,
                ends_at=duty.ends_at,
                state=duty.state,
                visited_at=duty.visited_at,
                closed_at=duty.closed_at,
                reason=duty.reason,
                next_step_at=duty.next_step_at,
                reminded_at=duty.reminded_at,
                warned_at=duty.warned_at,
                handed_over_at=duty.handed_over_at,
                handed_to_id=duty.handed_to_id,
                acknowledged_at=duty.acknowledged_at,
                acknowledged_by_id=duty.acknowledged_by_id,
                comment=duty.comment,
            )
            for duty in duties
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["window", "on"],
        update_fields=["state", "visited_at", "closed_at", "reason", *LADDER],
    )


def _entry_of_change(change: Change) -> LogEntry:
    duty = change.duty
    changes: Changes = {"state": (change.before, str(duty.state))}
    if duty.visited_at is not None:
        changes["visited_at"] = (None, duty.visited_at)
    if duty.state == DutyState.CANCELLED:
        changes["reason"] = (None, duty.reason)
    if duty.handed_to is not None:
        changes["handed_to"] = (None, str(duty.handed_to))
    return dated(duty, changes, change.by, change.at)


def _entry_of_note(duty: Duty) -> LogEntry:
    noted = duty.acknowledged_at or duty.ends_at
    return dated(duty, {"comment": (None, duty.comment)}, duty.acknowledged_by, noted)


def _entries_of_outing(trip: Trip, outing: Outing) -> list[LogEntry]:
    changes: Changes = {
        "kind": (None, trip.kind.value),
        "officers": (None, ", ".join(officer.username for officer in trip.officers)),
        "vehicles": (None, ", ".join(vehicle.plate for vehicle in trip.vehicles)),
        "volunteers": (None, trip.volunteers),
        "units": (None, ", ".join(unit.code for unit in trip.units)),
    }
    start = dated(outing, changes, trip.officers[0], trip.started_at, Action.CREATE)
    return [start, dated(outing, {"ended_at": (None, trip.ended_at)}, trip.officers[0], trip.ended_at)]


def _entry_of_check_in(check_in: CheckIn) -> LogEntry:
    changes: Changes = {"point": (None, check_in.point.code), "method": (None, str(check_in.method))}
    if check_in.flags:
        changes["flags"] = (None, ", ".join(check_in.flags))
    return dated(check_in, changes, check_in.officer, check_in.received_at, Action.CREATE)
