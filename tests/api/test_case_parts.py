"""`/api/v1/case-actions/` and `/api/v1/property-items/`: for police to read, and nobody's people in them."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from incidents.models import CaseAction
from incidents.states import CaseState
from tests.api.conftest import Call, as_json, ids, is_problem
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at, make_user
from tests.factories.cases import make_action, make_case, make_item

BEGUN = at("2026-10-31 09:00")


def test_it_shows_an_action_with_its_cases_and_officers(cast: Cast, get: Call) -> None:
    first, second = (make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=BEGUN) for _number in range(2))
    action = make_action(
        cast.officer, first, second, officers=[cast.officer, cast.colleague], at=at("2026-11-01 10:00"),
        hours=Decimal("1.5"),
    )  # fmt: skip

    row = as_json(get(cast.bureau, f"case-actions/{action.pk}/"))

    assert sorted(row) == ["cases", "ended_at", "hours", "id", "kind", "officers", "result", "started_at", "unit"]
    assert (row["cases"], sorted(row["officers"])) == ([first.pk, second.pk], ["colleague", "officer"])
    assert (row["hours"], row["kind"], row["unit"]) == (1.5, "video_review", "SPQ")


def test_actions_are_found_by_case_kind_officer_and_month(cast: Cast, get: Call) -> None:
    case, other = (make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=BEGUN) for _number in range(2))
    review = make_action(cast.officer, case, at=at("2026-11-01 02:00"))
    stakeout = make_action(cast.colleague, other, at=at("2026-11-01 01:59"), kind=CaseAction.Kind.STAKEOUT)

    def found(**asked: object) -> list[int]:
        return ids(get(cast.officer, "case-actions/", **asked))

    assert found() == [review.pk, stakeout.pk]
    assert (found(cases=other.pk), found(kind="video_review")) == ([stakeout.pk], [review.pk])
    assert (found(officers="colleague"), found(unit="OTH")) == ([stakeout.pk], [])
    assert (found(month="2026-10"), found(month="2026-11")) == ([stakeout.pk], [review.pk])


def test_it_shows_property_by_what_it_was_worth_and_where_it_is(cast: Cast, get: Call) -> None:
    case = make_case(cast.officer, cast.school, CaseState.INVESTIGATING)
    today = timezone.localdate()
    lost = make_item(cast.officer, case, value_cny=Decimal("2999.50"))
    back = make_item(cast.officer, case, recovered_on=today, returned_on=today)

    def found(**asked: object) -> list[int]:
        return ids(get(cast.officer, "property-items/", **asked))

    row = as_json(get(cast.officer, f"property-items/{lost.pk}/"))
    assert (row["case"], row["value_cny"], row["recovered_on"]) == (case.pk, 2999.5, None)
    assert (found(case=case.pk), found(is_recovered="true"), found(is_returned="false")) == (
        [lost.pk, back.pk], [back.pk], [lost.pk]
    )  # fmt: skip
    assert (found(recovered_on_from=str(today)), found(recovered_on_to="2026-01-01")) == ([back.pk], [])
    assert found(ordering="-value_cny")[0] == max((lost, back), key=lambda item: item.value_cny).pk


def test_other_stations_see_none_and_principals_no_such_address(cast: Cast, get: Call) -> None:
    case = make_case(cast.officer, cast.school, CaseState.INVESTIGATING)
    addresses = {
        "case-actions/": make_action(cast.officer, case).pk,
        "property-items/": make_item(cast.officer, case).pk,
    }
    for address, pk in addresses.items():
        assert as_json(get(cast.other_officer, address))["count"] == 0
        assert is_problem(get(cast.other_officer, f"{address}{pk}/"), 404)
        for user in (cast.principal, cast.auditor, cast.administrator, cast.squad_officer):
            assert is_problem(get(user, address), 404)
            assert is_problem(get(user, f"{address}{pk}/"), 404)


def test_thirty_rows_take_as_many_queries_as_one(cast: Cast) -> None:
    cases = [make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=BEGUN) for _number in range(3)]
    addresses = ["/api/v1/case-actions/", "/api/v1/property-items/"]
    make_action(cast.officer, cases[0])
    make_item(cast.officer, cases[0])
    few = [counted(signed_in(cast.bureau), address) for address in addresses]
    for number in range(30):
        make_action(make_user(unit=cast.station), *cases, at=timezone.now() - timedelta(minutes=number))
        make_item(cast.officer, cases[number % 3])
    assert [counted(signed_in(cast.bureau), address) for address in addresses] == few
