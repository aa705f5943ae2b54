"""The heat of visibility rates on the desk: compiled figures, point by occasion."""

import pytest
import time_machine
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from campus_safety.dashboard.panels_registry import Desk
from campus_safety.statistics.periods import month_named
from patrols.panels.heat import visibility_by_point, visibility_sheet
from tests.cast import Cast
from tests.dashboard.desks import desk_with
from tests.factories import at, make_point

NOW = at("2026-11-23 08:41")


def test_the_table_and_the_sentence_come_from_the_compiled_figure(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = make_point(cast.station, "SPQ-33", name="商业街口")
    rates = {f"{cast.point.pk}|arrival": [20, 20], f"{other.pk}|evening": [2, 3], f"{other.pk}|arrival": [3, 4]}
    desk = desk_with(cast, NOW, visibility_rate={"point|window": rates})
    visibility_by_point(desk)

    with override("en"), django_assert_num_queries(1):
        panel = visibility_by_point(desk)

    assert panel["sentence"] == "The gap is largest at evening study: point 33 67%"
    assert [column.code for column in panel["heat"].columns] == ["SPQ-01", "SPQ-33"]
    assert [[cell and cell.tally.percent for cell in row.cells] for row in panel["heat"].rows] == [
        [100, 75],
        [None, 67],
    ]
    assert [cell.tally.percent for cell, _url in panel["lowest"]] == [67, 75]
    assert [list(row)[3:5] for row in visibility_sheet(desk).rows] == [[20, 20], [4, 3], [3, 2]]


@pytest.mark.parametrize(("month", "is_drawn"), [("2026-10", False), ("2026-11", True)])
def test_a_month_without_rates_is_drawn_only_while_it_runs(cast: Cast, month: str, is_drawn: bool) -> None:
    with time_machine.travel(NOW, tick=False):
        desk = Desk(cast.commander, cast.station, cast.commander.unit_ids, month_named(month), NOW)

        assert bool(visibility_by_point(desk)) is is_drawn
