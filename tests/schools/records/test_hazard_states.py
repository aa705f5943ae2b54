"""Every pair of states of a hazard, allowed and refused; races; what each step needs and appends."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from schools.actions import (
    assign_hazard,
    extend_hazard,
    rectify_hazard,
    send_back_hazard,
    take_up_hazard,
    verify_hazard,
    withdraw_hazard,
)
from schools.asks.officers import hazards_of_mine
from schools.models import Hazard, HazardStep
from schools.states import HAZARD_STEPS, HazardState, hazard_may_become, hazard_states_before
from tests.cast import Cast
from tests.factories.records import make_hazard, photo

State = HazardState
Move = Callable[[Cast, Hazard], Hazard]
MOVES: dict[str, Move] = {
    State.RECTIFIED: lambda cast, hazard: rectify_hazard(by=cast.principal, hazard=hazard, text="已整改"),
    State.VERIFIED: lambda cast, hazard: verify_hazard(by=cast.officer, hazard=hazard),
    State.WITHDRAWN: lambda cast, hazard: withdraw_hazard(by=cast.commander, hazard=hazard, text="重复"),
}


def to_open(cast: Cast, hazard: Hazard) -> Hazard:
    """The one move to *open* that fits where the hazard comes from."""
    due_on = timezone.localdate() + timedelta(days=3)
    if hazard.state == State.RECTIFIED:
        return send_back_hazard(by=cast.officer, hazard=hazard, text="仍有杂物", due_on=due_on)
    return take_up_hazard(by=cast.officer, hazard=hazard, due_on=due_on, severity="major", owner="school")


def hazard_in(cast: Cast, state: str) -> Hazard:
    by = cast.principal if state == State.REPORTED else cast.officer
    return make_hazard(by, cast.school, state)


@pytest.mark.parametrize("before", State.values)
@pytest.mark.parametrize("after", [State.OPEN, State.RECTIFIED, State.VERIFIED, State.WITHDRAWN])
def test_every_pair_of_states(cast: Cast, before: str, after: str) -> None:
    hazard = hazard_in(cast, before)
    steps = hazard.steps.count()
    move = MOVES.get(after, to_open)
    if hazard_may_become(before, after):
        assert move(cast, hazard).state == after
        last = hazard.steps.order_by("pk").last()
        assert last is not None
        assert (hazard.steps.count(), last.before, last.after) == (steps + 1, before, after)
    else:
        with pytest.raises(ValidationError):
            move(cast, hazard)
        hazard.refresh_from_db()
        assert (hazard.state, hazard.steps.count()) == (before, steps)


def test_nothing_turns_to_reported() -> None:
    assert hazard_states_before(State.REPORTED) == []


def test_the_table_names_every_state() -> None:
    assert set(HAZARD_STEPS) == set(State)


def test_deadline_is_moved_with_a_reason(cast: Cast) -> None:
    hazard, later = make_hazard(cast.officer, cast.school), timezone.localdate() + timedelta(days=30)
    moved = extend_hazard(by=cast.officer, hazard=hazard, due_on=later, text="等待厂家")
    last = hazard.steps.order_by("pk").last()
    assert last is not None
    assert (moved.due_on, last.text, last.due_on) == (later, "等待厂家", later)


@pytest.mark.parametrize("state", [state for state in State.values if state != State.OPEN])
def test_only_an_open_hazard_has_a_deadline_to_move(cast: Cast, state: str) -> None:
    hazard = hazard_in(cast, state)
    with pytest.raises(ValidationError):
        extend_hazard(by=cast.officer, hazard=hazard, due_on=timezone.localdate(), text="延期")


def test_verified_hazard_knows_when(cast: Cast) -> None:
    hazard = make_hazard(cast.officer, cast.school, State.VERIFIED)
    assert hazard.verified_at is not None


def test_photos_stay_with_their_step(cast: Cast) -> None:
    hazard = make_hazard(cast.officer, cast.school)
    rectify_hazard(by=cast.principal, hazard=hazard, photos=[photo(), photo("navy")])
    numbers = {step.after: step.photos.count() for step in HazardStep.objects.filter(hazard=hazard)}
    assert numbers == {State.OPEN: 0, State.RECTIFIED: 2}


def test_overdue_is_the_day_after_the_deadline(cast: Cast) -> None:
    today = timezone.localdate()
    hazard = make_hazard(cast.officer, cast.school, due_on=today)
    assert (hazard.is_overdue(today), hazard.is_overdue(today + timedelta(days=1))) == (False, True)
    assert list(Hazard.objects.overdue(today)) == []
    assert list(Hazard.objects.overdue(today + timedelta(days=1))) == [hazard]


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_verify_once(cast: Cast) -> None:
    hazard = make_hazard(cast.officer, cast.school, State.RECTIFIED)

    def verify(_number: int) -> bool:
        try:
            verify_hazard(by=cast.officer, hazard=hazard)
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(verify, range(50)))
    assert done.count(True) == 1
    assert HazardStep.objects.filter(hazard=hazard, after=State.VERIFIED).count() == 1


def test_who_acts_first_is_in_charge(cast: Cast) -> None:
    hazard = make_hazard(cast.principal, cast.school, State.RECTIFIED)
    waits_for = [ask.url for user in (cast.officer, cast.colleague) for ask in hazards_of_mine(user, timezone.now())]
    moved = send_back_hazard(by=cast.colleague, hazard=hazard, text="仍有杂物", due_on=timezone.localdate())
    assert waits_for == [hazard.get_absolute_url()] * 2
    assert moved.officer == cast.colleague


def test_hazard_is_handed_over(cast: Cast) -> None:
    hazard = assign_hazard(by=cast.commander, hazard=make_hazard(cast.officer, cast.school), officer=cast.colleague)
    assert hazard.officer == cast.colleague
    with pytest.raises(ValidationError):
        assign_hazard(by=cast.commander, hazard=hazard_in(cast, State.VERIFIED), officer=cast.colleague)


def test_every_step_is_on_the_trail(cast: Cast) -> None:
    hazard = make_hazard(cast.officer, cast.school, State.RECTIFIED)
    send_back_hazard(by=cast.officer, hazard=hazard, text="仍有杂物", due_on=timezone.localdate())
    told = LogEntry.objects.get_for_model(HazardStep).order_by("pk").last()
    assert told is not None
    assert told.changes["text"] == ["None", "仍有杂物"]
