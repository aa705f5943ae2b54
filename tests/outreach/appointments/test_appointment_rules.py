"""What the rules say of an appointment: each on the day before it came into force, and on the day itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from campus_safety.rules.catalogue import EIGHT_MEASURES_FROM, ORDER_52_FROM
from outreach.appointment_rules import Facts, Place, findings, last_day_of_term, title_for
from outreach.findings import TERM, TRAINING, Weight
from outreach.models import Appointment

BEFORE = ORDER_52_FROM - timedelta(days=1)
KINDERGARTEN, PRIMARY = frozenset({"kindergarten"}), frozenset({"primary"})
MIXED = KINDERGARTEN | PRIMARY
GUIDE = {"vice_principal_kindergartens": Weight.ADVISED}
Title = Appointment.Title
# What breaks one rule of the order, and what that means at a school that it binds; at a kindergarten it is advice.
BROKEN: dict[str, tuple[dict[str, Any], Weight]] = {
    "vice_principal_schools": ({"elsewhere": 2}, Weight.BLOCKED),
    "vice_principal_age": ({"age": 66}, Weight.BLOCKED),
    "vice_principal_retired_terms": ({"age": 60, "had_retired_term": True}, Weight.BLOCKED),
    "vice_principal_most": ({"colleagues": 5}, Weight.ADVISED),
}
# What the order allows to the last.
KEPT: list[dict[str, Any]] = [{"elsewhere": 1}, {"age": 65}, {"had_retired_term": True}, {"colleagues": 4}]


def place(school_id: int, on: date, levels: frozenset[str] = PRIMARY, days: int = 729) -> Place:
    """Another appointment of the officer, from a day on."""
    return Place(school_id, levels, on, on + timedelta(days=days))


def facts(on: date, levels: frozenset[str] = PRIMARY, *, elsewhere: int = 0, **fields: Any) -> Facts:
    """An appointment of two years after eight hours of training, with others of its kind `elsewhere`."""
    values: dict[str, Any] = {"last_day": on + timedelta(days=729), "trained_hours": 8} | fields
    values.setdefault("places", tuple(place(2 + number, on, levels) for number in range(elsewhere)))
    return Facts(school_id=1, first_day=on, levels=levels, **values)


def found(said: Facts) -> dict[str, str]:
    """{key of the rule: its weight} of what is found."""
    return {finding.rule.key: finding.weight for finding in findings(said)}


@pytest.mark.parametrize("key", BROKEN)
def test_a_rule_of_the_order_holds_from_its_first_day_on(key: str) -> None:
    broken, weight = BROKEN[key]

    assert found(facts(BEFORE, last_day=BEFORE, **broken)) == {}
    assert found(facts(ORDER_52_FROM, **broken)) == {key: weight}


def test_a_term_that_began_before_the_order_is_judged_by_it_for_the_days_since() -> None:
    assert found(facts(BEFORE, elsewhere=2)) == {"vice_principal_schools": Weight.BLOCKED}
    assert found(facts(BEFORE, places=(place(2, BEFORE), place(3, BEFORE, days=0)))) == {}


@pytest.mark.parametrize("key", BROKEN)
def test_at_kindergartens_the_order_is_a_guide_from_its_first_day_on(key: str) -> None:
    broken, _weight = BROKEN[key]

    before = found(facts(BEFORE, KINDERGARTEN, last_day=BEFORE, **broken))
    since = found(facts(ORDER_52_FROM, KINDERGARTEN, **broken))

    assert (before, since) == ({}, GUIDE | {key: Weight.ADVISED})


@pytest.mark.parametrize("kept", KEPT, ids=str)
def test_what_the_order_allows_is_not_found(kept: dict[str, Any]) -> None:
    assert found(facts(ORDER_52_FROM, **kept)) == {}


def test_a_school_with_a_kindergarten_is_bound() -> None:
    assert found(facts(ORDER_52_FROM, MIXED, elsewhere=2)) == {"vice_principal_schools": Weight.BLOCKED}


@pytest.mark.parametrize(
    ("new", "others", "weight"),
    [
        (KINDERGARTEN, [PRIMARY, PRIMARY], Weight.BLOCKED),
        (KINDERGARTEN, [KINDERGARTEN, PRIMARY], Weight.BLOCKED),
        (PRIMARY, [KINDERGARTEN, KINDERGARTEN], Weight.BLOCKED),
        (KINDERGARTEN, [KINDERGARTEN, KINDERGARTEN], Weight.ADVISED),
    ],
)
def test_whoever_serves_a_bound_school_serves_two_in_all(
    new: frozenset[str], others: list[frozenset[str]], weight: Weight
) -> None:
    places = tuple(place(2 + number, ORDER_52_FROM, levels) for number, levels in enumerate(others))

    said = found(facts(ORDER_52_FROM, new, places=places))

    assert said["vice_principal_schools"] == weight


def test_schools_are_counted_on_each_day_and_not_over_the_term() -> None:
    on, year = date(2026, 9, 1), timedelta(days=365)
    one_after_the_other = (place(2, on, days=100), place(3, on + year, days=100))
    overlapping_later = (place(2, on + year, days=200), place(3, on + year, days=100))

    assert found(facts(on, places=one_after_the_other)) == {}
    assert found(facts(on, places=overlapping_later)) == {"vice_principal_schools": Weight.BLOCKED}


def test_another_term_at_one_school_is_no_other_school() -> None:
    on = date(2026, 9, 1)
    terms = (place(2, on, days=100), place(2, on + timedelta(days=101), days=100))

    assert found(facts(on, places=terms)) == {}


@pytest.mark.parametrize("on", [date(2001, 1, 1), BEFORE, ORDER_52_FROM, date(2026, 9, 1)])
def test_practice_without_a_day_of_its_own_warns_schools_at_all_times(on: date) -> None:
    last = last_day_of_term(on, 3)

    assert found(facts(on, last_day=last, trained_hours=8)) == {}
    assert found(facts(on, last_day=last + timedelta(days=1))) == {TERM: Weight.WARNED}
    assert found(facts(on, trained_hours=7)) == {TRAINING: Weight.WARNED}


def test_practice_advises_kindergartens_since_the_order_points_to_them() -> None:
    assert found(facts(BEFORE, KINDERGARTEN, trained_hours=0)) == {}
    assert found(facts(ORDER_52_FROM, KINDERGARTEN, trained_hours=0)) == GUIDE | {TRAINING: Weight.ADVISED}


def test_what_practice_asks_for_can_be_set(settings: Settings) -> None:
    settings.RULES = {TRAINING: 16}
    assert found(facts(ORDER_52_FROM, trained_hours=15)) == {TRAINING: Weight.WARNED}


def test_a_finding_names_source_article_and_day() -> None:
    finding = findings(facts(ORDER_52_FROM, elsewhere=2))[0]
    source = finding.source

    assert str(finding.rule.source) in source
    assert str(finding.rule.article) in source
    assert "2022" in source
    assert source in finding.sentence


@pytest.mark.parametrize(
    ("on", "levels", "title"),
    [
        (EIGHT_MEASURES_FROM - timedelta(days=1), KINDERGARTEN, Title.TUTOR),
        (EIGHT_MEASURES_FROM, KINDERGARTEN, Title.LEGAL_KINDERGARTEN),
        (EIGHT_MEASURES_FROM, PRIMARY, Title.LEGAL_SCHOOL),
        (date(2018, 6, 27), KINDERGARTEN, Title.LEGAL_KINDERGARTEN),
        (BEFORE, KINDERGARTEN, Title.LEGAL_KINDERGARTEN),
        (BEFORE, MIXED, Title.LEGAL_SCHOOL),
        (ORDER_52_FROM, KINDERGARTEN, Title.LAW_KINDERGARTEN),
        (ORDER_52_FROM, MIXED, Title.LAW_SCHOOL),
        (ORDER_52_FROM, frozenset({"vocational"}), Title.LAW_SCHOOL),
    ],
)
def test_the_title_is_the_word_of_its_day(on: date, levels: frozenset[str], title: str) -> None:
    assert title_for(levels, on) == title


def test_a_term_of_three_years_ends_on_the_day_before() -> None:
    assert last_day_of_term(date(2026, 9, 1), 3) == date(2029, 8, 31)
    assert last_day_of_term(date(2024, 2, 29), 3) == date(2027, 2, 28)
