"""`/patrols/coverage/`: every number is a plain count, sums are sums, and each opens what is behind it."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.periods import Period, month_of
from patrols.coverage.counts import Tally
from patrols.models import Duty
from patrols.states import DutyState
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at, make_check_in, make_duty, make_outing, make_point, make_window

NOW = at("2026-11-26 12:00")
FIRST = date(2026, 11, 1)
ADDRESS = "/patrols/coverage/"
PAST = ["done", "done", "late", "missed", "open", "cancelled"]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It is a Thursday, noon."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def fill(cast: Cast, points: int = 4, days: int = 30, seed: int = 1) -> None:
    """A month of three windows a point, at two stations, with every outcome."""
    rnd = random.Random(seed)
    all_points = [
        make_point(unit, f"{unit.code}-{number:02d}")
        for unit in (cast.station, cast.other_station)
        for number in range(10, 10 + points)
    ]
    for point in all_points:
        for hour, occasion in ((7, "arrival"), (11, "other"), (16, "dismissal")):
            window = make_window(point, time(hour), time(hour + 2), occasion=occasion)
            for day in range(days):
                on = FIRST + timedelta(days=day)
                make_duty(window, on, rnd.choice(PAST if on < NOW.date() else ["open", "cancelled"]))


def naive(duties: list[Duty]) -> Tally:
    """The same counted one by one."""
    counts: Counter[str] = Counter()
    for duty in duties:
        if duty.state == DutyState.CANCELLED:
            counts["cancelled"] += 1
        elif duty.ends_at > NOW:
            counts["ahead"] += 1
        else:
            counts["due"] += 1
            counts[{"done": "done", "late": "late"}.get(duty.state, "missed")] += 1
    return Tally(**{name: counts[name] for name in ("due", "done", "late", "cancelled", "ahead")})


def _occasion(duty: Duty) -> str:
    return str(duty.window.get_occasion_display())


def context_of(client: Client, **given: str) -> Any:
    """What the page is made of."""
    answer = client.get(ADDRESS, given)
    assert answer.status_code == 200
    return answer.context


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ({}, date(2026, 11, 1), date(2026, 11, 30)),
        ({"week": "2026-W47"}, date(2026, 11, 16), date(2026, 11, 22)),
        ({"day": "2026-11-26"}, date(2026, 11, 26), date(2026, 11, 26)),
    ],
)
def test_every_number_is_a_plain_count_and_sums_are_sums(
    cast: Cast, given: dict[str, str], first: date, last: date
) -> None:
    fill(cast)
    seen = context_of(signed_in(cast.bureau), unit="SPQ", **given)
    duties = list(Duty.objects.filter(unit=cast.station, on__range=(first, last)).select_related("point", "window"))
    heat = seen["heat"]

    assert seen["total"] == naive(duties)
    for row in heat.rows:
        for column, cell in zip(heat.columns, row.cells, strict=True):
            at_cell = [
                duty
                for duty in duties
                if duty.point.code == column.code and str(duty.window.get_occasion_display()) == row.label
            ]
            assert (cell.tally if cell else Tally()).due == naive(at_cell).due
            assert cell is None or cell.tally == naive(at_cell)
        assert row.total.tally == sum((cell.tally for cell in row.cells if cell), Tally())
    assert heat.total.tally == sum((total.tally for total in heat.totals), Tally())
    assert heat.total.tally == sum((row.total.tally for row in heat.rows), Tally())
    assert heat.total.tally.done == seen["total"].done


def test_every_number_opens_the_duties_behind_it(cast: Cast) -> None:
    fill(cast, points=2)
    client = signed_in(cast.bureau)
    seen = context_of(client, unit="SPQ")
    heat, total = seen["heat"], seen["total"]
    cells = [cell for row in heat.rows for cell in [*row.cells, row.total]] + [*heat.totals, heat.total]

    for cell in cells:
        listed = client.get(cell.url).context["totals"]
        assert (listed["due"], listed["done"]) == (cell.tally.due, cell.tally.done)
    for row in seen["missed"]:
        assert client.get(row["url"]).context["totals"]["duties"] == row["tally"].missed
    listed = {name: client.get(url).context["totals"]["duties"] for name, url in seen["urls"].items()}
    assert listed == {name: getattr(total, name) for name in ("due", "done", "late", "missed", "cancelled")}


def test_points_missed_most_come_first(cast: Cast) -> None:
    for code, states in {
        "SPQ-02": ["missed"],
        "SPQ-03": ["missed", "open", "late"],
        "SPQ-04": ["late", "cancelled"],
    }.items():
        window = make_window(make_point(cast.station, code))
        for day, state in enumerate(states, start=2):
            make_duty(window, date(2026, 11, day), state)

    missed = context_of(signed_in(cast.officer))["missed"]

    assert [(row["column"].code, row["tally"].missed) for row in missed] == [("SPQ-03", 2), ("SPQ-02", 1)]


def test_a_window_that_is_all_cancelled_is_out_of_the_table_and_counted_apart(cast: Cast) -> None:
    make_duty(make_window(cast.point), date(2026, 11, 2), "cancelled")

    seen = context_of(signed_in(cast.officer))

    assert (seen["total"], seen["heat"].columns) == (Tally(cancelled=1), [])


def test_the_load_is_a_plain_count_and_its_sums_are_the_figures_of_the_month(cast: Cast) -> None:
    early = make_outing(
        cast.officer, cast.colleague, started_at=at("2026-11-02 07:00"), ended_at=at("2026-11-02 08:30")
    )
    make_outing(cast.officer, started_at=at("2026-11-26 11:15"))
    make_outing(cast.officer, started_at=at("2026-10-31 23:00"), ended_at=at("2026-11-01 09:00"))
    make_outing(cast.squad_officer, started_at=at("2026-11-03 07:00"), ended_at=at("2026-11-03 08:00"))
    for moment in ("2026-11-02 07:10", "2026-11-02 07:20"):
        make_check_in(cast.officer, cast.point, at(moment), outing=early)
    make_check_in(cast.officer, make_point(cast.other_station), at("2026-11-02 07:30"), outing=early)

    loads = context_of(signed_in(cast.officer))["loads"]

    assert [(str(row.officer), row.outings, row.clock, row.check_ins, row.points) for row in loads.rows] == [
        ("officer", 2, "2:15", 3, 2),
        ("colleague", 1, "1:30", 0, 0),
        ("commander", 0, "0:00", 0, 0),
    ]
    assert (loads.outings, loads.clock, loads.check_ins) == (3, "3:45", 3)


@pytest.mark.parametrize(("colleague_min", "word"), [(30, "Not balanced"), (120, "Balanced"), (180, "Balanced")])
def test_balanced_is_who_is_apart_by_no_more_than_the_longest_outing(cast: Cast, colleague_min: int, word: str) -> None:
    client = signed_in(cast.officer)
    client.cookies["django_language"] = "en"
    for day, officer, minutes in ((2, cast.officer, 120), (3, cast.officer, 120), (4, cast.colleague, colleague_min)):
        start = at(f"2026-11-{day:02d} 07:00")
        make_outing(officer, started_at=start, ended_at=start + timedelta(minutes=minutes))

    assert f"{word}: " in client.get(ADDRESS).content.decode()


def test_it_hides_what_another_unit_does(cast: Cast) -> None:
    fill(cast, points=1, days=2)

    seen = context_of(signed_in(cast.other_officer))

    assert {column.code for column in seen["heat"].columns} <= {"OTH-10"}
    assert {row.officer.unit_id for row in seen["loads"].rows} == {cast.other_station.pk}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"month": "2026-13"}, "month"),
        ({"week": "2026-W60"}, "week"),
        ({"day": "2026-11-31"}, "day"),
        ({"day": "2026\0"}, "day"),
        ({"month": "2026-11", "day": "2026-11-02"}, "day"),
        ({"unit": "OTH"}, "unit"),
        ({"unit": "NONE", "week": "2026-W48"}, "unit"),
    ],
)
@pytest.mark.parametrize("where", ["", "export/"])
def test_a_bad_filter_gets_a_named_error(cast: Cast, where: str, given: dict[str, str], field: str) -> None:
    answer = signed_in(cast.officer).get(f"{ADDRESS}{where}", given)

    assert (answer.status_code, list(answer.context["filter"].form.errors)) == (400, [field])


def test_it_asks_as_often_for_30_points_as_for_1(cast: Cast) -> None:
    client = signed_in(cast.bureau)
    fill(cast, points=1, days=2)
    make_outing(cast.officer, started_at=NOW, ended_at=NOW)
    one = counted(client, f"{ADDRESS}?unit=SPQ")
    for number in range(29):
        make_duty(make_window(make_point(cast.station)), date(2026, 11, 1 + number), "missed")
        make_outing(cast.officer, started_at=NOW, ended_at=NOW)

    assert counted(client, f"{ADDRESS}?unit=SPQ") == one
    assert one <= 16


def test_the_workbook_has_the_same_numbers_as_numbers(cast: Cast) -> None:
    fill(cast, points=1)
    make_outing(cast.officer, started_at=at("2026-11-02 07:00"), ended_at=at("2026-11-02 08:30"))
    client = signed_in(cast.officer)
    total = context_of(client)["total"]

    answer = client.get(f"{ADDRESS}export/", {"month": "2026-11"})
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    points, officers = book.worksheets

    rows = list(points.iter_rows(min_row=2, values_only=True))
    sums = [sum(int(str(row[place])) for row in rows) for place in range(3, 9)]
    assert sums == [total.due, total.done, total.late, total.missed, total.cancelled, total.ahead]
    assert all(isinstance(value, int | float) for row in rows for value in row[3:] if value is not None)
    assert ("officer", 1, 90, 0, 0) in list(officers.iter_rows(min_row=2, values_only=True))


def test_the_desk_leads_here(cast: Cast) -> None:
    make_duty(make_window(cast.point), date(2026, 11, 2), "missed")
    compile_report(unit=cast.station, period=month_of(date(2026, 11, 2)))

    [heat] = [
        panel.context
        for panel in signed_in(cast.commander).get("/dashboard/").context["below"]
        if "heat" in panel.context
    ]

    assert heat["coverage_url"] == f"{ADDRESS}?month=2026-11&unit=SPQ"
    assert heat["heat"].total.tally == Tally(due=1)


def test_it_is_read_from_the_index_of_the_month(cast: Cast) -> None:
    windows = [make_window(make_point(unit)) for unit in (cast.station, cast.other_station) for _each in range(5)]
    Duty.objects.bulk_create(
        Duty(
            unit_id=window.point.unit_id, point=window.point, window=window, on=FIRST - timedelta(days=day),
            starts_at=NOW, ends_at=NOW + timedelta(hours=1),
        )
        for window in windows
        for day in range(400)
    )  # fmt: skip
    period = Period(date(2026, 10, 1), date(2026, 10, 31))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with CaptureQueriesContext(connection) as captured:
        signed_in(cast.officer).get(ADDRESS, {"month": period.code})
    [sql] = [one["sql"] for one in captured.captured_queries if "occasion" in one["sql"]]
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(explain + sql)
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())

    assert "patrols_duty_month" in plan
