"""What a minute of the ladder costs in the database: with nothing due, and with the duties of a unit due."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from campus_safety.accounts.models import Unit, User
from campus_safety.notices.models import Channel, Notice
from patrols.actions import take_steps
from patrols.models import DutyWindow, PatrolPoint, RosterEntry, Standby
from tests.factories import PLACE, at, make_unit

TODAY = date(2026, 11, 23)
MIDNIGHT = at(f"{TODAY} 00:30")
FEW, SMALL = 34, "few_points"
UNITS, POINTS_OF_A_UNIT, OFFICERS = 1000, 30, 3
VISITS = 334  # at each of 30,000 points: ten million check-ins
PAST_DAYS, COMING_DAYS, PAST_NOTICES = 90, 14, 25
STARTS = 10  # minutes over which the windows of the units begin
ROUNDS, MINUTES = 20, 50
LEAST_DUE = 300
MOST_RATIO, MOST_MS = 1.2, 0.1

# In the order in which the nights make them: day after day.
DUTIES = """
INSERT INTO patrols_duty (unit_id, point_id, window_id, "on", starts_at, ends_at, state, reason, strength, comment,
                          visited_at, closed_at, next_step_at)
SELECT unit_id, point_id, id, day, starts_at, ends_at, CASE WHEN is_past THEN 'done' ELSE 'open' END, '', 1, '',
       CASE WHEN is_past THEN starts_at END, CASE WHEN is_past THEN ends_at END,
       CASE WHEN NOT is_past THEN starts_at - interval '15 minutes' END
  FROM (SELECT point.unit_id, w.point_id, w.id, day::date AS day, day::date < %(today)s AS is_past,
               (day::date + w.starts_at) AT TIME ZONE 'Asia/Shanghai' AS starts_at,
               (day::date + w.ends_at) AT TIME ZONE 'Asia/Shanghai' AS ends_at
          FROM patrols_dutywindow AS w JOIN patrols_patrolpoint AS point ON point.id = w.point_id,
               generate_series(%(first)s, %(last)s, interval '1 day') AS day
         WHERE w.id > %(after)s) AS asked
 ORDER BY day, point_id
"""
# Who is on duty today is on duty on the days around it.
ROSTER = """
INSERT INTO patrols_rosterentry (unit_id, window_id, officer_id, "on")
SELECT unit_id, window_id, officer_id, day::date
  FROM patrols_rosterentry, generate_series(%(first)s, %(last)s, interval '1 day') AS day
 WHERE "on" = %(today)s AND day::date <> "on" AND window_id > %(after)s
 ORDER BY day, window_id
"""
CHECK_INS = """
INSERT INTO patrols_checkin (uuid, unit_id, point_id, officer_id, duty_state, method, captured_at, received_at,
                             fence_radius_m, device, note, flags, digest)
SELECT gen_random_uuid(), point.unit_id, point.id, officer.id, '', 'gps', moment, moment, 50, '', '', '[]', ''
  FROM patrols_patrolpoint AS point
  JOIN (SELECT unit_id, min(id) AS id FROM accounts_user GROUP BY unit_id) AS officer
    ON officer.unit_id = point.unit_id,
       generate_series(1, %(visits)s) AS number,
       LATERAL (SELECT %(until)s - number * interval '6 hours' - point.id * interval '1 second' AS moment) AS taken
 WHERE point.id > %(after)s
"""
# What everybody was told before, and what was sent: the outbox of a portal in use is not empty.
NOTICES = """
INSERT INTO notices_notice (recipient_id, kind, key, data, url, made_at)
SELECT id, 'patrols.reminder', 'past:' || number, '{}', '/today/', %(until)s - number * interval '1 day'
  FROM accounts_user, generate_series(1, %(notices)s) AS number
 WHERE NOT EXISTS (SELECT 1 FROM notices_notice WHERE recipient_id = accounts_user.id)
"""
DELIVERIES = """
INSERT INTO notices_delivery (notice_id, channel_id, state, made_at, due_at, settled_at, attempts, error)
SELECT notice.id, channel.id, 'sent', notice.made_at, notice.made_at, notice.made_at, 1, ''
  FROM notices_notice AS notice JOIN notices_channel AS channel ON channel.user_id = notice.recipient_id
 WHERE NOT EXISTS (SELECT 1 FROM notices_delivery WHERE channel_id = channel.id)
"""


def fill(units: int, points: int, visits: int) -> None:
    """So many units with so many points each, and so many past check-ins at each point; everybody has a channel."""
    last_window, last_point = _last(DutyWindow), _last(PatrolPoint)
    for number in range(units):
        _fill_unit(make_unit(kind=Unit.Kind.STATION), points, number % STARTS)
    span = {"first": TODAY - timedelta(days=PAST_DAYS), "last": TODAY + timedelta(days=COMING_DAYS)}
    windows: dict[str, Any] = span | {"today": TODAY, "after": last_window}
    with quick_inserts("patrols_duty", "patrols_rosterentry", "patrols_checkin") as cursor:
        cursor.execute(DUTIES, windows)
        cursor.execute(ROSTER, windows)
        cursor.execute(CHECK_INS, {"visits": visits, "until": at(f"{TODAY} 00:00"), "after": last_point})
        cursor.execute(NOTICES, {"until": at(f"{TODAY} 00:00"), "notices": PAST_NOTICES})
        cursor.execute(DELIVERIES)


@contextmanager
def quick_inserts(*tables: str) -> Iterator[CursorWrapper]:
    """Whether rows fit together is not asked within the block, and the tables' indexes are built at its end."""
    names = list(tables)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica; SET maintenance_work_mem = '1GB'")
        cursor.execute("UPDATE pg_index SET indisready = false WHERE indrelid = ANY (%s::regclass[])", [names])
        yield cursor
        for table in names:
            cursor.execute(f"REINDEX TABLE {table}")
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")


def set_aside() -> None:
    """Keep the duties that there are now in a table of their own, as if no more came: what theirs is compared with."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SMALL} CASCADE; CREATE SCHEMA {SMALL}")
        cursor.execute(f"CREATE TABLE {SMALL}.patrols_duty (LIKE public.patrols_duty INCLUDING ALL)")
        cursor.execute(f"INSERT INTO {SMALL}.patrols_duty SELECT * FROM public.patrols_duty")
        cursor.execute(f"VACUUM ANALYZE {SMALL}.patrols_duty")


def _last(model: type[Model]) -> int:
    return model._default_manager.order_by("pk").values_list("pk", flat=True).last() or 0


def _fill_unit(unit: Unit, number: int, minute: int) -> None:
    """Points with a window each, an hour from a few minutes past seven; who is on duty today, and who steps in."""
    roles = [User.Role.COMMANDER, *[User.Role.OFFICER] * OFFICERS]
    people = User.objects.bulk_create(
        User(username=f"{unit.code}-{place}", unit=unit, role=role) for place, role in enumerate(roles)
    )
    Channel.objects.bulk_create(
        Channel(user=user, kind="mail", target=f"{user.username}@example.org", made_at=MIDNIGHT) for user in people
    )
    points = PatrolPoint.objects.bulk_create(
        PatrolPoint(
            unit=unit, code=f"{unit.code}-{place:03d}", name=f"{unit.code} {place}", in_force_from=date(2018, 2, 1),
            latitude=PLACE[0], longitude=PLACE[1],
        )
        for place in range(number)
    )  # fmt: skip
    windows = DutyWindow.objects.bulk_create(
        DutyWindow(point=point, occasion="arrival", starts_at=time(7, minute), ends_at=time(8, minute))
        for point in points
    )
    RosterEntry.objects.bulk_create(
        RosterEntry(unit=unit, window=window, on=TODAY, officer=people[1 + place % OFFICERS])
        for place, window in enumerate(windows)
    )
    Standby.objects.create(unit=unit, on=TODAY, officer=people[-1])


@contextmanager
def database_time() -> Iterator[list[float]]:
    """The milliseconds of every statement and commit within the block, from sending it to its answer."""
    took: list[float] = []

    def measure(execute: Callable[..., Any], *call: Any) -> Any:
        begun = perf_counter()
        try:
            return execute(*call)
        finally:
            took.append((perf_counter() - begun) * 1000)

    with connection.execute_wrapper(measure), pytest.MonkeyPatch.context() as patched:
        patched.setattr(connection, "commit", partial(measure, connection.commit))
        yield took


def idle_ms() -> tuple[float, float]:
    """What a minute with nothing due takes with the duties set aside, and with all: by turns, the quietest rounds."""
    rounds: dict[str, list[float]] = {SMALL: [], "public": []}
    with connection.cursor() as cursor:
        for _round in range(ROUNDS):
            for schema, medians in rounds.items():
                cursor.execute(f"SET search_path TO {schema}, public")
                medians.append(statistics.median(_idle_minute() for _minute in range(MINUTES)))
    return min(rounds[SMALL]), min(rounds["public"])


def _idle_minute() -> float:
    with database_time() as took:
        assert take_steps(at=MIDNIGHT).claimed == 0
    return sum(took)


class Cost(NamedTuple):
    """What a claim took for each of its duties, in ms: from statement to answer, and of the database's processor."""

    waited_ms: float
    worked_ms: float


def walk(until: datetime) -> dict[str, list[Cost]]:
    """Take every step of the morning: by outcome, what each claim of 300 duties or more took."""
    found: defaultdict[str, list[Cost]] = defaultdict(list)
    moment, backend = at(f"{TODAY} 06:40"), _backend()
    while moment <= until:
        before = _processor_ms(backend)
        with database_time() as took:
            taken = take_steps(at=moment)
        if taken.claimed >= LEAST_DUE:
            cost = Cost(sum(took) / taken.claimed, (_processor_ms(backend) - before) / taken.claimed)
            found[" and ".join(outcome.value for outcome in taken.outcomes)].append(cost)
        if not taken.claimed:
            moment += timedelta(minutes=1)
    return found


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _processor_ms(process: int) -> float:
    """How long a process has worked: whatever else the machine has to do, that is no cost of its."""
    return int(Path(f"/proc/{process}/schedstat").read_text("ascii").split()[0]) / 1e6


@pytest.mark.benchmark
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="promised for PostgreSQL")
def test_a_minute_of_thirty_thousand_points() -> None:
    fill(1, FEW, VISITS)
    set_aside()
    fill(UNITS, POINTS_OF_A_UNIT, VISITS)
    few, many = idle_ms()
    print(f"\nidle minute: {few:.3f} ms with {FEW} points, {many:.3f} ms with {FEW + UNITS * POINTS_OF_A_UNIT:,}")

    costs = walk(until=at(f"{TODAY} 08:15"))
    medians = {
        outcome: Cost(*(statistics.median(column) for column in zip(*of_claims, strict=True)))
        for outcome, of_claims in costs.items()
    }
    for outcome, cost in medians.items():
        print(f"{outcome}: {cost.worked_ms:.3f} ms a duty, {cost.waited_ms:.3f} with every wait, disk and queue")

    assert Notice.objects.exists()
    assert many / few <= MOST_RATIO
    assert set(medians) == {"reminded", "warned", "handed over"}
    assert max(cost.worked_ms for cost in medians.values()) <= MOST_MS
