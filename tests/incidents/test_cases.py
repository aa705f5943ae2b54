"""Reporting a case: its number, what is refused, who sees it, and what the trail keeps of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.utils import timezone

from incidents.actions import change_case, report_case
from incidents.models import Case
from incidents.permissions import may_read_case, may_reopen_case, may_work_on_case
from incidents.states import CaseState
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at
from tests.factories.cases import a_case, make_action, make_case, make_item

HOUR = timedelta(hours=1)
AT_ONCE = 8


def test_cases_are_numbered_within_station_and_year(cast: Cast) -> None:
    late, early = at("2025-12-31 23:59"), at("2026-01-01 00:01")
    numbers = [report_case(by=cast.officer, case=a_case(cast.school, moment)).number for moment in (late, late, early)]
    assert numbers == ["2025-0001", "2025-0002", "2026-0001"]


@pytest.mark.django_db(transaction=True)
def test_two_never_get_one_number(cast: Cast) -> None:
    cases = [a_case(cast.school) for _number in range(AT_ONCE)]

    def report() -> tuple[int, int]:
        return 200, report_case(by=cast.officer, case=cases.pop()).serial

    serials = [serial for _status, serial in all_at_once([report] * AT_ONCE)]

    assert sorted(serials) == list(range(1, AT_ONCE + 1))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda now: {"occurred_until": now - 3 * HOUR}, "occurred_until"),
        (lambda now: {"reported_at": now - 2 * HOUR}, "reported_at"),
        (lambda now: {"reported_at": now + HOUR}, "reported_at"),
        (lambda _now: {"school": None}, "school"),
        (lambda _now: {"is_off_campus": True, "place": "  "}, "place"),
        (lambda _now: {"facts": " \n"}, "facts"),
    ],
)
def test_bad_input_is_named_and_changes_nothing(cast: Cast, change: Any, field: str) -> None:
    now = timezone.now()
    case = a_case(cast.school, now, **change(now))

    with nothing_written(), pytest.raises(ValidationError) as refused:
        report_case(by=cast.officer, case=case, at=now)

    assert field in refused.value.message_dict


def test_what_was_entered_since_holds_the_times_of_a_case(cast: Cast) -> None:
    then = at("2026-10-10 12:00")
    case = make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=then)
    make_item(cast.officer, case, recovered_on=date(2026, 10, 11))
    make_action(cast.officer, case, at=at("2026-10-12 12:00"))
    late = at("2026-10-12 13:00")
    case.occurred_from = case.occurred_until = case.reported_at = late

    with nothing_written(), pytest.raises(ValidationError) as refused:
        change_case(case=case, at=late)

    assert list(refused.value.message_dict) == ["occurred_from", "reported_at"]
    case.occurred_from = case.occurred_until = case.reported_at = at("2026-10-11 23:00")
    assert change_case(case=case, at=late).occurred_from == at("2026-10-11 23:00")


def test_off_campus_it_may_concern_no_school(cast: Cast) -> None:
    case = a_case(cast.school, is_off_campus=True, school=None, place="俊逸新视界广场")
    assert report_case(by=cast.officer, case=case).state == CaseState.REPORTED


def test_who_sees_a_case(cast: Cast) -> None:
    make_case(cast.officer, cast.school)
    sees = {name: user is not None and Case.objects.visible_to(user).count() == 1 for name, user in cast.roles.items()}
    assert {name for name, does in sees.items() if does} == {"officer", "commander", "bureau", "principal"}


def test_who_reads_works_on_and_reopens_a_case(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.CLOSED)
    people = {name: user for name, user in cast.roles.items() if user is not None} | {"colleague": cast.colleague}

    def those(predicate: Any) -> set[str]:
        return {name for name, user in people.items() if predicate(user, case)}

    assert those(may_read_case) == {"officer", "colleague", "commander", "bureau"}
    assert those(may_work_on_case) == {"officer", "commander", "bureau"}
    assert those(may_reopen_case) == {"commander", "bureau"}


def test_the_trail_names_what_happened_and_does_not_tell_it(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.NOT_ACCEPTED, facts="一部手机被盗", place="办公室")

    told = str(list(LogEntry.objects.values_list("changes", flat=True)))

    assert LogEntry.objects.get_for_object(case).count() == 2
    assert ("手机" in told, "办公室" in told, "不属于本所" in told) == (False, False, False)
