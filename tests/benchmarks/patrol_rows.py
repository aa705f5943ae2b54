"""Ten years of patrols in a hundred stations, written by the database itself: a month at a time, all alike."""

from collections.abc import Sequence
from datetime import time

from django.db import connection

from campus_safety.accounts.models import Unit, User
from campus_safety.levels import Level
from campus_safety.statistics.periods import Period
from patrols.models import DutyWindow, PatrolPoint, Vehicle
from schools.models import School, SchoolLevel
from tests.factories import PLACE, a_unit, a_user, make_unit

OFFICERS, CARS, POINTS = 20, 3, 14  # of a station
TABLES = (
    "patrols_outing", "patrols_outingofficer", "patrols_vehicledispatch", "patrols_checkin", "patrols_checkinreview",
    "patrols_duty",
)  # fmt: skip
# Rows of the ground with their number in their unit, so that a row of the log can name one by it.
NUMBERED = """
    CREATE TEMPORARY TABLE unit_no AS
      SELECT id AS unit_id, row_number() OVER (ORDER BY id) - 1 AS no FROM accounts_unit WHERE kind = 'station';
    CREATE TEMPORARY TABLE officer_no AS
      SELECT id AS officer_id, unit_id, row_number() OVER (PARTITION BY unit_id ORDER BY id) - 1 AS no
        FROM accounts_user WHERE role = 'officer';
    CREATE TEMPORARY TABLE car_no AS
      SELECT id AS vehicle_id, unit_id, row_number() OVER (PARTITION BY unit_id ORDER BY id) - 1 AS no
        FROM patrols_vehicle;
    CREATE TEMPORARY TABLE point_no AS
      SELECT id AS point_id, unit_id, row_number() OVER (PARTITION BY unit_id ORDER BY id) - 1 AS no
        FROM patrols_patrolpoint;
    ANALYZE unit_no; ANALYZE officer_no; ANALYZE car_no; ANALYZE point_no
"""
# Of one month: spread evenly over it, between 06:00 and 22:00, with volunteers on some.
OUTINGS = """
    INSERT INTO patrols_outing (uuid, unit_id, kind, started_at, ended_at, volunteers, note, topic, found,
                                started_by_id, digest)
    SELECT lpad(to_hex((extract(epoch FROM %(first)s::timestamptz))::bigint * 1000000 + n), 32, '0')::uuid,
           station.unit_id, (ARRAY['routine', 'peak', 'peak', 'joint'])[1 + n / %(stations)s %% 4], started_at,
           started_at + interval '1 hour', n / %(stations)s %% 5, '', '', '', officer.officer_id, ''
      FROM generate_series(0, %(number)s - 1) n
     CROSS JOIN LATERAL (
           SELECT %(first)s::timestamptz + n * (%(last)s::timestamptz - %(first)s) / %(number)s) AS m(moment)
     CROSS JOIN LATERAL (
           SELECT date_trunc('day', moment, 'Asia/Shanghai') + interval '6 hours'
                  + (n * 7919::bigint %% 960) * interval '1 minute') AS s(started_at)
      JOIN unit_no station ON station.no = n %% %(stations)s
      JOIN officer_no officer ON officer.unit_id = station.unit_id AND officer.no = n / %(stations)s %% %(officers)s
     ORDER BY n
"""
# Every window on every day of one month; one of twenty was missed.
DUTIES = """
    INSERT INTO patrols_duty (unit_id, point_id, window_id, "on", starts_at, ends_at, state, visited_at, strength,
                              reason, comment)
    SELECT point.unit_id, point.id, timed.id, day, (day + timed.starts_at) AT TIME ZONE 'Asia/Shanghai',
           (day + timed.ends_at) AT TIME ZONE 'Asia/Shanghai', CASE WHEN missed THEN 'missed' ELSE 'done' END,
           CASE WHEN NOT missed THEN (day + timed.starts_at) AT TIME ZONE 'Asia/Shanghai' END, 1, '', ''
      FROM patrols_dutywindow timed
      JOIN patrols_patrolpoint point ON point.id = timed.point_id
     CROSS JOIN generate_series(%(first_day)s::date, %(last_day)s::date, '1 day') day
     CROSS JOIN LATERAL (SELECT (timed.id + extract(day FROM day)::int) %% 20 = 0) AS m(missed)
     ORDER BY day, timed.id
"""
# For all outings of a span: two officers on each, a car on every third, a check-in; one in a hundred is rejected.
ON_THEM = """
    INSERT INTO patrols_outingofficer (outing_id, officer_id, unit_id, started_at, ended_at)
    SELECT outing.id, officer.officer_id, outing.unit_id, started_at, ended_at
      FROM patrols_outing outing
      JOIN officer_no officer ON officer.unit_id = outing.unit_id AND officer.no IN (id / 100 %% 10, 10 + id / 100 %% 7)
     WHERE started_at >= %(first)s AND started_at < %(last)s
     ORDER BY outing.id;
    INSERT INTO patrols_vehicledispatch (outing_id, vehicle_id, unit_id, started_at)
    SELECT outing.id, car.vehicle_id, outing.unit_id, started_at
      FROM patrols_outing outing
      JOIN car_no car ON car.unit_id = outing.unit_id AND car.no = id / 300 %% %(cars)s
     WHERE started_at >= %(first)s AND started_at < %(last)s AND id / 100 %% 3 = 0
     ORDER BY outing.id;
    INSERT INTO patrols_checkin (uuid, unit_id, point_id, officer_id, outing_id, duty_state, method, captured_at,
                                 received_at, distance_m, accuracy_m, fence_radius_m, device, note, flags, digest)
    SELECT outing.uuid, outing.unit_id, point_id, started_by_id, outing.id, '', 'gps', started_at, started_at, 18, 12,
           50, '', '', '[]', ''
      FROM patrols_outing outing
      JOIN point_no point ON point.unit_id = outing.unit_id AND point.no = id / 100 %% %(points)s
     WHERE started_at >= %(first)s AND started_at < %(last)s
     ORDER BY outing.id;
    INSERT INTO patrols_checkinreview (check_in_id, unit_id, captured_at, outcome, reason, reviewed_by_id, reviewed_at)
    SELECT id, unit_id, captured_at, 'rejected', 'x', officer_id, captured_at
      FROM patrols_checkin WHERE captured_at >= %(first)s AND captured_at < %(last)s AND id / 100 %% 100 = 0
"""
# What no constraint stands on.
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
     WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


def write_ground(stations: int) -> Unit:
    """The stations under one bureau, with officers, cars, and points with a school and two windows each.

    Returns the first station.
    """
    bureau = make_unit("BUREAU", Unit.Kind.BUREAU)
    units = Unit.objects.bulk_create(a_unit(f"S{number}", parent=bureau) for number in range(stations))
    User.objects.bulk_create(a_user(f"s{unit.pk}-{number}", unit=unit) for unit in units for number in range(OFFICERS))
    Vehicle.objects.bulk_create(Vehicle(unit=unit, plate=f"{unit.pk}-{n}") for unit in units for n in range(CARS))
    place = {"latitude": PLACE[0], "longitude": PLACE[1]}
    schools = School.objects.bulk_create(
        School(unit=unit, name=f"{unit.pk}-{number}", **place) for unit in units for number in range(POINTS)
    )
    SchoolLevel.objects.bulk_create(SchoolLevel(school=school, level=Level.KINDERGARTEN) for school in schools)
    points = PatrolPoint.objects.bulk_create(
        PatrolPoint(unit_id=school.unit_id, code=f"C-{number:04}", in_force_from="2010-01-01", **place)
        for number, school in enumerate(schools)
    )
    serving = PatrolPoint.schools.through
    pairs = zip(points, schools, strict=True)
    serving.objects.bulk_create(serving(patrolpoint=point, school=school) for point, school in pairs)
    DutyWindow.objects.bulk_create(
        DutyWindow(point=point, occasion=occasion, weekdays="1234567", starts_at=time(hour), ends_at=time(hour + 1))
        for point in points
        for occasion, hour in (("arrival", 7), ("dismissal", 16))
    )
    with connection.cursor() as cursor:
        cursor.execute(NUMBERED)
    first: Unit = units[0]
    return first


def write_months(months: Sequence[Period], outings: int) -> None:
    """The log of months in a row, the latest first, with so many outings in each.

    Indexes are built afterwards, and no foreign key is looked up for each row: both for the sake of time.
    """
    sizes = {
        "number": outings, "stations": Unit.objects.filter(kind=Unit.Kind.STATION).count(), "officers": OFFICERS,
        "cars": CARS, "points": POINTS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica; SET maintenance_work_mem = '512MB'")
        cursor.execute(INDEXES, [list(TABLES)])
        indexes = dict(cursor.fetchall())
        cursor.execute(f"DROP INDEX {', '.join(indexes)}")
        for month in reversed(months):
            span = {"first": month.starts_at, "last": month.ends_at}
            cursor.execute(OUTINGS, sizes | span)
            cursor.execute(DUTIES, {"first_day": month.first_day, "last_day": month.last_day})
        cursor.execute(ON_THEM, sizes | {"first": months[-1].starts_at, "last": months[0].ends_at})
        for definition in indexes.values():
            cursor.execute(definition)
        cursor.execute("SET session_replication_role = origin; RESET maintenance_work_mem")
        cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")
