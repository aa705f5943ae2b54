"""Writing the days of a school, and what of a school itself moves its duties: who is told, what the trail keeps."""

from datetime import date, time
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError

from campus_safety.audit.author import acting
from schools.actions import change_school_day, enter_school_days, remove_school_day, save_school
from schools.models import School, SchoolDay
from tests.calendars.following import Told
from tests.cast import Cast
from tests.factories.calendars import make_school_day

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def test_those_who_follow_the_school_are_told_of_every_change(cast: Cast, told: Told) -> None:
    day = SchoolDay(school=cast.school, kind="closed", reason="停课")

    [first, _second] = enter_school_days(by=cast.principal, day=day, dates=[MONDAY, TUESDAY])
    change_school_day(by=cast.officer, day=first)
    remove_school_day(day=first)

    assert told == [(None, [cast.school.pk])] * 3
    assert list(SchoolDay.objects.values_list("on", "noted_by")) == [(TUESDAY, cast.principal.pk)]


def test_a_day_is_entered_once(cast: Cast, told: Told) -> None:
    make_school_day(cast.officer, cast.school, TUESDAY)
    make_school_day(cast.officer, cast.other_school, MONDAY)
    day = SchoolDay(school=cast.school, kind="closed", reason="停课")

    with pytest.raises(ValidationError) as refused:
        enter_school_days(by=cast.principal, day=day, dates=[MONDAY, TUESDAY])

    assert list(refused.value.message_dict) == ["first_day"]
    assert (told, cast.school.own_days.count()) == ([], 1)


def test_the_trail_keeps_what_a_day_was(cast: Cast) -> None:
    with acting(cast.officer):
        day = make_school_day(cast.officer, cast.school, MONDAY)
        day.dismisses_at = time(12)
        change_school_day(by=cast.officer, day=day)
        remove_school_day(day=day)

    entries = LogEntry.objects.filter(content_type__model="schoolday").order_by("pk")
    assert [(entry.action, entry.actor) for entry in entries] == [
        (action, cast.officer) for action in (LogEntry.Action.CREATE, LogEntry.Action.UPDATE, LogEntry.Action.DELETE)
    ]
    assert entries[1].changes["dismisses_at"] == ["11:30:00", "12:00:00"]


@pytest.mark.parametrize(
    ("change", "levels", "is_told"),
    [
        ({}, None, False),
        ({}, ["kindergarten"], False),
        ({"head": "王老师", "pupils": 300}, ["kindergarten"], False),
        ({"arrives_at": time(8)}, None, True),
        ({"dismisses_at": time(16)}, None, True),
        ({"is_open": False}, None, True),
        ({}, ["kindergarten", "primary"], True),
        ({}, ["primary"], True),
    ],
)
def test_a_change_of_a_school_is_told_if_it_moves_its_duties(
    cast: Cast, told: Told, change: dict[str, Any], levels: list[str] | None, is_told: bool
) -> None:
    school = School.objects.get(pk=cast.school.pk)
    for name, value in change.items():
        setattr(school, name, value)

    save_school(school=school, levels=levels)

    assert told == ([(None, [school.pk])] if is_told else [])


def test_what_is_not_written_is_not_told(cast: Cast, told: Told) -> None:
    school = School.objects.get(pk=cast.school.pk)
    school.arrives_at, school.head = time(8), "王老师"

    save_school(school=school, only=["head"])

    assert told == []


def test_a_new_school_has_no_duties_to_follow(cast: Cast, told: Told) -> None:
    save_school(
        school=School(unit=cast.station, name="新校", latitude=29.5, longitude=106.4, arrives_at=time(8)),
        levels=["primary"],
    )

    assert told == []
