"""Making, changing and ending a round of feedback, and telling of its end."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError

from campus_safety.levels import Level
from campus_safety.notices.models import Notice
from outreach.actions.feedback import change_round, end_round, make_round
from outreach.actions.feedback_ends import tell_of_ends
from outreach.models import FeedbackForm, FeedbackRound
from schools.models import School
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_school
from tests.factories.feedback import make_round as made_round

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-23 12:00"), tick=False):
        yield


def _make(cast: Cast, *schools: School, audiences: Any = ("parents",), **fields: Any) -> FeedbackRound:
    values = {"unit": cast.station, "title": "秋季评价", "first_day": TODAY, "last_day": TODAY + 13 * DAY} | fields
    return make_round(by=cast.officer, asked=FeedbackRound(**values), schools=schools, audiences=audiences)


def test_a_round_has_a_form_for_each_school_and_audience(cast: Cast) -> None:
    asked = _make(cast, cast.school, cast.other_school, audiences=["heads", "parents"])

    made = set(FeedbackForm.objects.filter(round=asked).values_list("school", "audience"))
    assert made == {
        (school.pk, audience) for school in (cast.school, cast.other_school) for audience in ("heads", "parents")
    }
    assert len(set(FeedbackForm.objects.values_list("token", flat=True))) == 4
    assert asked.entered_by == cast.officer


@pytest.mark.parametrize("level", Level.values)
def test_students_are_asked_where_they_are_of_age(cast: Cast, level: str) -> None:
    asked = _make(cast, make_school(cast.station, level=level), audiences=["students", "staff"])

    audiences = set(asked.forms.values_list("audience", flat=True))
    expected = {"staff", "students"} if level in {"middle", "high", "vocational"} else {"staff"}
    assert audiences == expected


def test_a_round_is_on_the_trail_without_its_secrets(cast: Cast) -> None:
    asked = _make(cast, cast.school)

    entries = [*LogEntry.objects.get_for_object(asked), *LogEntry.objects.get_for_objects(asked.forms.all())]
    assert {entry.actor for entry in entries} == {cast.officer}
    assert len(entries) == 2
    assert not any({"secret", "token"} & entry.changes.keys() for entry in entries)


def test_the_principals_of_the_schools_are_told_of_a_round(cast: Cast) -> None:
    asked = _make(cast, cast.school, audiences=["staff", "parents"])

    notice = Notice.objects.get()
    assert (notice.recipient, notice.url) == (cast.principal, asked.get_absolute_url())


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("title", {"title": "  "}),
        ("first_day", {"first_day": TODAY - DAY}),
        ("last_day", {"last_day": TODAY - DAY, "first_day": TODAY}),
        ("last_day", {"last_day": TODAY + 92 * DAY}),
        ("audiences", {"audiences": ()}),
        ("audiences", {"audiences": ("students",)}),
    ],
)
def test_a_round_that_is_wrong_is_refused_by_field(cast: Cast, field: str, wrong: dict[str, Any]) -> None:
    with nothing_written(), pytest.raises(ValidationError) as error:
        _make(cast, cast.school, **wrong)

    assert set(error.value.message_dict) == {field}


def test_a_round_asks_schools_of_its_own_station(cast: Cast) -> None:
    elsewhere = make_school(cast.other_station)

    with nothing_written(), pytest.raises(ValidationError) as error:
        _make(cast, cast.school, elsewhere)

    assert set(error.value.message_dict) == {"schools"}


def test_a_round_asks_at_least_one_school(cast: Cast) -> None:
    with nothing_written(), pytest.raises(ValidationError) as error:
        _make(cast)

    assert set(error.value.message_dict) == {"schools"}


def test_a_round_of_92_days_is_long_enough(cast: Cast) -> None:
    assert _make(cast, cast.school, last_day=TODAY + 91 * DAY).pk


def test_an_open_round_gets_another_title_and_last_day(cast: Cast) -> None:
    asked = made_round(cast.officer, cast.school)

    changed = change_round(by=cast.colleague, asked=asked, title="改名", last_day=TODAY + DAY)

    assert (changed.title, changed.last_day, changed.entered_by) == ("改名", TODAY + DAY, cast.officer)


@pytest.mark.parametrize("last_day", [TODAY - DAY, TODAY + 92 * DAY])
def test_a_last_day_that_is_past_or_too_far_off_is_refused(cast: Cast, last_day: date) -> None:
    asked = made_round(cast.officer, cast.school, first_day=TODAY - DAY)

    with pytest.raises(ValidationError) as error:
        change_round(by=cast.officer, asked=asked, title="改名", last_day=last_day)

    assert set(error.value.message_dict) == {"last_day"}
    asked.refresh_from_db()
    assert (asked.title, asked.last_day) == ("秋季学期评价", TODAY)


def test_a_round_that_is_over_stays_as_it_is(cast: Cast) -> None:
    asked = made_round(cast.officer, cast.school, first_day=TODAY - DAY, last_day=TODAY - DAY)

    with pytest.raises(ValidationError):
        change_round(by=cast.officer, asked=asked, last_day=TODAY)

    asked.refresh_from_db()
    assert asked.last_day == TODAY - DAY


def test_a_round_that_is_ended_is_open_for_the_rest_of_the_day(cast: Cast) -> None:
    asked = made_round(cast.officer, cast.school, first_day=TODAY - DAY, last_day=TODAY + 5 * DAY)

    ended = end_round(by=cast.commander, asked=asked)

    assert ended.is_open(TODAY)
    assert ended.is_closed(TODAY + DAY)


def test_a_round_that_has_not_begun_is_not_ended(cast: Cast) -> None:
    asked = made_round(cast.officer, cast.school, first_day=TODAY + DAY, last_day=TODAY + DAY)

    with pytest.raises(ValidationError) as error:
        end_round(by=cast.commander, asked=asked)

    assert set(error.value.message_dict) == {"last_day"}


def test_the_end_of_a_round_is_told_once_to_principals_and_commanders(cast: Cast) -> None:
    asked = made_round(cast.officer, cast.school, first_day=TODAY - DAY, last_day=TODAY - DAY)
    made_round(cast.officer, cast.other_school)

    told = [tell_of_ends(at=at("2026-11-23 08:00")), tell_of_ends(at=at("2026-11-24 07:59"))]

    notices = Notice.objects.filter(url=asked.get_absolute_url())
    assert told[0] == 2
    assert {notice.recipient for notice in notices} == {cast.principal, cast.commander}


def test_what_was_over_more_than_a_week_ago_is_not_told(cast: Cast) -> None:
    made_round(cast.officer, cast.school, first_day=TODAY - 8 * DAY, last_day=TODAY - 8 * DAY)

    assert tell_of_ends(at=at("2026-11-23 08:00")) == 0
