"""Asking for event cover: what is kept, what cannot be, what can still be put right."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from campus_safety.notices.models import Notice
from outreach.actions.covers import change_cover, prepare_cover, request_cover
from outreach.models import EventCover
from outreach.states.covers import CoverState
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at
from tests.factories.covers import a_cover, make_cover

NOW = at("2026-05-20 10:00")
BEGINS = at("2026-05-29 09:00")
MIDNIGHT = at("2026-05-30 00:00")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_a_request_is_kept_and_the_commanders_are_told(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        cover = request_cover(by=cast.principal, cover=a_cover(cast.school, starts_at=BEGINS, prepared=["told"]))

    step = cover.steps.get()
    assert (cover.unit, cover.state, cover.requested_at) == (cast.station, CoverState.REQUESTED, NOW)
    assert (step.before, step.after, step.by, step.at) == ("", "requested", cast.principal, NOW)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.url) == (
        cast.commander, "outreach.cover_requested", cover.get_absolute_url(),
    )  # fmt: skip
    assert notice.data["school"] == cast.school.name
    assert cover.title not in str(notice.data)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": " "}, ["title"]),
        ({"valuables_watched_by": ""}, ["valuables_watched_by"]),
        ({"people": 0}, ["people"]),
        ({"people": 10_001}, ["people"]),
        ({"starts_at": NOW}, ["starts_at"]),
        ({"starts_at": NOW + timedelta(days=367), "ends_at": NOW + timedelta(days=367, hours=1)}, ["starts_at"]),
        ({"ends_at": BEGINS}, ["ends_at"]),
        ({"ends_at": BEGINS - MINUTE}, ["ends_at"]),
        ({"ends_at": MIDNIGHT}, ["ends_at"]),
        ({"ends_at": BEGINS + 12 * HOUR + MINUTE}, ["ends_at"]),
        ({"is_off_campus": True, "place": " "}, ["place"]),
        ({"latitude": 106.4, "longitude": 29.5}, ["latitude"]),
        ({"prepared": ["a dog"]}, ["prepared"]),
        ({"title": "", "people": 0, "ends_at": BEGINS}, ["ends_at", "people", "title"]),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_written(cast: Cast, changes: dict[str, Any], fields: list[str]) -> None:
    cover = a_cover(cast.school, **{"starts_at": BEGINS} | changes)
    with time_machine.travel(NOW, tick=False), nothing_written(), pytest.raises(ValidationError) as refused:
        request_cover(by=cast.principal, cover=cover)
    assert sorted(refused.value.message_dict) == fields


@pytest.mark.parametrize(
    "ends_at", [BEGINS + MINUTE, BEGINS + 12 * HOUR, MIDNIGHT - MINUTE], ids=["a minute", "twelve hours", "23:59"]
)
def test_an_event_lies_within_a_day_and_twelve_hours(cast: Cast, ends_at: datetime) -> None:
    begins = max(BEGINS, ends_at - 12 * HOUR)
    with time_machine.travel(NOW, tick=False):
        cover = request_cover(by=cast.principal, cover=a_cover(cast.school, starts_at=begins, ends_at=ends_at))
    assert cover.pk is not None


def test_a_closed_school_asks_for_nothing(cast: Cast) -> None:
    cast.school.is_open = False
    with pytest.raises(ValidationError) as refused:
        request_cover(by=cast.officer, cover=a_cover(cast.school))
    assert list(refused.value.message_dict) == ["school"]


def test_the_same_event_is_asked_for_once(cast: Cast) -> None:
    first = make_cover(cast.principal, cast.school)
    with pytest.raises(ValidationError) as refused:
        make_cover(cast.principal, cast.school)
    assert list(refused.value.message_dict) == ["title"]

    make_cover(cast.principal, cast.school, title="开学典礼")
    make_cover(cast.other_principal, cast.other_school)
    EventCover.objects.filter(pk=first.pk).update(state=CoverState.WITHDRAWN)
    assert make_cover(cast.principal, cast.school).pk > first.pk


def test_a_place_outside_the_outline_is_kept_and_flagged(cast: Cast) -> None:
    inside = make_cover(cast.principal, cast.school)
    assert not inside.is_outside  # the station has no outline

    cast.station.outline = [[29.0, 106.0], [29.0, 106.1], [29.1, 106.1]]
    cast.station.save()
    assert EventCover.objects.get().is_outside


def put_right(cover: EventCover, **changes: Any) -> EventCover:
    for name, value in changes.items():
        setattr(cover, name, value)
    return change_cover(cover=cover)


def test_a_request_is_put_right_until_it_is_decided(cast: Cast) -> None:
    cover = put_right(make_cover(cast.principal, cast.school), title="毕业典礼", people=350)
    assert (EventCover.objects.get().title, EventCover.objects.get().people) == ("毕业典礼", 350)

    with pytest.raises(ValidationError) as refused:
        put_right(cover, people=0)
    assert list(refused.value.message_dict) == ["people"]


@pytest.mark.parametrize("state", [CoverState.APPROVED, CoverState.DECLINED, CoverState.WITHDRAWN])
def test_what_is_decided_is_not_changed_any_more(cast: Cast, state: str) -> None:
    cover = make_cover(cast.principal, cast.school, state, commander=cast.commander)
    with nothing_written(), pytest.raises(ValidationError):
        put_right(cover, people=350)
    assert EventCover.objects.get().people == 200


def test_what_is_seen_to_is_kept_in_the_order_of_the_list(cast: Cast) -> None:
    cover = make_cover(cast.principal, cast.school)
    prepare_cover(cover=cover, keys=["report", "watcher", "watcher"])
    assert EventCover.objects.get().prepared == ["watcher", "report"]

    with pytest.raises(ValidationError):
        prepare_cover(cover=cover, keys=["report", "a dog"])


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (lambda cast: cast.officer, 1),
        (lambda cast: cast.commander, 1),
        (lambda cast: cast.bureau, 1),
        (lambda cast: cast.principal, 1),
        (lambda cast: cast.other_officer, 0),
        (lambda cast: cast.other_principal, 0),
        (lambda cast: cast.auditor, 0),
        (lambda cast: cast.administrator, 0),
    ],
)
def test_the_unit_and_the_school_see_a_request(cast: Cast, who: Callable[[Cast], Any], expected: int) -> None:
    make_cover(cast.principal, cast.school)
    assert EventCover.objects.visible_to(who(cast)).count() == expected
