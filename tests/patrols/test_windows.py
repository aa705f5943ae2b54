"""Windows: how they are edited, how they end, and that duties follow."""

from datetime import date
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.urls import reverse

from patrols.models import Duty, DutyWindow
from patrols.weekdays import weekdays_in_words
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, signed_in
from tests.factories import at, make_duty, make_window


def filled(**changes: Any) -> dict[str, Any]:
    """What a person types for a window, with these changes."""
    given = {
        "occasion": "arrival", "basis": "fixed", "weekdays": ["1", "2", "3", "4", "5"], "strength": "1",
        "starts_at": "07:30", "ends_at": "08:30", "follows_calendar": "on",
    }  # fmt: skip
    return given | changes


def new(code: str = "SPQ-01") -> str:
    return reverse("patrols:window_new", args=[code])


@time_machine.travel(at("2026-10-20 12:00"), tick=False)
def test_a_new_window_has_its_duties_at_once(cast: Cast) -> None:
    response = signed_in(cast.officer).post(new(), filled(weekdays=["3", "1"]))
    assert response.headers["Location"] == cast.point.get_absolute_url()
    window = DutyWindow.objects.get()
    assert (window.weekdays, window.point) == ("13", cast.point)
    assert [duty.on.day for duty in Duty.objects.order_by("on")] == [21, 26, 28, 2]
    assert LogEntry.objects.get_for_object(window).get().actor == cast.officer


@time_machine.travel(at("2026-10-20 12:00"), tick=False)
def test_duties_that_have_not_begun_follow_an_edited_window(cast: Cast) -> None:
    window = make_window(cast.point, weekdays="12345")
    past = make_duty(window, date(2026, 10, 19), "done")
    make_duty(window, date(2026, 10, 21))
    edit = reverse("patrols:window_edit", args=[window.pk])
    client = signed_in(cast.officer)
    assert client.get(edit).context["form"].initial["weekdays"] == list("12345")
    assert client.post(edit, filled(weekdays=["3"], starts_at="09:00", ends_at="10:00")).status_code == 302
    assert Duty.objects.filter(pk=past.pk, state="done").exists()
    coming = Duty.objects.filter(on__gt=date(2026, 10, 20)).order_by("on")
    assert [(duty.on.day, duty.starts_at) for duty in coming] == [
        (21, at("2026-10-21 09:00")), (28, at("2026-10-28 09:00")),
    ]  # fmt: skip
    history = client.get(edit).context["history"]
    changes = {(change.before, change.after) for told in history for change in told.changes}
    assert (weekdays_in_words("12345"), weekdays_in_words("3")) in changes
    assert ("07:30", "09:00") in changes


@time_machine.travel(at("2026-10-20 12:00"), tick=False)
def test_a_window_ends_after_it_was_asked_once_more(cast: Cast) -> None:
    window = make_window(cast.point)
    for day in (20, 21, 22):
        make_duty(window, date(2026, 10, day))
    client, end = signed_in(cast.officer), reverse("patrols:window_end", args=[window.pk])
    assert client.get(end).status_code == 200
    assert Duty.objects.count() == 3
    assert client.post(end, {"last_day": "2026-10-21"}).status_code == 302
    window.refresh_from_db()
    assert window.in_force_until == date(2026, 10, 21)
    assert [duty.on.day for duty in Duty.objects.order_by("on")] == [20, 21]


@pytest.mark.parametrize("day", ["", "x", "2026-09-30", "9999-12-31"])
def test_a_bad_last_day_gets_a_named_error(cast: Cast, day: str) -> None:
    window = make_window(cast.point, in_force_from=date(2026, 10, 1))
    response = signed_in(cast.officer).post(reverse("patrols:window_end", args=[window.pk]), {"last_day": day})
    assert response.status_code == 400
    assert list(response.context["form"].errors) == ["last_day"]
    window.refresh_from_db()
    assert window.in_force_until is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": ["8"]}, "weekdays"),
        ({"occasion": "noon"}, "occasion"),
        ({"starts_at": "25:00"}, "starts_at"),
        ({"ends_at": "07:30"}, "ends_at"),
        ({"ends_at": ""}, "ends_at"),
        ({"in_force_from": "x"}, "in_force_from"),
        ({"basis": "noon"}, "basis"),
        ({"strength": "0"}, "strength"),
        ({"strength": "21"}, "strength"),
        ({"strength": "x"}, "strength"),
        ({"in_force_from": "2026-10-02", "in_force_until": "2026-10-01"}, "in_force_until"),
    ],
)
def test_bad_input_gets_a_named_error_and_changes_nothing(cast: Cast, changes: dict[str, Any], field: str) -> None:
    response = signed_in(cast.officer).post(new(), filled(**changes))
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert not DutyWindow.objects.exists()


def test_windows_are_for_police_of_the_points_unit(cast: Cast) -> None:
    window = make_window(cast.point)
    pages = [new(), *(reverse(f"patrols:{name}", args=[window.pk]) for name in ("window_edit", "window_end"))]
    for page in pages:
        found = answers(cast, page)
        assert found == OWN_POLICE_ONLY, page


@pytest.mark.parametrize(("digits", "names"), [("6", 1), ("135", 3), ("67", 2)])
def test_weekdays_are_named(digits: str, names: int) -> None:
    words = weekdays_in_words(digits)
    assert len(words.replace("、", ", ").split(", ")) == names


def test_a_span_of_weekdays_is_said_as_one() -> None:
    assert "," not in weekdays_in_words("12345")
    assert weekdays_in_words("1234567") != weekdays_in_words("123456")


@pytest.mark.parametrize(
    ("changes", "is_refused"),
    [
        ({}, True),
        ({"starts_at": "08:29", "ends_at": "09:00"}, True),
        ({"weekdays": ["5", "6"]}, True),
        ({"in_force_from": "2026-12-01"}, True),
        ({"starts_at": "08:30", "ends_at": "09:00"}, False),
        ({"weekdays": ["6", "7"]}, False),
        ({"in_force_from": "2027-01-01"}, False),
    ],
)
@time_machine.travel(at("2026-10-20 12:00"), tick=False)
def test_windows_of_a_point_do_not_overlap(cast: Cast, changes: dict[str, Any], is_refused: bool) -> None:
    make_window(cast.point, weekdays="12345", in_force_until=date(2026, 12, 31))
    response = signed_in(cast.officer).post(new(), filled(**changes))
    assert (response.status_code, DutyWindow.objects.count()) == ((400, 1) if is_refused else (302, 2))
    if is_refused:
        assert list(response.context["form"].errors) == ["starts_at"]


@time_machine.travel(at("2026-10-20 12:00"), tick=False)
def test_a_window_that_ends_later_does_not_reach_into_another(cast: Cast) -> None:
    window = make_window(cast.point, in_force_until=date(2026, 10, 23))
    make_window(cast.point, in_force_from=date(2026, 10, 24))
    end = reverse("patrols:window_end", args=[window.pk])
    client = signed_in(cast.officer)

    later = client.post(end, {"last_day": "2026-10-30"})
    earlier = client.post(end, {"last_day": "2026-10-21"})

    assert (later.status_code, list(later.context["form"].errors), earlier.status_code) == (400, ["last_day"], 302)


@time_machine.travel(at("2026-10-20 12:00"), tick=False)
def test_an_overlap_of_old_can_be_ended(cast: Cast) -> None:
    window = make_window(cast.point)
    make_window(cast.point)
    end = reverse("patrols:window_end", args=[window.pk])

    assert signed_in(cast.officer).post(end, {"last_day": "2026-10-25"}).status_code == 302


def test_a_window_does_not_overlap_with_itself(cast: Cast) -> None:
    window = make_window(cast.point)
    edit = reverse("patrols:window_edit", args=[window.pk])
    assert signed_in(cast.officer).post(edit, filled(ends_at="08:15")).status_code == 302


@time_machine.travel(at("2026-10-20 12:00"), tick=False)
def test_duties_made_and_taken_back_are_on_the_trail(cast: Cast) -> None:
    client = signed_in(cast.officer)
    client.post(new(), filled(weekdays=["3"]))
    window = DutyWindow.objects.get()
    client.post(reverse("patrols:window_end", args=[window.pk]), {"last_day": "2026-10-21"})

    runs = LogEntry.objects.filter(content_type__model="dutyrun").order_by("pk")
    assert [(run.actor, run.object_repr) for run in runs] == [(cast.officer, "2026-10-20 – 2026-11-03")] * 2
    assert [(run.changes["made"][1], run.changes["taken_back"][1]) for run in runs] == [("2", "0"), ("0", "1")]
    assert [duty.on.day for duty in Duty.objects.all()] == [21]
