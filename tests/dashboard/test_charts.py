"""The desk's charts: the trend that is asked for, who carries how much, one school's figures, and their files."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from campus_safety.audit.trail import history_of
from campus_safety.local_days import local_day
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.actions.goals import set_goals
from campus_safety.statistics.periods import month_named
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_check_in, make_duty, make_outing, make_point, make_user, make_window

OCTOBER = month_named("2026-10")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(at("2026-11-23 08:41"), tick=False):
        yield


@pytest.fixture
def story(cast: Cast) -> Cast:
    """Three months: each with one more day of work, at a point of one school and at one that it shares."""
    shared = make_point(cast.station, "SPQ-02", schools=[cast.school, cast.other_school])
    windows = [make_window(point) for point in (cast.point, shared)]
    for number, code in enumerate(("2026-09", "2026-10", "2026-11"), start=1):
        for day in range(1, number + 1):
            moment = at(f"{code}-{day:02d} 07:30")
            make_outing(cast.officer, *([cast.colleague] if day == 1 else []), started_at=moment, ended_at=moment)
            make_check_in(cast.officer, cast.point, moment)
            make_check_in(cast.colleague, shared, moment)
            make_duty(windows[0], local_day(moment), "done")
            make_duty(windows[1], local_day(moment), "missed")
        compile_report(unit=cast.station, period=month_named(code))
    return cast


def _english(cast: Cast) -> Client:
    client = signed_in(cast.commander)
    client.cookies["django_language"] = "en"
    return client


def _panel(client: Client, key: str, query: str = "") -> Any:
    """What the panel of the desk with this template was given."""
    below = client.get(f"/dashboard/{query}").context["below"]
    return next(drawn.context for drawn in below if drawn.template == f"dashboard/panels/{key}.html")


def _lines(client: Client, chart: str, query: str = "") -> list[str]:
    answer = client.get(f"{reverse('dashboard:chart', args=[chart])}{query}")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return answer.content.decode().lstrip("\ufeff").splitlines()


def test_the_trend_is_the_one_that_is_asked_for(story: Cast) -> None:
    panel = _panel(_english(story), "trend", "?trend=officer_person_times")

    assert panel["drawn"].sentence == (
        "Police officers: most in October 2026 (3 person-times), least in September 2026 (2 person-times)"
    )
    assert panel["drawn"].chart["values"] == [2, 3, 4]


def test_without_one_the_trend_is_that_of_the_first_rate(story: Cast) -> None:
    assert _panel(_english(story), "trend")["indicator"].key == "visibility_rate"


def test_the_trend_as_a_file_says_where_each_number_is_from(story: Cast) -> None:
    set_goals(unit=story.station, month=month_named("2026-11"), goals={"check_ins": Decimal(5)})

    assert _lines(_english(story), "dashboard.trend", "?trend=check_ins") == [
        "Month,Check-ins (times),Goal,Where from",
        "2026-09,2,,compiled from the rows",
        "2026-10,4,,compiled from the rows",
        "2026-11,6,5,compiled from the rows",
    ]
    assert history_of(story.commander).count() == 1


def test_the_goal_stands_beside_its_figure(story: Cast) -> None:
    set_goals(unit=story.station, month=OCTOBER, goals={"check_ins": Decimal(5)})
    client = _english(story)

    running, over, before = (
        {row.key: row.goal for row in client.get(f"/dashboard/?month={code}").context["month"].rows}
        for code in ("2026-11", "2026-10", "2026-09")
    )

    assert [month["check_ins"] for month in (running, over, before)] == ["goal 5: reached", "goal 5: not reached", ""]
    assert running["duties_done"] == ""


def test_the_load_says_who_carries_most(story: Cast) -> None:
    panel = _panel(_english(story), "load")

    officer, colleague = str(story.officer), str(story.colleague)
    assert panel["sentence"] == f"{officer} carries most: 3 of 4 person-times, 75%"
    assert panel["rows"] == [(officer, ["3", "3"]), (colleague, ["1", "3"])]
    assert panel["sums"] == ["4", "6"]
    assert _lines(_english(story), "dashboard.load")[1:] == [f"{officer},3,3", f"{colleague},1,3"]


def test_several_who_carry_the_same_are_counted(cast: Cast) -> None:
    for officer in (cast.officer, cast.colleague, make_user(unit=cast.station)):
        make_outing(officer, started_at=at("2026-11-02 07:30"), ended_at=at("2026-11-02 08:30"))
    compile_report(unit=cast.station, period=month_named("2026-11"))

    panel = _panel(_english(cast), "load")

    assert panel["sentence"] == "3 officers carry most: 1 of 3 person-times each"


def test_a_school_narrows_what_breaks_down_by_school_and_the_rest_is_named(story: Cast) -> None:
    month = _english(story).get(f"/dashboard/?month=2026-10&school={story.school.pk}").context["month"]

    rows = {row.key: row for row in month.rows}
    assert [(rows[key].plain, rows[key].change) for key in ("check_ins", "duties_due", "visibility_rate")] == [
        ("4", "+2"),
        ("4", "+2"),
        ("50", "0"),
    ]
    assert f"&school={story.school.pk}" in rows["check_ins"].url
    assert "Police officers" in [str(label) for label in month.others]


def test_what_schools_share_counts_at_each_of_them(story: Cast) -> None:
    client = _english(story)

    both, alone = (
        {row.key: row.plain for row in client.get(f"/dashboard/?school={school.pk}").context["month"].rows}
        for school in (story.school, story.other_school)
    )

    assert (both["check_ins"], alone["check_ins"]) == ("6", "3")
    assert (both["visibility_rate"], alone["visibility_rate"]) == ("50", "0")


def test_the_trend_follows_the_school(story: Cast) -> None:
    panel = _panel(_english(story), "trend", f"?school={story.other_school.pk}&trend=check_ins")

    assert panel["drawn"].chart["values"] == [1, 2, 3]
    assert "officer_person_times" not in [key for key, _label in panel["choices"]]


@pytest.mark.parametrize("query", ["?school=0", "?school=x", "?trend=nothing", "?school=1&unit=JLP", "?unit=NOWHERE"])
def test_an_address_of_what_is_not_there_is_not_found(cast: Cast, query: str) -> None:
    client = signed_in(cast.bureau)

    assert client.get(f"/dashboard/{query}").status_code == 404
    assert client.get(f"{reverse('dashboard:chart', args=['dashboard.load'])}{query}").status_code == 404


def test_a_chart_that_is_none_is_not_found_and_a_bad_month_is_refused(cast: Cast) -> None:
    client = signed_in(cast.commander)

    assert client.get(reverse("dashboard:chart", args=["dashboard.secret"])).status_code == 404
    assert client.get(f"{reverse('dashboard:chart', args=['dashboard.trend'])}?month=soon").status_code == 400


def test_the_file_of_a_month_without_figures_has_its_headings(cast: Cast) -> None:
    assert len(_lines(_english(cast), "dashboard.load", "?month=2018-01")) == 1
    assert len(_lines(_english(cast), "dashboard.trend", "?month=2018-01")) == 1
