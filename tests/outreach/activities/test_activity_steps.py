"""Every pair of states of an activity, what its schools answer, who is told, and many hands at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from campus_safety.notices.kinds import kind_of
from campus_safety.notices.models import Notice
from outreach.actions.activities import change_activity, hold_activity
from outreach.actions.activity_steps import answer_activity, cancel_activity, plan_again
from outreach.models import Activity, ActivitySchool, ActivityStep
from outreach.permissions.activities import may_answer_activity, may_change_activity
from outreach.states.activities import ACTIVITY_STEPS, ActivityState, Answer, activity_may_become
from schools.models import Principalship
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import make_school, make_user
from tests.factories.activities import answered, make_activity

DAY = timedelta(days=1)


def come_to(cast: Cast, state: str) -> Activity:
    """An activity of one school in a state."""
    if state != ActivityState.CONFIRMED:
        return make_activity(cast.officer, cast.school, state=state)
    made = make_activity(cast.officer, cast.school)
    answered(cast.principal, made)
    made.refresh_from_db()
    return made


def turn(cast: Cast, activity: Activity, after: str) -> object:
    """By the action that leads to a state."""
    ties: Any = {"schools": [cast.school], "officers": [cast.officer]}
    match after:
        case ActivityState.CANCELLED:
            return cancel_activity(by=cast.officer, activity=activity, text="登记重复")
        case ActivityState.PLANNED:
            times = {"starts_at": activity.starts_at + 9 * DAY, "ends_at": activity.ends_at + 9 * DAY}
            return plan_again(by=cast.officer, activity=activity, **times)
        case ActivityState.CONFIRMED:
            return answered(cast.principal, activity)
    if activity.state == ActivityState.CONFIRMED:
        activity.children = 31
        return change_activity(by=cast.officer, activity=activity, **ties)
    return hold_activity(by=cast.officer, activity=activity, **ties, at=activity.ends_at + DAY)


@pytest.mark.parametrize("before", ActivityState.values)
@pytest.mark.parametrize("after", ActivityState.values)
def test_every_pair_of_states(cast: Cast, before: str, after: str) -> None:
    activity = come_to(cast, before)
    steps = activity.steps.count()
    if activity_may_become(before, after):
        turn(cast, activity, after)
        last = activity.steps.order_by("pk").last()
        assert last is not None
        assert (activity.steps.count(), last.before, last.after) == (steps + 1, before, after)
        assert Activity.objects.get().state == after
    else:
        with pytest.raises(ValidationError):
            turn(cast, activity, after)
        assert (Activity.objects.get().state, activity.steps.count()) == (before, steps)


def test_the_table_names_every_state() -> None:
    assert set(ACTIVITY_STEPS) == set(ActivityState.values)


def test_a_cancelled_activity_says_why(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school)
    with nothing_written(), pytest.raises(ValidationError) as error:
        cancel_activity(by=cast.officer, activity=made, text=" ")
    assert set(error.value.message_dict) == {"text"}


def test_what_is_planned_again_forgets_what_never_was(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, children=30, outcome="很好")
    answered(cast.principal, made, Answer.OBJECTED)
    cancelled = cancel_activity(by=cast.officer, activity=made, text="登记错误")

    plan_again(by=cast.officer, activity=cancelled, starts_at=made.starts_at + 2 * DAY, ends_at=made.ends_at + 2 * DAY)

    found = Activity.objects.get()
    assert (found.state, found.children, found.outcome) == (ActivityState.PLANNED, 0, "")
    assert (found.starts_at, found.attendances.get().answer) == (made.starts_at + 2 * DAY, "")


def test_it_is_not_planned_again_for_the_past(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, state=ActivityState.CANCELLED)
    with nothing_written(), pytest.raises(ValidationError) as error:
        plan_again(by=cast.officer, activity=made, starts_at=made.starts_at - 9 * DAY, ends_at=made.ends_at - 9 * DAY)
    assert set(error.value.message_dict) == {"starts_at"}


def test_it_is_confirmed_once_each_school_says_so(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, cast.other_school)
    answered(cast.principal, made)
    after_one = Activity.objects.get().state
    answered(cast.other_principal, made)
    assert (after_one, Activity.objects.get().state) == (ActivityState.HELD, ActivityState.CONFIRMED)


def test_an_objection_says_what_was_not_so_and_stays_on_record(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school)
    own = ActivitySchool.objects.get()
    with nothing_written(), pytest.raises(ValidationError) as error:
        answer_activity(by=cast.principal, attendance=own, answer=Answer.OBJECTED, text=" ")

    answered(cast.principal, made, Answer.OBJECTED)
    made.refresh_from_db()
    made.children = 28
    change_activity(by=cast.officer, activity=made, schools=[cast.school], officers=[cast.officer])

    assert set(error.value.message_dict) == {"text"}
    assert ActivitySchool.objects.get().answer == ""
    assert list(ActivityStep.objects.exclude(text="").values_list("text", "by__username")) == [
        ("人数不对", "principal")
    ]


def test_an_objection_can_be_taken_back_and_a_confirmation_cannot(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school)
    answered(cast.principal, made, Answer.OBJECTED)
    answered(cast.principal, made)
    with nothing_written(), pytest.raises(ValidationError):
        answered(cast.principal, made, Answer.OBJECTED)
    assert (Activity.objects.get().state, ActivitySchool.objects.get().text) == (ActivityState.CONFIRMED, "")


@pytest.mark.parametrize("state", [ActivityState.PLANNED, ActivityState.CANCELLED])
def test_what_has_not_taken_place_is_not_answered(cast: Cast, state: str) -> None:
    made = make_activity(cast.officer, cast.school, state=state)
    with nothing_written(), pytest.raises(ValidationError):
        answered(cast.principal, made)


@pytest.mark.django_db(transaction=True)
def test_many_schools_that_answer_at_once_confirm_it_once(cast: Cast) -> None:
    schools = [make_school(cast.station) for _each in range(12)]
    heads = [make_user(role="principal", unit=cast.station) for _school in schools]
    for head, school in zip(heads, schools, strict=True):
        Principalship.objects.create(user=head, school=school)
    made = make_activity(cast.officer, *schools)

    all_at_once([lambda head=head: (200, answered(head, made).pk) for head in heads])  # type: ignore[misc]

    assert Activity.objects.get().state == ActivityState.CONFIRMED
    assert ActivityStep.objects.filter(after=ActivityState.CONFIRMED).count() == 1


def told(kind: str) -> list[str]:
    """To whom the notices of a kind went."""
    rows = Notice.objects.filter(kind=f"outreach.activity_{kind}").order_by("recipient__username")
    return list(rows.values_list("recipient__username", flat=True))


def test_the_schools_are_told_what_is_planned_held_and_cancelled(cast: Cast) -> None:
    planned = make_activity(cast.officer, cast.school, cast.other_school, state=ActivityState.PLANNED)
    make_activity(cast.officer, cast.school)
    cancel_activity(by=cast.officer, activity=planned, text="改期")
    assert (told("planned"), told("held"), told("cancelled")) == (
        ["principal", "principal2"],
        ["principal"],
        ["principal", "principal2"],
    )


def test_only_schools_that_have_not_answered_are_asked_again(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, cast.other_school)
    answered(cast.principal, made)
    made.refresh_from_db()
    Notice.objects.all().delete()
    made.children = 31
    change_activity(by=cast.officer, activity=made, schools=[cast.school, cast.other_school], officers=[cast.officer])
    assert told("held") == ["principal", "principal2"]


def test_an_objection_is_told_to_its_officers_and_who_entered_it(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, officers=[cast.colleague, cast.commander])
    answered(cast.principal, made, Answer.OBJECTED)
    assert told("objected") == ["colleague", "commander", "officer"]


def test_a_notice_says_kind_and_day_and_not_what_was_said(cast: Cast) -> None:
    make_activity(cast.officer, cast.school, title="机密标题")
    notice = Notice.objects.get()
    with translation.override("en"):
        said = kind_of(notice.kind).say(notice.data)
    assert "visit" in said.title
    assert "机密标题" not in f"{notice.data} {said}"


def test_who_changes_an_activity(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, officers=[cast.colleague])
    people = {name: user for name, user in cast.roles.items() if user} | {"colleague": cast.colleague}

    def those() -> set[str]:
        found = Activity.objects.get(pk=made.pk)
        return {name for name, user in people.items() if may_change_activity(user, found)}

    assert those() == {"officer", "colleague", "commander", "bureau"}
    Activity.objects.filter(pk=made.pk).update(entered_by=cast.commander)
    assert those() == {"colleague", "commander", "bureau"}


def test_the_principal_of_the_school_answers(cast: Cast) -> None:
    make_activity(cast.officer, cast.school)
    own = ActivitySchool.objects.get()
    assert {name for name, user in cast.roles.items() if user and may_answer_activity(user, own)} == {
        "principal", "other_principal",  # of which school the rows decide
    }  # fmt: skip
    assert not ActivitySchool.objects.visible_to(cast.other_principal).exists()
