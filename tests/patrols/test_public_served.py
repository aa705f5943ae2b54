"""What may be told of a day, at each moment of it."""

from datetime import date, time

import pytest

from patrols.models import DutyWindow, PatrolPoint
from patrols.public.served import ServedToday, served_today
from tests.cast import Cast
from tests.factories import at, make_duty, make_point, make_window

DAY = date(2026, 10, 12)

pytestmark = pytest.mark.django_db


def windows_of(point: PatrolPoint) -> tuple[DutyWindow, DutyWindow]:
    """Morning, 07:30 to 08:30, and afternoon, 16:30 to 17:30."""
    return make_window(point), make_window(point, time(16, 30), time(17, 30))


def test_nothing_is_told_before_the_first_window_ends(cast: Cast) -> None:
    morning, _ = windows_of(cast.point)
    make_duty(morning, DAY, "done")
    assert served_today(at("2026-10-12 08:29")) == ServedToday(changes_at=at("2026-10-12 08:30"))


def test_a_day_without_duties_looks_like_one_that_has_not_begun(cast: Cast) -> None:
    assert served_today(at("2026-10-12 12:00")) == ServedToday()


def test_points_are_counted_at_the_window_s_end_and_not_named(cast: Cast) -> None:
    other = make_point(cast.station, "SPQ-02")
    (morning, afternoon), (other_morning, _) = windows_of(cast.point), windows_of(other)
    make_duty(morning, DAY, "done")
    make_duty(other_morning, DAY, "missed")
    make_duty(afternoon, DAY)
    assert served_today(at("2026-10-12 08:30")) == ServedToday(
        has_ended_window=True, count=1, changes_at=at("2026-10-12 17:30")
    )


def test_a_visit_in_a_window_that_runs_is_not_counted(cast: Cast) -> None:
    other = make_point(cast.station, "SPQ-02")
    (morning, _), (_, other_afternoon) = windows_of(cast.point), windows_of(other)
    make_duty(morning, DAY, "done")
    make_duty(other_afternoon, DAY, "done")
    assert served_today(at("2026-10-12 17:00")).count == 1
    assert served_today(at("2026-10-12 17:30")).count == 2


def test_points_are_named_after_the_last_window(cast: Cast) -> None:
    other = make_point(cast.station, "SPQ-02")
    (morning, _), (_, other_afternoon) = windows_of(cast.point), windows_of(other)
    make_duty(morning, DAY, "done")
    make_duty(other_afternoon, DAY, "missed")
    told = ServedToday(has_ended_window=True, count=1, is_day_over=True, point_ids=frozenset({cast.point.pk}))
    assert served_today(at("2026-10-12 17:30")) == told
    assert (told.mark_of(cast.point), told.mark_of(other)) == ("done", "wait")


def test_a_point_served_twice_counts_once(cast: Cast) -> None:
    for window in windows_of(cast.point):
        make_duty(window, DAY, "done")
    assert served_today(at("2026-10-12 18:00")).count == 1


@pytest.mark.parametrize("state", ["late", "missed", "open", "cancelled"])
def test_only_done_duties_count(cast: Cast, state: str) -> None:
    morning, _ = windows_of(cast.point)
    make_duty(morning, DAY, state)
    assert served_today(at("2026-10-12 12:00")).count == 0


def test_a_cancelled_last_window_does_not_name_points_early(cast: Cast) -> None:
    morning, afternoon = windows_of(cast.point)
    make_duty(morning, DAY, "done")
    make_duty(afternoon, DAY, "cancelled")
    assert not served_today(at("2026-10-12 12:00")).is_day_over
    assert served_today(at("2026-10-12 17:30")).is_day_over


def test_points_that_are_not_public_do_not_count(cast: Cast) -> None:
    hidden = make_point(cast.station, "SPQ-02", is_published=False)
    ended = make_point(cast.station, "SPQ-03", in_force_until=date(2026, 10, 11))
    for point in (hidden, ended):
        make_duty(windows_of(point)[0], DAY, "done")
    assert served_today(at("2026-10-12 12:00")) == ServedToday()


def test_the_day_is_that_of_the_place(cast: Cast) -> None:
    morning, _ = windows_of(cast.point)
    make_duty(morning, DAY, "done")
    assert served_today(at("2026-10-12 23:59")).count == 1
    assert served_today(at("2026-10-13 00:00")) == ServedToday()
