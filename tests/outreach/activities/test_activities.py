"""Activities: written with schools and officers, refused by name, counted once, put right, and on the trail."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.utils import timezone

from campus_safety.audit.trail import history_of
from campus_safety.statistics.models import StaleMonth
from outreach.actions.activities import change_activity, hold_activity, log_activity
from outreach.models import Activity, ActivityPhoto, Measure
from outreach.states.activities import ActivityState, Answer
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at
from tests.factories.activities import an_activity, answered, make_activity
from tests.factories.records import photo

NOON = at("2026-11-23 12:00")
HOUR = timedelta(hours=1)
Kind = Activity.Kind


def refused(cast: Cast, activity: Activity, **ties: Any) -> set[str]:
    """The fields at which `log_activity` names what is wrong; nothing is written."""
    given: dict[str, Any] = {"schools": [cast.school], "officers": [cast.officer]} | ties
    with nothing_written(), pytest.raises(ValidationError) as error:
        log_activity(by=cast.officer, activity=activity, **given)
    return set(error.value.message_dict)


def test_an_activity_is_written_with_its_ties(cast: Cast) -> None:
    measure = Measure.objects.create(number=99)

    made = make_activity(
        cast.officer, cast.school, cast.other_school, officers=[cast.officer, cast.colleague], measures=[measure]
    )

    assert (set(made.schools.all()), set(made.officers.all())) == (
        {cast.school, cast.other_school},
        {cast.officer, cast.colleague},
    )
    assert (list(made.measures.all()), made.entered_by, made.state) == ([measure], cast.officer, ActivityState.HELD)
    assert [(step.before, step.after) for step in made.steps.all()] == [("", "held")]


BAD: dict[str, tuple[Callable[[datetime], dict[str, Any]], str]] = {
    "ended before it began": (lambda now: {"ends_at": now - 3 * HOUR}, "ends_at"),
    "of no time": (lambda now: {"starts_at": now - HOUR, "ends_at": now - HOUR}, "ends_at"),
    "longer than three days": (lambda now: {"starts_at": now - 75 * HOUR, "ends_at": now - HOUR}, "ends_at"),
    "too long ago": (
        lambda _now: {"starts_at": at("1999-05-05 08:00"), "ends_at": at("1999-05-05 09:00")},
        "starts_at",
    ),
    "held in the future": (lambda now: {"starts_at": now + HOUR, "ends_at": now + 2 * HOUR}, "starts_at"),
    "held and not over": (lambda now: {"ends_at": now + HOUR}, "ends_at"),
    "a drill held in the future": (
        lambda now: {"kind": "drill", "drill": "fire", "starts_at": now + HOUR, "ends_at": now + 2 * HOUR},
        "starts_at",
    ),
    "planned in the past": (lambda _now: {"state": "planned"}, "starts_at"),
    "planned in two years": (
        lambda now: {"state": "planned", "starts_at": now + 700 * 24 * HOUR, "ends_at": now + 700 * 24 * HOUR + HOUR},
        "starts_at",
    ),
    "of no kind": (lambda _now: {"kind": "party"}, "kind"),
    "without a title": (lambda _now: {"title": " \n"}, "title"),
    "class hours of a visit": (lambda _now: {"class_hours": Decimal(1)}, "class_hours"),
    "a held lecture without class hours": (lambda _now: {"kind": "lecture"}, "class_hours"),
    "no class hour": (lambda _now: {"kind": "lecture", "class_hours": Decimal(0)}, "class_hours"),
    "30 hours in a day": (
        lambda now: {"kind": "lecture", "class_hours": Decimal(30), "starts_at": now - 23 * HOUR},
        "class_hours",
    ),
    "more class hours than there is time": (
        lambda _now: {"kind": "lecture", "class_hours": Decimal("2.1")},
        "class_hours",
    ),
    "a drill of no kind": (lambda _now: {"kind": "drill"}, "drill"),
    "a visit with a drill": (lambda _now: {"drill": "fire"}, "drill"),
    "minutes of a visit": (lambda _now: {"drill_min": Decimal(2)}, "drill_min"),
    "minutes below none": (lambda _now: {"kind": "drill", "drill": "fire", "drill_min": Decimal(-1)}, "drill_min"),
    "minutes over the span": (lambda _now: {"kind": "drill", "drill": "fire", "drill_min": Decimal(61)}, "drill_min"),
    "minutes beyond reason": (
        lambda now: {"kind": "drill", "drill": "fire", "drill_min": Decimal(241), "starts_at": now - 9 * HOUR},
        "drill_min",
    ),
    "negative heads": (lambda _now: {"children": -1}, "children"),
    "absurd heads": (lambda _now: {"parents": 10_001}, "parents"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_changes_nothing(cast: Cast, name: str) -> None:
    change, field = BAD[name]
    values = {"starts_at": NOON - 2 * HOUR, "ends_at": NOON - HOUR, "kind": Kind.VISIT, **change(NOON)}
    activity = Activity(**{"unit": cast.station, "title": "走访", "state": ActivityState.HELD} | values)
    assert field in refused(cast, activity, at=NOON)


@pytest.mark.parametrize("field", ["children", "drill_min", "outcome"])
def test_what_has_not_taken_place_has_no_result(cast: Cast, field: str) -> None:
    said = {"children": 30, "drill_min": Decimal(2), "outcome": "很好"}[field]
    activity = an_activity(cast.school, kind=Kind.DRILL, state=ActivityState.PLANNED, **{field: said})
    assert refused(cast, activity) == {field}


@pytest.mark.parametrize(("kind", "fields"), [("lecture", {"class_hours": Decimal(2)}), ("drill", {"drill_min": 60})])
def test_class_hours_and_minutes_may_fill_the_span(cast: Cast, kind: str, fields: dict[str, Any]) -> None:
    assert make_activity(cast.officer, cast.school, kind=kind, **fields).pk


def test_an_activity_has_schools_of_its_unit(cast: Cast) -> None:
    theirs = cast.other_school
    theirs.unit = cast.other_station
    theirs.save()
    for schools in ([], [theirs], [cast.school, theirs]):
        assert refused(cast, an_activity(cast.school), schools=schools) == {"schools"}


def test_an_activity_has_officers_of_its_unit(cast: Cast) -> None:
    cast.colleague.is_active = False
    cast.colleague.save()
    for officers in ([], [cast.other_officer], [cast.principal], [cast.colleague], [cast.officer, cast.bureau]):
        assert refused(cast, an_activity(cast.school), officers=officers) == {"officers"}


@pytest.mark.parametrize("state", [ActivityState.CONFIRMED, ActivityState.CANCELLED])
def test_a_new_activity_is_planned_or_held(cast: Cast, state: str) -> None:
    activity = an_activity(cast.school, state=state)
    with nothing_written(), pytest.raises(ValidationError):
        log_activity(by=cast.officer, activity=activity, schools=[cast.school], officers=[cast.officer])


def test_a_planned_activity_is_held_with_what_came_of_it(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, kind=Kind.DRILL, state=ActivityState.PLANNED)
    later = made.ends_at + HOUR
    made.children, made.drill_min, made.tools = 120, Decimal("1.8"), "盾牌、钢叉"

    hold_activity(by=cast.officer, activity=made, schools=[cast.school], officers=[cast.colleague], at=later)

    held = Activity.objects.get()
    assert (held.state, held.children, held.drill_min) == (ActivityState.HELD, 120, Decimal("1.8"))
    assert [(step.before, step.after) for step in held.steps.all()] == [("", "planned"), ("planned", "held")]


def test_what_is_planned_ahead_is_not_held_yet(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, state=ActivityState.PLANNED)
    with nothing_written(), pytest.raises(ValidationError) as error:
        hold_activity(by=cast.officer, activity=made, schools=[cast.school], officers=[cast.officer])
    assert set(error.value.message_dict) == {"starts_at", "ends_at"}
    assert Activity.objects.get().state == ActivityState.PLANNED


def test_a_planned_activity_whose_time_is_over_can_still_be_put_right(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, state=ActivityState.PLANNED)
    made.title = "法治课"
    change_activity(
        by=cast.officer, activity=made, schools=[cast.school], officers=[cast.officer], at=made.ends_at + HOUR
    )
    assert Activity.objects.get().title == "法治课"


def test_a_change_keeps_an_officer_who_has_left(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, officers=[cast.colleague])
    cast.colleague.unit = cast.other_station
    cast.colleague.save()

    change_activity(by=cast.officer, activity=made, schools=[cast.school], officers=[cast.officer, cast.colleague])

    assert made.officers.count() == 2


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, "confirmed"),
        ({"children": 31}, "held"),
        ({"title": " 走访座谈 "}, "confirmed"),
        ({"place": "大厅"}, "held"),
    ],
)
def test_what_is_told_differently_is_confirmed_anew(cast: Cast, change: dict[str, Any], state: str) -> None:
    made = make_activity(cast.officer, cast.school)
    answered(cast.principal, made)
    made.refresh_from_db()
    for name, value in change.items():
        setattr(made, name, value)

    change_activity(
        by=cast.officer, activity=made, schools=[cast.school], officers=[cast.officer], photos=[photo("teal")]
    )

    assert Activity.objects.get().state == state
    assert made.attendances.get().answer == (Answer.CONFIRMED if state == "confirmed" else "")


def test_a_school_that_is_added_has_to_confirm_too(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school)
    answered(cast.principal, made)
    made.refresh_from_db()

    change_activity(by=cast.officer, activity=made, schools=[cast.school, cast.other_school], officers=[cast.officer])

    assert Activity.objects.get().state == ActivityState.HELD
    assert sorted(made.attendances.values_list("answer", flat=True)) == ["", "confirmed"]


def test_a_cancelled_activity_is_not_changed(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, state=ActivityState.CANCELLED)
    with nothing_written(), pytest.raises(ValidationError):
        change_activity(by=cast.officer, activity=made, schools=[cast.school], officers=[cast.officer])


def test_what_a_colleague_held_meanwhile_is_not_overwritten_by_the_plan(cast: Cast) -> None:
    seen = make_activity(cast.officer, cast.school, state=ActivityState.PLANNED)
    Activity.objects.filter(pk=seen.pk).update(state=ActivityState.HELD, children=30)
    with nothing_written(), pytest.raises(ValidationError):
        change_activity(by=cast.officer, activity=seen, schools=[cast.school], officers=[cast.officer])
    assert Activity.objects.get().children == 30


def test_the_same_photo_is_kept_once(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, photos=[photo("teal"), photo("teal"), photo("navy")])
    change_activity(
        by=cast.officer, activity=made, schools=[cast.school], officers=[cast.officer], photos=[photo("navy")]
    )
    assert ActivityPhoto.objects.count() == 2


def test_the_trail_says_who_and_which(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school)
    change_activity(
        by=cast.commander, activity=made, schools=[cast.school, cast.other_school], officers=[cast.colleague]
    )

    ties = [entry for entry in history_of(made).order_by("pk") if "officers" in (entry.changes or {})]

    both = ", ".join(sorted([cast.school.name, cast.other_school.name]))
    assert [(entry.actor, entry.changes) for entry in ties] == [
        (cast.officer, {"schools": ["", cast.school.name], "officers": ["", "officer"]}),
        (cast.commander, {"schools": [cast.school.name, both], "officers": ["officer", "colleague"]}),
    ]
    assert history_of(made).filter(action=LogEntry.Action.CREATE).count() == 1


def test_the_months_of_an_activity_are_compiled_anew(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, starts_at=at("2026-03-31 10:00"))
    StaleMonth.objects.all().delete()
    made.starts_at, made.ends_at = at("2026-06-01 08:00"), at("2026-06-01 10:00")

    change_activity(by=cast.officer, activity=made, schools=[cast.school], officers=[cast.officer])

    months = {f"{month.first_day:%Y-%m}" for month in StaleMonth.objects.filter(unit=cast.station)}
    assert {"2026-03", "2026-06"} <= months


def test_nobody_gives_more_class_hours_in_a_day_than_fit_into_one(cast: Cast) -> None:
    day = timezone.localtime().replace(hour=8, minute=0) - timedelta(days=3)
    lecture: dict[str, Any] = {
        "kind": "lecture",
        "class_hours": Decimal(8),
        "starts_at": day,
        "ends_at": day + timedelta(hours=6),
    }
    make_activity(cast.officer, cast.school, **lecture)

    with pytest.raises(ValidationError) as error:
        make_activity(cast.officer, cast.other_school, officers=[cast.colleague, cast.officer], **lecture)

    assert set(error.value.message_dict) == {"class_hours"}
    assert make_activity(cast.colleague, cast.school, **lecture).class_hours == 8
    next_day: dict[str, Any] = lecture | {
        "starts_at": day + timedelta(days=1),
        "ends_at": day + timedelta(days=1, hours=6),
    }
    assert make_activity(cast.officer, cast.school, **next_day).class_hours == 8
