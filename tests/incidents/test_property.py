"""Property of cases: what is refused, how it comes back, and what cases and months count of it."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus_safety.statistics.models import StaleMonth
from campus_safety.statistics.periods import month_of
from incidents.actions import (
    recover_item,
    remove_item,
    reopen_case,
    return_all,
    return_item,
    save_item,
    withdraw_case,
)
from incidents.models import Case, PropertyItem
from incidents.querysets.parts import PropertyTotals
from incidents.sections.property import LATEST, property_section
from incidents.states import CaseState
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_school
from tests.factories.cases import an_item, make_case, make_item

OCTOBER, NOVEMBER = month_of(date(2026, 10, 1)), month_of(date(2026, 11, 1))
OCCURRED, YESTERDAY, TODAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture(autouse=True)
def monday_noon() -> Iterator[None]:
    """It is Monday, 23 November 2026, at noon."""
    with time_machine.travel(at("2026-11-23 12:00"), tick=False):
        yield


@pytest.fixture
def case(cast: Cast) -> Case:
    """A theft of 20 November, which is investigated."""
    return make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=at("2026-11-20 10:00"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"value_cny": Decimal("-0.01")}, "value_cny"),
        ({"value_cny": Decimal("100000000.01")}, "value_cny"),
        ({"value_cny": Decimal("1.005")}, "value_cny"),
        ({"value_cny": Decimal("NaN")}, "value_cny"),
        ({"value_cny": "nothing"}, "value_cny"),
        ({"description": " \n"}, "description"),
        ({"category": "party"}, "category"),
        ({"owner": "nobody"}, "owner"),
        ({"recovered_on": date(2026, 11, 19)}, "recovered_on"),  # before it was lost
        ({"recovered_on": TOMORROW}, "recovered_on"),
        ({"returned_on": TODAY}, "recovered_on"),  # never recovered
        ({"recovered_on": TODAY, "returned_on": YESTERDAY}, "returned_on"),
        ({"recovered_on": TODAY, "returned_on": TOMORROW}, "returned_on"),
    ],
)
def test_bad_input_is_named_and_changes_nothing(cast: Cast, case: Case, wrong: Any, field: str) -> None:
    item = an_item(case, **wrong)

    with nothing_written(), pytest.raises(ValidationError) as refused:
        save_item(by=cast.officer, item=item)

    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize("value", [Decimal(0), Decimal("0.01"), Decimal(100_000_000)])
def test_what_it_is_worth_may_be_nothing_or_much(cast: Cast, case: Case, value: Decimal) -> None:
    assert make_item(cast.officer, case, value_cny=value).value_cny == value


@pytest.mark.parametrize("state", [CaseState.REPORTED, CaseState.CLOSED, CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN])
def test_nothing_is_entered_before_acceptance_or_after_the_end(cast: Cast, state: str) -> None:
    case = make_case(cast.officer, cast.school, state)
    with nothing_written(), pytest.raises(ValidationError):
        make_item(cast.officer, case)


def test_an_item_is_recovered_then_given_back(cast: Cast, case: Case) -> None:
    item = make_item(cast.officer, case)

    recover_item(by=cast.officer, item=item, on=YESTERDAY)
    found = return_item(by=cast.officer, item=item, on=TODAY)

    assert (found.recovered_on, found.returned_on) == (YESTERDAY, TODAY)


@pytest.mark.parametrize(
    ("days", "step", "field"),
    [
        ({}, return_item, "recovered_on"),
        ({"recovered_on": YESTERDAY}, recover_item, "recovered_on"),
        ({"recovered_on": YESTERDAY, "returned_on": YESTERDAY}, return_item, "returned_on"),
    ],
)
def test_no_step_is_skipped_or_taken_twice(
    cast: Cast, case: Case, days: dict[str, date], step: Callable[..., PropertyItem], field: str
) -> None:
    item = make_item(cast.officer, case, **days)
    with nothing_written(), pytest.raises(ValidationError) as refused:
        step(by=cast.officer, item=item, on=TODAY)
    assert list(refused.value.message_dict) == [field]


@pytest.mark.django_db(transaction=True)
def test_of_many_hands_at_once_one_recovers_it(cast: Cast, case: Case) -> None:
    item = make_item(cast.officer, case)

    def recover() -> tuple[int, str]:
        try:
            recover_item(by=cast.officer, item=item, on=TODAY)
        except ValidationError as error:
            return 400, str(error)
        return 200, ""

    statuses = [status for status, _text in all_at_once([recover] * 8)]

    assert sorted(statuses) == [200] + [400] * 7


def test_everything_comes_back_at_once_on_the_day_it_is_said(cast: Cast, case: Case) -> None:
    lost, held = make_item(cast.officer, case), make_item(cast.officer, case, recovered_on=OCCURRED)
    done = make_item(cast.officer, case, recovered_on=OCCURRED, returned_on=OCCURRED)

    assert len(return_all(by=cast.officer, case=case, on=YESTERDAY)) == 2

    days = {item.pk: (item.recovered_on, item.returned_on) for item in case.items.all()}
    assert days == {lost.pk: (YESTERDAY, YESTERDAY), held.pk: (OCCURRED, YESTERDAY), done.pk: (OCCURRED, OCCURRED)}


@pytest.mark.parametrize("on", [date(2026, 11, 21), TOMORROW])
def test_everything_comes_back_or_nothing_does(cast: Cast, case: Case, on: date) -> None:
    make_item(cast.officer, case)
    make_item(cast.officer, case, recovered_on=YESTERDAY)

    with nothing_written(), pytest.raises(ValidationError):
        return_all(by=cast.officer, case=case, on=on)

    assert case.items.still_out().count() == 2


def test_where_everything_is_back_nothing_can_come_back(cast: Cast, case: Case) -> None:
    make_item(cast.officer, case, recovered_on=YESTERDAY, returned_on=YESTERDAY)
    with pytest.raises(ValidationError):
        return_all(by=cast.officer, case=case, on=TODAY)


def test_what_is_taken_out_is_gone_but_on_the_trail(cast: Cast, case: Case) -> None:
    item = make_item(cast.officer, case)

    remove_item(by=cast.colleague, item=item)

    last = LogEntry.objects.filter(content_type__model="propertyitem").order_by("pk").last()
    assert last is not None
    assert (case.items.count(), last.action, last.actor) == (0, LogEntry.Action.DELETE, cast.colleague)
    assert "黑色手机" not in str(last.changes)


def test_the_months_of_loss_and_recovery_are_counted_anew(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.SOLVED, at=at("2026-09-01 10:00"))
    item = make_item(cast.officer, case, recovered_on=date(2026, 10, 2))
    StaleMonth.objects.all().delete()

    item.recovered_on = date(2026, 11, 2)
    save_item(by=cast.officer, item=item)

    stale = StaleMonth.objects.filter(unit=cast.station).values_list("first_day", flat=True)
    assert {day.month for day in stale} == {9, 10, 11}


def test_a_step_out_of_or_back_into_every_count_tells_the_months_of_recovery(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=at("2026-09-01 10:00"))
    make_item(cast.officer, case, recovered_on=date(2026, 10, 2))

    def stale_after(step: Callable[..., Case]) -> set[int]:
        StaleMonth.objects.all().delete()
        step(by=cast.commander, case=case, text="误报")
        return {day.month for day in StaleMonth.objects.values_list("first_day", flat=True)}

    assert (stale_after(withdraw_case), stale_after(reopen_case)) == ({9, 10, 11}, {9, 10, 11})


def test_what_somebody_took_out_is_neither_changed_nor_written_again(cast: Cast, case: Case) -> None:
    item = make_item(cast.officer, case, recovered_on=YESTERDAY)
    remove_item(by=cast.colleague, item=PropertyItem.objects.get(pk=item.pk))
    late: list[Callable[[], object]] = [
        lambda: save_item(by=cast.officer, item=item),
        lambda: return_item(by=cast.officer, item=item, on=TODAY),
        lambda: remove_item(by=cast.officer, item=item),
    ]

    for change in late:
        with nothing_written(), pytest.raises(ValidationError):
            change()


def test_loss_counts_when_reported_and_recovery_when_recovered(cast: Cast) -> None:
    october = make_case(cast.officer, cast.school, CaseState.SOLVED, at=at("2026-10-31 23:59"))
    make_item(cast.officer, october, value_cny=Decimal("100.10"), recovered_on=date(2026, 11, 1))
    make_item(cast.officer, october, value_cny=Decimal("20.20"))
    november = make_case(cast.officer, cast.school, CaseState.SOLVED, at=at("2026-11-01 00:01"))
    make_item(cast.officer, november, value_cny=Decimal(3))
    elsewhere = make_case(cast.other_officer, make_school(cast.other_station, "谢家湾幼儿园"), CaseState.ACCEPTED)
    make_item(cast.other_officer, elsewhere, recovered_on=TODAY)
    ours = {cast.station.pk}

    lost = [PropertyItem.objects.lost_in(ours, month).value() for month in (OCTOBER, NOVEMBER)]
    recovered = [PropertyItem.objects.recovered_in(ours, month).value() for month in (OCTOBER, NOVEMBER)]

    assert lost == [Decimal("120.30"), Decimal(3)]
    assert recovered == [Decimal(0), Decimal("100.10")]


def test_what_was_no_case_lost_nothing(cast: Cast, case: Case) -> None:
    make_item(cast.officer, case, recovered_on=TODAY)

    withdraw_case(by=cast.officer, case=case, text="误报")

    ours = {cast.station.pk}
    assert PropertyItem.objects.lost_in(ours, NOVEMBER).value() == 0
    assert PropertyItem.objects.recovered_in(ours, NOVEMBER).value() == 0


def test_the_section_counts_all_and_shows_the_latest_with_one_query(cast: Cast, case: Case) -> None:
    for number in range(LATEST + 1):
        days = {"recovered_on": TODAY, "returned_on": TODAY} if number else {}
        make_item(cast.officer, case, value_cny=Decimal(number + 1), **days)

    with CaptureQueriesContext(connection) as queries:
        section = property_section(case, cast.officer)

    assert (len(queries), len(section["items"]), section["still_out"]) == (1, LATEST, 1)
    assert section["totals"] == PropertyTotals(21, lost=Decimal(231), recovered=Decimal(230), returned=Decimal(230))
    assert section["totals"] == PropertyItem.objects.filter(case=case).totals()
