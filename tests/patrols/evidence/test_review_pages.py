"""The queue of reviews and the page that decides: what waits, for whom, and what comes up next."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse

from campus_safety.audit.trail import Action
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.statistics.periods import month_named
from patrols.models import CheckIn, CheckInReview
from patrols.panels.decisions import flagged_check_ins
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.counting import nothing_written
from tests.factories import at, make_check_in, make_duty, make_outing, make_point, make_window
from tests.factories.evidence import make_doubtful, make_review

NOW = at("2026-11-23 12:00")
QUEUE, ACCEPT = "/patrols/reviews/", "/patrols/reviews/accept/"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def commander(cast: Cast) -> Client:
    """The commander's browser."""
    return signed_in(cast.commander)


def review_of(row: CheckIn) -> str:
    """The address of the page that decides."""
    return reverse("patrols:check_in_review", args=[row.pk])


def listed(client: Client, **given: str) -> list[int]:
    """What the queue shows."""
    return [row.check_in.pk for row in client.get(QUEUE, given).context["page_obj"]]


@pytest.fixture
def rows(cast: Cast) -> list[CheckIn]:
    """Four flagged check-ins, the newest first; the last is by another officer at another point, two days ago."""
    other = make_point(cast.station, "SPQ-02")
    return [
        make_doubtful(cast.officer, cast.point, NOW),
        make_doubtful(cast.officer, cast.point, NOW - timedelta(hours=1), flags=["too_fast"], speed_km_h=222.2),
        make_doubtful(cast.officer, cast.point, NOW - timedelta(hours=2), flags=["no_fix"], distance_m=None),
        make_doubtful(cast.colleague, other, NOW - timedelta(days=2)),
    ]


def test_what_is_flagged_and_not_reviewed_waits_newest_first(
    cast: Cast, commander: Client, rows: list[CheckIn]
) -> None:
    make_check_in(cast.officer, cast.point, NOW)
    make_doubtful(cast.commander, cast.point, NOW)  # nobody reviews an own one
    make_doubtful(cast.other_officer, make_point(cast.other_station), NOW)
    make_review(cast.commander, rows[0], NOW)
    make_review(cast.commander, rows[1], NOW, "accepted", "")
    assert listed(commander) == [rows[2].pk, rows[3].pk]
    assert listed(commander, state="waiting") == [rows[2].pk, rows[3].pk]
    assert listed(commander, state="rejected") == [rows[0].pk]
    assert listed(commander, state="accepted") == [rows[1].pk]


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ({"flag": "too_fast"}, [1]),
        ({"flag": "outside_fence"}, [0, 3]),
        ({"officer": "colleague"}, [3]),
        ({"point": "SPQ-01"}, [0, 1, 2]),
        ({"from": "2026-11-23", "to": "2026-11-23"}, [0, 1, 2]),
        ({"unit": "SPQ"}, [0, 1, 2, 3]),
    ],
)
def test_the_queue_is_filtered_by_its_address(
    commander: Client, rows: list[CheckIn], given: dict[str, str], places: list[int]
) -> None:
    assert listed(commander, **given) == [rows[place].pk for place in places]


@pytest.mark.parametrize(("given", "field"), [({"state": "lost"}, "state"), ({"flag": "x"}, "flag")])
def test_a_bad_filter_gets_a_named_error(commander: Client, given: dict[str, str], field: str) -> None:
    answer = commander.get(QUEUE, given)
    assert (answer.status_code, list(answer.context["filter"].form.errors)) == (400, [field])


def test_each_shows_the_numbers_behind_its_flags(commander: Client, rows: list[CheckIn]) -> None:
    page = commander.get(QUEUE).content.decode()
    assert "412.5 m" in page
    assert "222.2 km/h" in page


def test_the_queue_takes_as_many_queries_for_three_as_for_one(cast: Cast, commander: Client) -> None:
    make_doubtful(cast.officer, cast.point, NOW)
    one = counted(commander, QUEUE)
    for _each in range(2):
        make_doubtful(cast.colleague, make_point(cast.station), NOW)
    assert counted(commander, QUEUE) == one


def test_pages_are_commanders(cast: Cast, rows: list[CheckIn]) -> None:
    own = {role: 200 if role in {"commander", "bureau"} else 403 for role, user in cast.roles.items() if user}
    assert answers(cast, QUEUE) == own
    assert answers(cast, review_of(rows[0])) == own


def test_an_own_check_in_is_seen_and_not_reviewed(cast: Cast, commander: Client) -> None:
    row = make_doubtful(cast.commander, cast.point, NOW)
    assert commander.get(review_of(row)).status_code == 403
    assert commander.post(review_of(row), {"outcome": "accepted"}).status_code == 403
    page = commander.get(row.get_absolute_url())
    assert (page.status_code, page.context["may_review"]) == (200, False)


def test_a_joint_outings_check_in_is_reviewed_by_the_points_unit(cast: Cast) -> None:
    outing = make_outing(cast.other_officer, started_at=NOW, kind="joint")
    outing.units.add(cast.station)
    row = make_doubtful(cast.other_officer, cast.point, NOW, outing=outing)
    assert listed(signed_in(cast.commander)) == [row.pk]
    assert signed_in(cast.commander).get(review_of(row)).status_code == 200


def test_looking_at_where_an_officer_was_leaves_a_trace(cast: Cast, commander: Client, rows: list[CheckIn]) -> None:
    commander.get(QUEUE)
    commander.get(review_of(rows[0]))
    read = LogEntry.objects.filter(actor=cast.commander, action=Action.ACCESS).order_by("pk")
    assert [entry.object_pk for entry in read] == [str(cast.commander.pk), str(rows[0].pk)]


# --- One by one ---


def test_the_next_of_the_queue_comes_up_and_at_its_end_the_queue(commander: Client, rows: list[CheckIn]) -> None:
    order = [rows[1], rows[2], rows[3], rows[0]]  # from where one begins to the oldest, then the newest
    for row, coming in zip(order, [*order[1:], None], strict=True):
        answer = commander.post(review_of(row), {"outcome": "accepted"})
        assert answer.headers["Location"] == (review_of(coming) if coming else QUEUE)


def test_the_queue_goes_on_as_it_was_filtered(commander: Client, rows: list[CheckIn]) -> None:
    answer = commander.post(f"{review_of(rows[0])}?flag=outside_fence", {"outcome": "accepted"})
    assert answer.headers["Location"] == f"{review_of(rows[3])}?flag=outside_fence"
    answer = commander.post(f"{review_of(rows[3])}?flag=outside_fence", {"outcome": "rejected", "reason": "不在现场"})
    assert answer.headers["Location"] == f"{QUEUE}?flag=outside_fence"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "outcome"),
        ({"outcome": "guess"}, "outcome"),
        ({"outcome": "rejected"}, "reason"),
        ({"outcome": "rejected", "reason": "x" * 201}, "reason"),
        ({"outcome": "rejected", "reason": "打 13800138000 问过"}, "reason"),
    ],
)
def test_bad_input_gets_a_named_error_and_changes_nothing(
    commander: Client, rows: list[CheckIn], values: dict[str, Any], field: str
) -> None:
    answer = commander.post(review_of(rows[0]), values)
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert not CheckInReview.objects.exists()


def test_the_check_ins_page_shows_the_word_and_its_reason(cast: Cast, commander: Client, rows: list[CheckIn]) -> None:
    commander.post(review_of(rows[0]), {"outcome": "rejected", "reason": "不在现场"})
    page = signed_in(cast.officer).get(rows[0].get_absolute_url())
    assert page.context["review"].reason == "不在现场"
    assert "不在现场" in page.content.decode()
    assert review_of(rows[0]) not in page.content.decode()
    assert review_of(rows[0]) in commander.get(rows[0].get_absolute_url()).content.decode()


# --- Several at once ---


def test_ticked_ones_are_accepted_after_a_question(cast: Cast, commander: Client, rows: list[CheckIn]) -> None:
    chosen = [str(row.pk) for row in rows[:3]]
    with nothing_written():
        asked = commander.get(ACCEPT, {"check_in": chosen})
    assert asked.context["number"] == 3
    assert commander.post(ACCEPT, {"check_in": chosen}).headers["Location"] == QUEUE
    assert set(CheckInReview.objects.values_list("outcome", flat=True)) == {"accepted"}
    assert listed(commander) == [rows[3].pk]


def test_only_what_waits_for_the_commander_is_accepted(cast: Cast, commander: Client, rows: list[CheckIn]) -> None:
    own, other = (
        make_doubtful(cast.commander, cast.point, NOW),
        make_doubtful(cast.other_officer, make_point(cast.other_station), NOW),
    )
    make_review(cast.bureau, rows[0], NOW)
    commander.post(ACCEPT, {"check_in": [str(row.pk) for row in (own, other, rows[0], rows[1])]})
    assert CheckInReview.objects.get(outcome="accepted").check_in == rows[1]
    assert CheckInReview.objects.count() == 2


@pytest.mark.parametrize("names", [["x"], ["9" * 40], ["-1"], ["1"] * 51, ["¹"]])
def test_names_that_are_none_are_not_found(commander: Client, names: list[str]) -> None:
    assert commander.post(ACCEPT, {"check_in": names}).status_code == 404


def test_without_a_tick_the_queue_says_so(commander: Client) -> None:
    assert commander.get(ACCEPT).headers["Location"] == QUEUE


# --- The desk ---


def test_the_desk_counts_what_waits_and_leads_there(cast: Cast, commander: Client, rows: list[CheckIn]) -> None:
    make_doubtful(cast.commander, cast.point, NOW)
    make_doubtful(cast.officer, cast.point, NOW - timedelta(days=9))  # the desk looks a week back
    make_review(cast.bureau, rows[0], NOW)
    desk = Desk(cast.commander, cast.station, cast.commander.unit_ids, month_named("2026-11"), NOW)
    group = flagged_check_ins(desk)
    assert group["count"] == 3
    assert commander.get(group["url"]).context["page_obj"].paginator.count == 3
    assert [row.url for row in group["rows"]] == [review_of(row) for row in rows[1:]]


def test_the_duty_stands_beside_the_decision(cast: Cast, commander: Client) -> None:
    duty = make_duty(make_window(cast.point), NOW.date(), "done")
    row = make_doubtful(cast.officer, cast.point, at("2026-11-23 07:35"), duty=duty)
    assert duty.get_absolute_url() in commander.get(review_of(row)).content.decode()
