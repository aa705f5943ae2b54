"""Extra windows: for a limited time, at several points at once, with a cause and a reason."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError

from patrols.actions import add_extra_windows
from patrols.actions.windows import Extra
from patrols.forms import extra_windows as forms
from patrols.models import Duty, DutyWindow, PatrolPoint
from tests.cast import Cast
from tests.clients import signed_in
from tests.counting import nothing_written
from tests.factories import at, make_point, make_window

ADDRESS = "/patrols/windows/extra/"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """It is Friday, 20 November 2026, 12:00."""
    with time_machine.travel(at("2026-11-20 12:00"), tick=False):
        yield


@pytest.fixture
def points(cast: Cast) -> list[PatrolPoint]:
    """Two points of the station."""
    return [cast.point, make_point(cast.station, "SPQ-02")]


def filled(at_points: list[PatrolPoint], /, **changes: Any) -> dict[str, Any]:
    """What a person types for an extra window of a weekend, with these changes."""
    given = {
        "points": [point.pk for point in at_points], "cause": "incident", "reason": "东门盗窃", "starts_at": "20:00",
        "ends_at": "21:00", "first_day": "2026-11-21", "last_day": "2026-11-23", "days": "every", "strength": "2",
    }  # fmt: skip
    return given | changes


def extra(**changes: Any) -> Extra:
    """An extra window of an evening."""
    given: dict[str, Any] = {
        "starts_at": time(20), "ends_at": time(21), "first_day": date(2026, 11, 21), "last_day": date(2026, 11, 23),
        "cause": DutyWindow.Cause.INCIDENT, "reason": "东门盗窃",
    }  # fmt: skip
    return Extra(**given | changes)


def test_it_is_added_to_all_the_points_with_its_duties(cast: Cast, points: list[PatrolPoint]) -> None:
    response = signed_in(cast.officer).post(ADDRESS, filled(points))

    windows = DutyWindow.objects.order_by("point__code")
    assert response.headers["Location"] == "/patrols/windows/?extra=1"
    assert [window.point for window in windows] == points
    assert {(window.cause, window.reason, window.strength, window.is_extra) for window in windows} == {
        ("incident", "东门盗窃", 2, True)
    }
    assert [duty.on.day for duty in Duty.objects.filter(point=points[1]).order_by("on")] == [21, 22, 23]
    assert {entry.actor for entry in LogEntry.objects.filter(content_type__model__in=["dutywindow", "dutyrun"])} == {
        cast.officer
    }


def test_on_school_days_only_it_spares_the_weekend(cast: Cast, points: list[PatrolPoint]) -> None:
    signed_in(cast.officer).post(ADDRESS, filled(points, days="school"))

    assert {duty.on.day for duty in Duty.objects.all()} == {23}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"points": []}, "points"),
        ({"points": ["x"]}, "points"),
        ({"cause": ""}, "cause"),
        ({"cause": "boredom"}, "cause"),
        ({"reason": ""}, "reason"),
        ({"reason": "联系人 13900001111"}, "reason"),
        ({"starts_at": "21:00"}, "ends_at"),
        ({"last_day": "2026-11-20"}, "last_day"),
        ({"first_day": "2026-11-10", "last_day": "2026-11-19"}, "last_day"),
        ({"last_day": ""}, "last_day"),
        ({"days": "sometimes"}, "days"),
        ({"strength": "0"}, "strength"),
    ],
)
def test_bad_input_gets_a_named_error_and_changes_nothing(
    cast: Cast, points: list[PatrolPoint], changes: dict[str, Any], field: str
) -> None:
    client = signed_in(cast.officer)
    with nothing_written():
        response = client.post(ADDRESS, filled(points, **changes))

    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])


def test_a_point_of_another_station_is_refused(cast: Cast) -> None:
    response = signed_in(cast.officer).post(ADDRESS, filled([make_point(cast.other_station)]))

    assert (response.status_code, list(response.context["form"].errors)) == (400, ["points"])


def test_an_overlap_at_one_point_refuses_all_and_names_both(cast: Cast, points: list[PatrolPoint]) -> None:
    make_window(points[1], time(20, 30), time(22), follows_calendar=False)

    client = signed_in(cast.officer)
    with nothing_written():
        response = client.post(ADDRESS, filled(points))

    (error,) = response.context["form"].errors["points"]
    assert ("20:00–21:00" in error, "20:30–22:00" in error, error.count("SPQ-02")) == (True, True, 2)


def test_no_more_than_so_many_points_at_once(
    cast: Cast, points: list[PatrolPoint], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MOST_POINTS", 1)

    response = signed_in(cast.officer).post(ADDRESS, filled(points))

    assert (response.status_code, list(response.context["form"].errors)) == (400, ["points"])


def test_the_address_says_which_points_are_offered(cast: Cast, points: list[PatrolPoint]) -> None:
    client = signed_in(cast.officer)

    offered = client.get(ADDRESS, {"q": "SPQ-02"}).context["form"].fields["points"].widget.choices

    assert [key for key, _label in offered] == [points[1].pk]
    assert client.get(ADDRESS, {"unit": "XXX"}).status_code == 400


def test_the_list_shows_and_filters_extra_windows(cast: Cast, points: list[PatrolPoint]) -> None:
    regular = make_window(cast.point)
    add_extra_windows(by=cast.officer, points=points, extra=extra())
    client = signed_in(cast.officer)

    shown = client.get("/patrols/windows/", {"extra": "1"})

    assert "东门盗窃" in shown.content.decode()
    assert len(shown.context["page_obj"]) == 2
    assert list(client.get("/patrols/windows/", {"extra": "0"}).context["page_obj"]) == [regular]


def test_it_ends_early_by_the_same_page(cast: Cast, points: list[PatrolPoint]) -> None:
    window = add_extra_windows(by=cast.officer, points=points, extra=extra())[0]

    signed_in(cast.officer).post(f"/patrols/windows/{window.pk}/end/", {"last_day": "2026-11-21"})

    assert [duty.on.day for duty in Duty.objects.filter(window=window)] == [21]


@pytest.mark.parametrize("name", ["in_force_from", "in_force_until"])
def test_an_extra_window_keeps_its_first_and_last_day(cast: Cast, points: list[PatrolPoint], name: str) -> None:
    window = add_extra_windows(by=cast.officer, points=points, extra=extra())[0]
    given = {
        "occasion": "other", "basis": "fixed", "weekdays": list("1234567"), "starts_at": "20:00", "ends_at": "21:00",
        "strength": "1", "in_force_from": "2026-11-21", "in_force_until": "2026-11-23",
    }  # fmt: skip

    response = signed_in(cast.officer).post(window.get_absolute_url(), given | {name: ""})

    assert (response.status_code, list(response.context["form"].errors)) == (400, [name])


def test_the_action_asks_for_a_reason(cast: Cast, points: list[PatrolPoint]) -> None:
    with nothing_written(), pytest.raises(ValidationError) as refusal:
        add_extra_windows(by=cast.officer, points=points, extra=extra(reason=" "))

    assert list(refusal.value.message_dict) == ["reason"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_day": date(2026, 11, 20), "last_day": date(2027, 2, 20)}, "last_day"),
        ({"first_day": date(2026, 11, 20), "last_day": date(2026, 11, 20), "starts_at": time(9), "ends_at": time(10)},
         "ends_at"),
        ({"last_day": date(2026, 11, 22), "follows_calendar": True}, "days"),
    ],
    ids=["without end", "over today", "a weekend without school"],
)  # fmt: skip
def test_one_that_never_ends_or_never_asks_is_refused(
    cast: Cast, points: list[PatrolPoint], changes: dict[str, Any], field: str
) -> None:
    with nothing_written(), pytest.raises(ValidationError) as refused:
        add_extra_windows(by=cast.officer, points=points, extra=extra(**changes))

    assert list(refused.value.message_dict) == [field]


def test_school_days_only_may_be_a_make_up_saturday(cast: Cast, points: list[PatrolPoint]) -> None:
    saturday = date(2026, 10, 10)

    with time_machine.travel(at("2026-10-08 12:00"), tick=False):
        add_extra_windows(
            by=cast.officer, points=points, extra=extra(first_day=saturday, last_day=saturday, follows_calendar=True)
        )

    assert Duty.objects.filter(on=saturday).count() == 2


def test_filtering_keeps_what_is_typed_and_adds_nothing(cast: Cast, points: list[PatrolPoint]) -> None:
    typed = filled(points[:1], starts_at="late", last_day="", q="SPQ-02", choose="points")

    client = signed_in(cast.officer)
    with nothing_written():
        response = client.post(ADDRESS, typed)

    form = response.context["form"]
    assert response.status_code == 200
    assert {name: form[name].value() for name in form.fields if name != "points"} == {
        name: typed[name] for name in form.fields if name != "points"
    }
    assert form["points"].value() == [str(points[0].pk)]
    assert [key for key, _label in form.fields["points"].widget.choices] == [points[0].pk, points[1].pk]


def test_an_error_keeps_the_ticked_points_that_the_filter_does_not_find(cast: Cast, points: list[PatrolPoint]) -> None:
    response = signed_in(cast.officer).post(ADDRESS, filled(points[:1], q="SPQ-02", reason=""))

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (400, ["reason"])
    assert [key for key, _label in form.fields["points"].widget.choices] == [points[0].pk, points[1].pk]


@pytest.mark.parametrize("key", ["x", "0"])
def test_filtering_passes_over_a_tick_that_is_no_point(cast: Cast, points: list[PatrolPoint], key: str) -> None:
    response = signed_in(cast.officer).post(ADDRESS, filled([], points=[key], q="SPQ-02", choose="points"))

    offered = response.context["form"].fields["points"].widget.choices
    assert (response.status_code, [pk for pk, _label in offered]) == (200, [points[1].pk])


def test_a_filter_that_is_not_understood_is_named_beside_what_was_typed(cast: Cast, points: list[PatrolPoint]) -> None:
    response = signed_in(cast.officer).post(ADDRESS, filled(points, unit="XXX", choose="points"))

    assert (response.status_code, list(response.context["filter"].errors)) == (422, ["unit"])
    assert response.context["form"]["reason"].value() == "东门盗窃"
