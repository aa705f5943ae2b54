"""A number on a page is the number of rows that its link lists."""

from datetime import date, time, timedelta

import time_machine
from django.utils import timezone

from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_duty, make_point, make_window


def test_what_the_glance_counts_is_what_its_link_lists(cast: Cast) -> None:
    make_window(cast.point)
    make_window(cast.point, time(9), time(10), in_force_from=timezone.localdate() + timedelta(days=30))
    make_window(make_point(cast.station, in_force_until=timezone.localdate() - timedelta(days=1)))
    client = signed_in(cast.officer)

    counted_there = client.get("/patrols/").context["numbers"]["windows"]
    listed = client.get("/patrols/windows/", {"in_force": "1"}).context["page_obj"].paginator.count
    rest = client.get("/patrols/windows/", {"in_force": "0"}).context["page_obj"].paginator.count

    assert (counted_there, listed, rest) == (1, 1, 2)


@time_machine.travel(at("2026-11-23 12:00"), tick=False)
def test_what_the_desk_calls_late_is_what_its_link_lists(cast: Cast) -> None:
    day = date(2026, 11, 23)
    twice = make_point(cast.station)
    make_duty(make_window(twice, time(7), time(8)), day, "missed")
    make_duty(make_window(twice, time(9), time(10)), day, "missed")
    make_duty(make_window(cast.point, time(10), time(11)), day)
    make_duty(make_window(make_point(cast.station), time(11), time(13)), day)
    make_duty(make_window(make_point(cast.other_station), time(9), time(10)), day, "missed")
    client = signed_in(cast.commander)

    decisions = client.get("/dashboard/").context["decisions"]
    late = next(panel.context for panel in decisions if panel.context.get("is_late"))
    listed = client.get(late["url"]).context["page_obj"].paginator.count

    assert (late["count"], listed) == (2, 2)
