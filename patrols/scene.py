"""All that a check-in must be compared with, read in one statement.

Six statements by way of the models took longer than the rest of the request together (docs/adr/0008). The SQL is the
same for SQLite and PostgreSQL; what it finds are the models' own rows with only the columns that a check-in needs.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models

from campus_safety.accounts.models import Unit, User
from campus_safety.local_days import local_day
from campus_safety.statements import Statement
from patrols.claims import CheckInClaim
from patrols.evidence import LOOK_ROUND
from patrols.models import Duty, Outing, PatrolPoint

# A phone's clock may run behind: an outing counts from this long before its start.
EARLY = timedelta(minutes=10)

Row = TypeVar("Row", bound=models.Model)
POINT = ["id", "unit_id", "code", "latitude", "longitude", "fence_radius_m"]
OUTING = ["id", "uuid", "unit_id", "kind"]
UUID_FIELD: models.UUIDField[UUID, UUID] = models.UUIDField()
DUTY = ["id", "point_id", "on", "ends_at", "state"]


def _neighbour(name: str, side: str, order: str) -> str:
    """The officer's nearest other check-in on one side of the moment: an upload may come out of order."""
    return f"""
  LEFT JOIN (SELECT other.point_id, other.captured_at, there.latitude, there.longitude
               FROM patrols_checkin AS other JOIN patrols_patrolpoint AS there ON there.id = other.point_id
              WHERE other.officer_id = %(officer)s AND {side}
              ORDER BY other.captured_at {order}, other.id {order} LIMIT 1) AS {name} ON 1 = 1"""  # noqa: S608


BEFORE = "other.captured_at <= %(captured_at)s AND other.captured_at > %(look_back)s"
AFTER = "other.captured_at > %(captured_at)s AND other.captured_at < %(look_ahead)s"

AROUND = Statement(
    "patrols_around",
    f"""
SELECT (SELECT id FROM patrols_checkin WHERE uuid = %(uuid)s) AS written_id,
       unit.id, unit.code,
       point.id, point.unit_id, point.code, point.latitude, point.longitude, point.fence_radius_m,
       outing.id, outing.unit_id, outing.uuid, outing.kind,
       EXISTS (SELECT 1 FROM patrols_outing_units AS named
                WHERE named.outing_id = outing.id AND named.unit_id = point.unit_id) AS is_named,
       EXISTS (SELECT 1 FROM patrols_checkin AS other
                WHERE %(device)s <> '' AND other.device = %(device)s AND other.officer_id <> %(officer)s
                  AND other.captured_at > %(look_back)s AND other.captured_at < %(look_ahead)s
                  AND (outing.id IS NULL OR other.outing_id IS NULL OR other.outing_id <> outing.id)) AS is_shared,
       last.point_id, last.captured_at, last.latitude, last.longitude,
       next.point_id, next.captured_at, next.latitude, next.longitude,
       duty.id, duty.point_id, duty."on", duty.ends_at, duty.state
  FROM (SELECT 1 AS one) AS always
  LEFT JOIN patrols_patrolpoint AS point ON point.code = %(point)s
  LEFT JOIN accounts_unit AS unit ON unit.id = point.unit_id
  LEFT JOIN patrols_outing AS outing ON outing.id =
       (SELECT member.outing_id FROM patrols_outingofficer AS member
         WHERE member.officer_id = %(officer)s AND member.started_at <= %(early)s
           AND (member.ended_at IS NULL OR member.ended_at >= %(captured_at)s)
         ORDER BY member.started_at <= %(captured_at)s DESC, member.ended_at IS NULL DESC, member.started_at DESC,
                  member.id DESC LIMIT 1)
  {_neighbour("last", BEFORE, "DESC")}
  {_neighbour("next", AFTER, "ASC")}
  LEFT JOIN patrols_duty AS duty
       ON duty.point_id = point.id AND duty."on" = %(day)s AND duty.starts_at <= %(captured_at)s
 ORDER BY duty.ends_at, duty.id
""",  # noqa: S608
    {
        "uuid": "uuid",
        "officer": "bigint",
        "device": "text",
        "point": "text",
        "captured_at": "timestamptz",
        "early": "timestamptz",
        "look_back": "timestamptz",
        "look_ahead": "timestamptz",
        "day": "date",
    },
)


@dataclass(frozen=True, slots=True)
class Visit:
    """Another check-in of the officer: at which point, where that is, and when."""

    point_id: int
    place: tuple[float, float]
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class Scene:
    """What was found; None where there is nothing.

    `nearest` are the officer's check-ins just before and just after, where there are such within twelve hours;
    `duties` are those of the point and day that have begun, by end.
    """

    is_written: bool
    unit: Unit | None
    point: PatrolPoint | None
    outing: Outing | None
    names_unit: bool
    has_shared_device: bool
    nearest: list[Visit]
    duties: list[Duty]


def look_around(*, officer: User, claim: CheckInClaim) -> Scene:
    """What the database knows around a check-in: the point and its duties, the officer's outing and other check-ins.

    The outing is the one that covers the moment: the one that runs, or, for a late upload, the one that ran. One that
    starts within ten minutes after it counts only if no other covers it: the phone's clock runs behind.
    """
    database, moment = connections[DEFAULT_DB_ALIAS], claim.captured_at
    as_moment = database.ops.adapt_datetimefield_value
    values = {
        "uuid": UUID_FIELD.get_db_prep_value(claim.uuid, database),
        "officer": officer.pk,
        "device": claim.device,
        "point": claim.point,
        "captured_at": as_moment(moment),
        "early": as_moment(moment + EARLY),
        "look_back": as_moment(moment - LOOK_ROUND),
        "look_ahead": as_moment(moment + LOOK_ROUND),
        "day": database.ops.adapt_datefield_value(local_day(moment)),
    }
    return _scene(AROUND.run(values).fetchall())


def _scene(rows: list[tuple[Any, ...]]) -> Scene:
    (written_id, *unit, point_id, point_unit_id, code, latitude, longitude, radius) = rows[0][:9]
    (outing_id, outing_unit_id, outing_uuid, kind, is_named, is_shared) = rows[0][9:15]
    return Scene(
        is_written=written_id is not None,
        unit=_row(Unit, ["id", "code"], unit),
        point=_row(PatrolPoint, POINT, [point_id, point_unit_id, code, latitude, longitude, radius]),
        outing=_row(Outing, OUTING, [outing_id, _uuid(outing_uuid), outing_unit_id, kind]),
        names_unit=bool(is_named),
        has_shared_device=bool(is_shared),
        nearest=[_visit(*visit) for visit in (rows[0][15:19], rows[0][19:23]) if visit[0] is not None],
        duties=[_duty(*row[23:]) for row in rows if row[23] is not None],
    )


def _row(model: type[Row], columns: list[str], values: list[Any]) -> Row | None:
    """The model's row with these columns, in its own order, as `only()` gives it; None for a row of nothing."""
    return None if values[0] is None else model.from_db(DEFAULT_DB_ALIAS, columns, values)


def _visit(point_id: int, captured_at: Any, latitude: float, longitude: float) -> Visit:
    return Visit(point_id, (latitude, longitude), _moment(captured_at))


def _duty(pk: int, point_id: int, on: Any, ends_at: Any, state: str) -> Duty:
    day = on if isinstance(on, date) else date.fromisoformat(on)
    return Duty.from_db(DEFAULT_DB_ALIAS, DUTY, [pk, point_id, day, _moment(ends_at), state])


# SQLite gives a moment as UTC without saying so, and a UUID as a text.
def _moment(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _uuid(value: UUID | str | None) -> UUID | None:
    return UUID(value) if isinstance(value, str) else value
