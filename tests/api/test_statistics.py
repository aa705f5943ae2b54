"""`/api/v1/statistics/`."""

from datetime import date
from decimal import Decimal

import pytest

from campus_safety.accounts.models import Unit
from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.periods import month_of, period_named
from campus_safety.statistics.registry import indicators
from tests.api.conftest import Call, as_json, ids, is_problem, wrong_fields
from tests.cast import Cast
from tests.factories.reports import make_signed_report


def make_report(unit: Unit, month: str, revision: int = 1, **values: Decimal | int | None) -> Report:
    period = period_named(month)
    report = Report.objects.create(
        unit=unit,
        first_day=period.first_day,
        last_day=period.last_day,
        revision=revision,
        compiled_at=period.ends_at,
    )
    Figure.objects.bulk_create(Figure(report=report, key=key, value=value) for key, value in values.items())
    return report


def test_it_shows_a_month(cast: Cast, get: Call) -> None:
    report = make_report(
        cast.station,
        "2026-10",
        visibility_rate=Decimal("97.5"),
        officer_person_times=12,
        vehicle_dispatches=Decimal("4.00"),
        duties_due=None,
        no_indicator=3,
    )
    by_key = {indicator.key: indicator for indicator in indicators()}
    values = {"officer_person_times": 12, "vehicle_dispatches": 4, "duties_due": None, "visibility_rate": 97.5}
    answer = as_json(get(cast.commander, "statistics/2026-10/"))

    figures = answer.pop("figures")
    assert answer == {
        "id": report.pk,
        "month": "2026-10",
        "unit": "SPQ",
        "state": "draft",
        "revision": 1,
        "hash": None,
        "signed_at": None,
    }
    assert {row["key"]: row for row in figures} == {
        key: {
            "key": key,
            "value": value,
            "unit": str(by_key[key].unit_word),
            "rows": by_key[key].rows("SPQ", month_of(date(2026, 10, 1))),
        }
        for key, value in values.items()
    }
    assert [row["key"] for row in figures] == [indicator.key for indicator in indicators() if indicator.key in values]
    assert [type(row["value"]) for row in figures if row["key"] == "vehicle_dispatches"] == [int]


def test_it_shows_the_latest_revision_of_the_own_unit(cast: Cast, get: Call) -> None:
    first = make_report(cast.station, "2026-10")
    latest = make_report(cast.station, "2026-10", revision=2)
    theirs = make_report(cast.other_station, "2026-10")
    above = make_report(cast.bureau_unit, "2026-10")
    found = {
        "first": as_json(get(cast.officer, "statistics/2026-10/", revision=1))["id"],
        "own": as_json(get(cast.officer, "statistics/2026-10/"))["id"],
        "above": as_json(get(cast.bureau, "statistics/2026-10/"))["id"],
        "below": as_json(get(cast.bureau, "statistics/2026-10/", unit="OTH"))["id"],
    }
    assert found == {"first": first.pk, "own": latest.pk, "above": above.pk, "below": theirs.pk}


def test_it_shows_a_signed_report_and_no_revision_that_is_not_there(cast: Cast, get: Call) -> None:
    signed = make_signed_report(cast.station, "2018-02", by=cast.commander)

    answer = as_json(get(cast.officer, "statistics/2018-02/"))

    assert (answer["state"], answer["hash"], bool(answer["signed_at"])) == ("signed", signed.hash, True)
    assert is_problem(get(cast.officer, "statistics/2018-02/", revision=2), 404)
    for revision in ("0", "x", "99999999999999999999"):
        assert wrong_fields(get(cast.officer, "statistics/2018-02/", revision=revision)) == {"revision"}


def test_a_year_is_not_its_first_month(cast: Cast, get: Call) -> None:
    january = make_report(cast.station, "2026-01")
    year = make_report(cast.station, "2026")

    assert as_json(get(cast.officer, "statistics/2026/"))["id"] == year.pk
    assert ids(get(cast.officer, "statistics/", month="2026")) == [year.pk]
    assert ids(get(cast.officer, "statistics/", month="2026-01")) == [january.pk]


@pytest.mark.parametrize("month", ["2026-09", "2026-13", "2026-1", "abc", "1999-12", "2026-10-01", "٢٠٢٦-١٠"])
def test_it_does_not_know_other_months(cast: Cast, get: Call, month: str) -> None:
    make_report(cast.station, "2026-10")
    assert is_problem(get(cast.officer, f"statistics/{month}/"), 404)


def test_it_does_not_know_other_units(cast: Cast, get: Call) -> None:
    make_report(cast.other_station, "2026-10")
    for unit in ("OTH", "NIX", "JLP"):
        assert is_problem(get(cast.officer, "statistics/2026-10/", unit=unit), 404)
    assert wrong_fields(get(cast.officer, "statistics/2026-10/", units="SPQ")) == {"units"}


@pytest.mark.parametrize("address", ["statistics/", "statistics/2026-10/"])
def test_it_is_for_police(cast: Cast, get: Call, address: str) -> None:
    for unit in (cast.station, cast.other_station, cast.bureau_unit):
        make_report(unit, "2026-10")
    answers = {name: get(user, address).status_code for name, user in cast.roles.items()}
    assert answers == {
        "visitor": 401,
        "officer": 200,
        "other_officer": 200,
        "commander": 200,
        "bureau": 200,
        "principal": 403,
        "other_principal": 403,
        "auditor": 403,
        "administrator": 403,
    }


def test_it_lists_filters_and_orders(cast: Cast, get: Call) -> None:
    october = make_report(cast.station, "2026-10").pk
    september = make_report(cast.station, "2026-09", state_of=1).pk
    theirs = make_report(cast.other_station, "2026-10").pk
    found = {
        "own": ids(get(cast.officer, "statistics/")),
        "all": set(ids(get(cast.bureau, "statistics/"))),
        "unit": ids(get(cast.bureau, "statistics/", unit="OTH")),
        "month": ids(get(cast.officer, "statistics/", month="2026-09")),
        "from": ids(get(cast.officer, "statistics/", month_from="2026-10")),
        "to": ids(get(cast.officer, "statistics/", month_to="2026-09")),
        "state": ids(get(cast.officer, "statistics/", state="signed")),
        "order": ids(get(cast.officer, "statistics/", ordering="month")),
    }
    assert found == {
        "own": [october, september],
        "all": {october, september, theirs},
        "unit": [theirs],
        "month": [september],
        "from": [october],
        "to": [september],
        "state": [],
        "order": [september, october],
    }
    for name, value in {"month": "October", "state": "lost", "revision": "x", "year": "2026"}.items():
        assert wrong_fields(get(cast.officer, "statistics/", **{name: value})) == {name}
