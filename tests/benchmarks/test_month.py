"""The promises of the month, on PostgreSQL, with ten million outings over ten years in a hundred stations."""

import os
import re
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campus_safety.accounts.models import Unit, User
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.models import Report
from campus_safety.statistics.periods import Period, month_named
from tests.benchmarks.month_by_hand import counted_by_hand
from tests.benchmarks.patrol_rows import write_ground, write_months
from tests.clients import signed_in
from tests.factories import at, make_user

OUTINGS = int(os.environ.get("OUTINGS", "10000000"))
STATIONS, MONTHS = 100, 120
OF_A_MONTH = OUTINGS // MONTHS
NOW = at("2026-11-10 12:00")
OCTOBER = month_named("2026-10")
ROUNDS = 25
MOST_AGAINST_SQL, MOST_AGAINST_A_MONTH = 1.2, 1.1
LONGEST_S, MOST_MB = 60, 300
TRENDS = 24  # so many months the dashboard looks back

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="promised for PostgreSQL"),
]


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def months_back(number: int) -> list[Period]:
    """The months before October 2026, the latest first."""
    found = [OCTOBER.before()]
    while len(found) < number:
        found.append(found[-1].before())
    return found


def milliseconds(do: Callable[[], object]) -> float:
    """How long it takes, the median of several times."""
    times = []
    for _round in range(ROUNDS):
        started = perf_counter()
        do()
        times.append((perf_counter() - started) * 1000)
    return statistics.median(times)


def in_turns(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """The medians of two things that are done in turns, in milliseconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _round in range(ROUNDS):
        for kept, do in zip(times, (one, other), strict=True):
            started = perf_counter()
            do()
            kept.append((perf_counter() - started) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


def desk(client: Client) -> tuple[float, int]:
    """How long the dashboard takes to answer, in milliseconds, and how many queries it asks."""
    client.get("/dashboard/?month=2026-10")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/dashboard/?month=2026-10").status_code == 200
    queries = len(asked)  # before the next request empties the log
    return milliseconds(lambda: client.get("/dashboard/?month=2026-10")), queries


def compile_all(unit: Unit, months: list[Period]) -> None:
    """Compile these months of a station, as they were at their ends."""
    for month in months:
        compile_report(unit=unit, period=month)


def test_the_month(transactional_db: None) -> None:
    station = write_ground(STATIONS)
    client = signed_in(make_user("chief", User.Role.COMMANDER, station))
    write_months([OCTOBER], OF_A_MONTH)
    compile_all(station, [OCTOBER, *months_back(TRENDS)])
    month_alone = milliseconds(lambda: compile_report(unit=station, period=OCTOBER))
    desk_alone, asked_alone = desk(client)

    write_months(months_back(MONTHS - 1), OF_A_MONTH)
    statements = statements_of_patrols(station)
    by_hand, asked = in_turns(lambda: counted_by_hand([station.pk], OCTOBER, NOW), lambda: run(statements))
    month = milliseconds(lambda: compile_report(unit=station, period=OCTOBER))
    compile_all(station, months_back(MONTHS - 1))
    desk_after, asked_after = desk(client)
    all_s, peak_mb = of_all_stations()

    print(f"\nby hand {by_hand:.1f} ms, the {len(statements)} statements of the sources {asked:.1f} ms"
          f" ({asked / by_hand:.2f}); all figures compiled and stored {month:.1f} ms,"
          f" of one month alone {month_alone:.1f} ms ({month / month_alone:.2f})")  # fmt: skip
    print(f"{STATIONS} stations {all_s:.1f} s, {peak_mb:.0f} MB")
    print(f"dashboard {desk_after:.1f} ms, {asked_after} queries; one month alone {desk_alone:.1f} ms"
          f" ({desk_after / desk_alone:.2f}), {asked_alone} queries")  # fmt: skip
    assert lines_by_hand(station) == lines_compiled(station)
    assert asked / by_hand <= MOST_AGAINST_SQL
    assert month / month_alone <= MOST_AGAINST_A_MONTH
    assert all_s <= LONGEST_S
    assert peak_mb <= MOST_MB
    assert asked_after == asked_alone
    assert desk_after / desk_alone <= MOST_AGAINST_A_MONTH


def statements_of_patrols(station: Unit) -> list[str]:
    """What a compile asks to count patrols, as the database is asked."""
    with CaptureQueriesContext(connection) as asked:
        compile_report(unit=station, period=OCTOBER)
    return [query["sql"] for query in asked if 'FROM "patrols_' in query["sql"]]


def run(statements: list[str]) -> None:
    """Ask the database each of these, and fetch what it answers."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def of_all_stations() -> tuple[float, float]:
    """How many seconds October takes for every station on one worker, and its peak of memory in MB (proc(5), VmHWM)."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    started = perf_counter()
    for unit in Unit.objects.filter(kind=Unit.Kind.STATION):
        compile_report(unit=unit, period=OCTOBER)
    took = perf_counter() - started
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("ascii"))
    return took, int(found[1]) / 1024 if found else 0


def lines_by_hand(station: Unit) -> dict[str, list[int]]:
    """The numbers of each figure and of all lines of its breakdowns in ascending order, as the statement says."""
    rows = counted_by_hand([station.pk], OCTOBER, NOW)
    return {what: sorted(row[6] for row in rows if row[0] == what) for what in {row[0] for row in rows}}


def lines_compiled(station: Unit) -> dict[str, list[int]]:
    """The same of the compiled report; of the duties those due, which the visibility rate is a share of."""
    report = Report.objects.get(unit=station, first_day=OCTOBER.first_day)
    figures = {figure.key: figure for figure in report.figures.all()}
    counts = {
        "outings": figures["outings"], "officers": figures["officer_person_times"],
        "vehicles": figures["vehicle_dispatches"], "check_ins": figures["check_ins"],
    }  # fmt: skip
    lines = {
        what: sorted([one.value, *(number for by in one.breakdowns.values() for number in by.values())])
        for what, one in counts.items()
    }
    rate = figures["visibility_rate"]
    return lines | {"duties": sorted([rate.whole, *(due for by in rate.breakdowns.values() for _, due in by.values())])}
