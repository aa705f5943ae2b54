"""A figure opened: its breakdowns add up to it, and each line leads to its rows."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook

from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.breakdowns import lines_of, sum_of
from campus_safety.statistics.models import Report
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.registry import indicator_named
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.factories import at, make_check_in, make_duty, make_outing, make_point, make_window

NOW = at("2026-11-23 08:41")
NOVEMBER = month_named("2026-11")
CHECK_INS = "/statistics/2026-11/figures/check_ins/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def _fill(cast: Cast, points: int = 2) -> Report:
    """At each of some points a check-in more than at the last, and a duty that was done or missed by turns."""
    for number in range(1, points + 1):
        point = make_point(cast.station, f"SPQ-{number + 10}", schools=[cast.school] if number % 2 else [])
        for hour in range(number):
            make_check_in(cast.officer, point, at(f"2026-11-02 {7 + hour % 12:02}:30"))
        make_duty(make_window(point), NOVEMBER.first_day, "missed" if number % 2 else "done")
    make_outing(cast.officer, started_at=at("2026-11-02 07:00"))
    return compile_report(unit=cast.station, period=NOVEMBER)


def _get(cast: Cast, address: str) -> Any:
    client = signed_in(cast.commander)
    client.cookies["django_language"] = "en"
    return client.get(address)


def test_every_breakdown_of_every_figure_adds_up_to_it(cast: Cast) -> None:
    report = _fill(cast)
    sums = {}
    for figure in report.figures.all():
        indicator = indicator_named(figure.key)
        assert indicator
        for name, lines in lines_of(report, figure, indicator).items():
            sums[figure.key, name] = (
                sum_of((one.number for one in lines), is_rate=indicator.is_rate).value,
                figure.value,
            )

    assert sums["visibility_rate", "point|window"] == (Decimal(50), Decimal(50))
    assert {key: pair for key, pair in sums.items() if pair[0] != pair[1]} == {}


def test_each_line_has_its_share_and_leads_to_its_rows(cast: Cast) -> None:
    _fill(cast)

    tables = {table.name: table for table in _get(cast, CHECK_INS).context["tables"]}

    by_point = [(line.names, line.number, line.facts) for line in tables["point"].lines]
    assert by_point == [(("SPQ-12",), "2", ["66.7%"]), (("SPQ-11",), "1", ["33.3%"])]
    assert (tables["point"].total.number, tables["school"].total.number) == ("3", "3")
    assert [line.names for line in tables["school"].lines] == [("none",), (cast.school.name,)]
    assert [line.names for line in tables["hour"].lines] == [("07:00",), ("08:00",)]
    listed = _get(cast, tables["point"].lines[0].url)
    assert listed.context["totals"]["check_ins"] == 2


def test_a_rate_shows_what_it_is_made_of_the_lowest_first(cast: Cast) -> None:
    _fill(cast)

    answer = _get(cast, "/statistics/2026-11/figures/visibility_rate/")

    table = next(table for table in answer.context["tables"] if table.name == "point")
    assert [(line.names[0], line.number, line.facts) for line in table.lines] == [
        ("SPQ-11", "0", ["0", "1"]),
        ("SPQ-12", "100", ["1", "1"]),
    ]
    assert (table.total.number, table.total.facts) == ("50.0", ["1", "2"])


def test_many_lines_are_cut_with_the_others_in_one_and_stand_whole_on_a_page_of_their_own(cast: Cast) -> None:
    _fill(cast, points=12)

    table = next(table for table in _get(cast, CHECK_INS).context["tables"] if table.name == "point")
    whole = _get(cast, table.addresses["page"]).context

    assert (len(table.lines), table.others_number) == (10, 2)
    assert table.others is not None
    assert (table.others.number, table.total.number) == ("3", "78")
    assert [one.name for one in whole["tables"]] == ["point"]
    assert len(whole["page_obj"].object_list) == 12


def test_a_breakdown_is_a_file_with_numbers_as_numbers(cast: Cast) -> None:
    _fill(cast)

    text = _get(cast, "/statistics/2026-11/figures/check_ins.csv?by=point").content.decode("utf-8-sig")
    answer = _get(cast, "/statistics/2026-11/figures/check_ins.xlsx?by=point")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    whole = _get(cast, "/statistics/2026-11/figures/check_ins.xlsx")
    sheets = load_workbook(BytesIO(b"".join(whole.streaming_content))).sheetnames

    assert text.splitlines()[1:] == ["SPQ-12,2,66.7", "SPQ-11,1,33.3", "Together,3,100"]
    assert [row[:2] for row in book.active.iter_rows(min_row=2, values_only=True)] == [
        ("SPQ-12", 2),
        ("SPQ-11", 1),
        ("Together", 3),
    ]
    assert {"By patrol point", "By school", "By hour of the day"} <= set(sheets)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/statistics/2026-11/figures/nothing/", 404),
        ("/statistics/2026-11/figures/check_ins/?by=colour", 404),
        ("/statistics/2026-11/figures/check_ins/?unit=OTH", 404),
        ("/statistics/2025-11/figures/check_ins/", 404),
        ("/statistics/2026-13/figures/check_ins/", 400),
        ("/statistics/2026-11/figures/check_ins.csv", 404),
        ("/statistics/2026-11/figures/check_ins.docx?by=point", 404),
        ("/statistics/2026-13/figures/check_ins.csv?by=point", 400),
    ],
)
def test_what_is_not_there_is_not_found_and_what_is_no_period_is_named(cast: Cast, address: str, status: int) -> None:
    _fill(cast)

    assert signed_in(cast.commander).get(address).status_code == status


def test_the_page_asks_as_many_queries_for_12_points_as_for_1(cast: Cast) -> None:
    _fill(cast, points=1)
    few = counted(signed_in(cast.commander), CHECK_INS)
    for number in range(20, 32):
        make_check_in(cast.officer, make_point(cast.station, f"SPQ-{number}", schools=[cast.school]), NOW)
    compile_report(unit=cast.station, period=NOVEMBER)

    assert counted(signed_in(cast.commander), CHECK_INS) == few


def test_a_figure_is_read_by_commanders_of_the_unit_and_of_those_above(cast: Cast) -> None:
    _fill(cast)

    found = answers(cast, f"{CHECK_INS}?unit=SPQ")

    assert {role for role, status in found.items() if status == 200} == {"commander", "bureau"}
