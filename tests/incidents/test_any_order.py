"""Whatever is tried, in whatever order: the table of states holds, and hours add up."""

from datetime import timedelta
from decimal import ROUND_UP, Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.case_hours import action_totals, hours_of
from incidents.models import Case, CaseAction
from incidents.states import CASE_STEPS, CLEARED_UP, LED, CaseState
from incidents.steps import STEPS, OfCase
from tests.cast import Cast
from tests.factories import at
from tests.factories.cases import make_action, make_case

NOW = at("2026-11-23 12:00")
BOUNDED = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ZERO = Decimal(0)
TENTHS = st.decimals(min_value=-3, max_value=3000, places=1)


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def said(step: OfCase, cast: Cast, case: Case) -> dict[str, Any]:
    """What a step asks for; who leads a case is the one who does not lead it yet."""
    found: dict[str, Any] = {}
    if "text" in step.form.base_fields:
        found["text"] = "依据调查情况"
    if "lead" in step.form.base_fields:
        found["lead"] = cast.colleague if case.lead_id == cast.officer.pk else cast.officer
    if "due_on" in step.form.base_fields:
        found["due_on"] = timezone.localdate() + timedelta(days=10)
    return found


@BOUNDED
@given(tried=st.lists(st.sampled_from(STEPS), max_size=15))
def test_in_whatever_order_steps_are_tried_the_table_holds(cast: Cast, tried: list[OfCase]) -> None:
    case = make_case(cast.officer, cast.school)
    for step in tried:
        fits = case.state in step.states
        try:
            case = step.action(by=cast.commander, case=case, **said(step, cast, case))
        except ValidationError:
            assert not fits, step.key
        else:
            assert fits, step.key

    history = list(case.steps.order_by("pk").values_list("before", "after"))
    case.refresh_from_db()
    assert [before for before, _after in history] == ["", *(after for _before, after in history[:-1])]
    assert all(before in {"", after} or after in CASE_STEPS[before] for before, after in history)
    assert history[-1][1] == case.state
    assert (case.solved_at is not None, case.closed_at is not None) == (
        case.state in CLEARED_UP, case.state == CaseState.CLOSED
    )  # fmt: skip
    assert case.lead_id is not None or case.state not in LED


@BOUNDED
@given(minutes=st.integers(-90, 60 * 2100), ago=st.integers(-60, 600), hours=TENTHS)
def test_hours_never_exceed_their_span(cast: Cast, minutes: int, ago: int, hours: Decimal) -> None:
    case = make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=NOW - timedelta(days=100))
    ended_at = NOW - timedelta(minutes=ago)
    values: dict[str, Any] = {"hours": hours, "started_at": ended_at - timedelta(minutes=minutes), "ended_at": ended_at}
    written, most = CaseAction.objects.count(), (Decimal(minutes) / 60).quantize(Decimal("0.1"), ROUND_UP)

    if minutes >= 0 and ago >= 0 and 0 <= hours <= min(most, Decimal(2000)):
        make_action(cast.officer, case, **values)
        assert CaseAction.objects.count() == written + 1
    else:
        with pytest.raises(ValidationError):
            make_action(cast.officer, case, **values)
        assert CaseAction.objects.count() == written


@BOUNDED
@given(served=st.lists(st.tuples(st.decimals(0, 2, places=1), st.sets(st.integers(0, 2), min_size=1)), max_size=8))
def test_hours_count_once_in_all_and_for_each_case(cast: Cast, served: list[tuple[Decimal, set[int]]]) -> None:
    CaseAction.objects.all().delete()
    cases = [make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=NOW) for _number in range(3)]
    for hours, wanted in served:
        make_action(cast.officer, *(cases[number] for number in sorted(wanted)), hours=hours, at=NOW)

    found = {pk: sum((kind.hours for kind in kinds), ZERO) for pk, kinds in hours_of(cases).items()}
    for_each = [sum((hours for hours, wanted in served if number in wanted), ZERO) for number in range(3)]

    assert action_totals(CaseAction.objects.all())["video_hours"] == sum((hours for hours, _wanted in served), ZERO)
    assert found == {case.pk: hours for case, hours in zip(cases, for_each, strict=True)}
