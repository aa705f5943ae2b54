"""What is done on cases: written with officers and cases, refused by name, counted once, and on the trail."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.utils import timezone

from campus_safety.audit.trail import history_of
from campus_safety.statistics.models import StaleMonth
from incidents.actions import change_action, close_case, log_action, remove_action
from incidents.models import Case, CaseAction
from incidents.permissions import may_change_action
from incidents.states import IN_HAND, CaseState
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at
from tests.factories.cases import an_action, make_action, make_case

HOUR = timedelta(hours=1)
LONG_AGO = at("2025-03-01 12:00")


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case under investigation that was reported an hour ago, led by the officer."""
    return make_case(cast.officer, cast.school, CaseState.INVESTIGATING)


def old_case(cast: Cast, state: str = CaseState.INVESTIGATING) -> Case:
    """One that was reported long ago."""
    return make_case(cast.officer, cast.school, state, at=LONG_AGO)


def refused(cast: Cast, action: CaseAction, **ties: Any) -> set[str]:
    """The fields at which `log_action` names what is wrong; nothing is written."""
    with nothing_written(), pytest.raises(ValidationError) as error:
        log_action(by=cast.officer, action=action, **ties)
    return set(error.value.message_dict)


def test_an_action_is_written_with_its_officers_and_cases(cast: Cast) -> None:
    first, second = old_case(cast), old_case(cast)

    made = make_action(cast.officer, first, second, officers=[cast.officer, cast.colleague])

    assert (set(made.cases.all()), set(made.officers.all())) == ({first, second}, {cast.officer, cast.colleague})
    assert (made.entered_by, made.unit) == (cast.officer, cast.station)


BAD: dict[str, tuple[Callable[[Any], dict[str, Any]], str]] = {
    "ended before it began": (lambda now: {"ended_at": now - 3 * HOUR}, "ended_at"),
    "still to begin": (lambda now: {"started_at": now + HOUR, "ended_at": now + 2 * HOUR}, "started_at"),
    "still to end": (lambda now: {"ended_at": now + timedelta(minutes=1)}, "ended_at"),
    "longer than a year": (lambda now: {"started_at": now - timedelta(days=367)}, "ended_at"),
    "hours below none": (lambda _now: {"hours": Decimal("-0.1")}, "hours"),
    "hours beyond reason": (lambda now: {"started_at": now - 2500 * HOUR, "hours": Decimal("2000.1")}, "hours"),
    "hours over the span": (lambda _now: {"hours": Decimal("2.1")}, "hours"),
    "without a result": (lambda _now: {"result": " \n"}, "result"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_changes_nothing(cast: Cast, name: str) -> None:
    case, now = old_case(cast), timezone.now()
    change, field = BAD[name]
    action = an_action(case, now, **change(now))
    assert field in refused(cast, action, cases=[case], officers=[cast.officer], at=now)


@pytest.mark.parametrize(("minutes", "hours"), [(120, "2.0"), (10, "0.2"), (0, "0.0")])
def test_hours_may_fill_the_span(cast: Cast, minutes: int, hours: str) -> None:
    case, now = old_case(cast), timezone.now()
    started = now - timedelta(minutes=minutes)
    assert make_action(cast.officer, case, at=now, started_at=started, hours=Decimal(hours)).hours == Decimal(hours)


def test_an_action_has_officers_of_its_unit(cast: Cast) -> None:
    case = old_case(cast)
    cast.colleague.is_active = False
    cast.colleague.save()
    for officers in ([], [cast.other_officer], [cast.principal], [cast.colleague], [cast.officer, cast.bureau]):
        assert refused(cast, an_action(case), cases=[case], officers=officers) == {"officers"}


def test_an_action_has_cases_of_its_unit(cast: Cast) -> None:
    ours, theirs = old_case(cast), old_case(cast)
    Case.objects.filter(pk=theirs.pk).update(unit=cast.other_station)
    for cases in ([], [theirs], [ours, theirs]):
        assert refused(cast, an_action(ours), cases=cases, officers=[cast.officer]) == {"cases"}


@pytest.mark.parametrize("state", sorted(set(CaseState) - set(IN_HAND)))
def test_an_action_has_cases_in_hand(cast: Cast, state: str) -> None:
    case = old_case(cast, state)
    assert refused(cast, an_action(case), cases=[case], officers=[cast.officer]) == {"cases"}


def test_a_case_was_reported_before_the_action_ended(cast: Cast, case: Case) -> None:
    action = an_action(case, case.reported_at - timedelta(minutes=1))
    assert refused(cast, action, cases=[old_case(cast), case], officers=[cast.officer]) == {"cases"}


def test_a_change_writes_what_is_new(cast: Cast) -> None:
    first, second = old_case(cast), old_case(cast)
    made = make_action(cast.officer, first)
    made.hours = Decimal(2)

    change_action(by=cast.officer, action=made, cases=[second], officers=[cast.colleague])

    found = CaseAction.objects.get()
    assert (found.hours, list(found.cases.all()), list(found.officers.all())) == (
        made.hours,
        [second],
        [cast.colleague],
    )


def test_a_change_keeps_an_officer_who_has_left(cast: Cast) -> None:
    made = make_action(cast.officer, case := old_case(cast), officers=[cast.colleague])
    cast.colleague.unit = cast.other_station
    cast.colleague.save()

    change_action(by=cast.officer, action=made, cases=[case], officers=[cast.officer, cast.colleague])

    assert made.officers.count() == 2


def test_a_change_is_checked_as_a_new_one(cast: Cast) -> None:
    made = make_action(cast.officer, case := old_case(cast))
    made.hours = Decimal(3)
    with nothing_written(), pytest.raises(ValidationError) as error:
        change_action(by=cast.officer, action=made, cases=[case], officers=[cast.other_officer])
    assert set(error.value.message_dict) == {"hours", "officers"}


def test_what_a_closed_case_counts_stays(cast: Cast) -> None:
    solved, other = old_case(cast, CaseState.SOLVED), old_case(cast)
    made = make_action(cast.officer, solved, other)
    close_case(by=cast.officer, case=solved, text="财物全部发还")

    with nothing_written(), pytest.raises(ValidationError) as changed:
        change_action(by=cast.officer, action=made, cases=[other], officers=[cast.officer])
    with nothing_written(), pytest.raises(ValidationError) as removed:
        remove_action(by=cast.officer, action=made)

    assert (set(changed.value.message_dict), set(removed.value.message_dict)) == ({"cases"}, {"cases"})


def test_what_somebody_took_out_is_not_changed(cast: Cast) -> None:
    made, gone = (make_action(cast.officer, case := old_case(cast)) for _each in range(2))
    remove_action(by=cast.officer, action=CaseAction.objects.get(pk=gone.pk))

    with nothing_written(), pytest.raises(ValidationError):
        change_action(by=cast.officer, action=gone, cases=[case], officers=[cast.officer])

    assert list(CaseAction.objects.all()) == [made]


@pytest.mark.django_db(transaction=True)
def test_an_action_and_a_closing_do_not_cross(cast: Cast) -> None:
    case = old_case(cast, CaseState.SOLVED)

    def log() -> tuple[int, Any]:
        try:
            make_action(cast.officer, Case.objects.get(pk=case.pk))
        except ValidationError:
            return 400, None
        return 200, None

    def close() -> tuple[int, Any]:
        return 200, close_case(by=cast.officer, case=case, text="财物全部发还").pk

    answers = all_at_once([log, close, log, log])

    assert CaseAction.objects.count() == [status for status, body in answers if body is None].count(200)
    assert Case.objects.get().state == CaseState.CLOSED


def test_the_trail_says_who_and_which_and_not_what_came_of_it(cast: Cast) -> None:
    first, second = old_case(cast), old_case(cast)
    made = make_action(cast.officer, first, officers=[cast.officer])
    pk = made.pk
    change_action(by=cast.commander, action=made, cases=[first, second], officers=[cast.officer, cast.colleague])
    remove_action(by=cast.commander, action=made)
    made.pk = pk

    ties = [entry for entry in history_of(made).order_by("pk") if "cases" in (entry.changes or {})]

    assert [(entry.actor, entry.changes["cases"], entry.changes["officers"]) for entry in ties] == [
        (cast.officer, ["", first.number], ["", "officer"]),
        (cast.commander, [first.number, f"{first.number}, {second.number}"], ["officer", "colleague, officer"]),
        (cast.commander, [f"{first.number}, {second.number}", ""], ["colleague, officer", ""]),
    ]
    assert history_of(made).filter(action=LogEntry.Action.DELETE).count() == 1
    assert "方向" not in str(list(LogEntry.objects.values_list("changes", flat=True)))


def test_the_months_of_an_action_are_compiled_anew(cast: Cast) -> None:
    made = make_action(cast.officer, case := old_case(cast), at=at("2026-03-31 10:00"))
    StaleMonth.objects.all().delete()
    made.started_at, made.ended_at = at("2026-06-01 08:00"), at("2026-06-01 10:00")

    change_action(by=cast.officer, action=made, cases=[case], officers=[cast.officer])

    months = {f"{month.first_day:%Y-%m}" for month in StaleMonth.objects.filter(unit=cast.station)}
    assert {"2026-03", "2026-06"} <= months


def test_who_changes_an_action(cast: Cast) -> None:
    made = make_action(cast.colleague, case := old_case(cast))
    people = {name: user for name, user in cast.roles.items() if user} | {"colleague": cast.colleague}

    def those() -> set[str]:
        return {name for name, user in people.items() if may_change_action(user, made)}

    assert those() == {"officer", "colleague", "commander", "bureau"}  # the officer leads the case
    Case.objects.filter(pk=case.pk).update(lead=cast.commander)
    assert those() == {"colleague", "commander", "bureau"}
    Case.objects.filter(pk=case.pk).update(state=CaseState.WITHDRAWN)
    assert those() == set()
