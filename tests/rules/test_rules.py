"""The catalogue: the rule of the day, what settings may change, and what a sheet asks of whom."""

from datetime import date

import pytest
from pytest_django import Settings

from campus_safety.levels import Level
from campus_safety.rules.catalogue import RULES, guards_needed, rule
from campus_safety.rules.checks import rules_are_known
from campus_safety.rules.rule import ALL
from campus_safety.rules.sheet import BY_KEY, ITEMS, items_for

TODAY = date(2026, 11, 26)


def test_kinds_of_school_are_those_of_the_schools() -> None:
    assert set(Level.values) == ALL


def test_rule_is_the_one_of_the_day() -> None:
    assert rule("video_kept", date(2022, 5, 31)).is_checked is True
    assert rule("video_kept", date(2022, 6, 1)).is_checked is False


def test_rule_before_it_was_in_force_is_none() -> None:
    with pytest.raises(LookupError, match="rounds"):
        rule("rounds", date(2022, 5, 31))


def test_rules_of_one_key_do_not_overlap() -> None:
    days = [day for each in RULES for day in (each.in_force_from, each.in_force_until) if day]
    overlapping = {
        each.key for each in RULES for day in days if sum(r.key == each.key and r.applies(day) for r in RULES) > 1
    }
    assert overlapping == set()


@pytest.mark.parametrize(
    ("pupils", "guards"), [(0, 1), (99, 1), (100, 2), (999, 2), (1000, 3), (1499, 3), (1500, 4), (2600, 6)]
)
def test_guards_needed_grow_with_pupils(pupils: int, guards: int) -> None:
    assert guards_needed(pupils, TODAY).value == guards


def test_settings_change_an_unchecked_value(settings: Settings) -> None:
    settings.RULES = {"video_kept": 90}
    assert rule("video_kept", TODAY).value == 90


def test_settings_leave_a_checked_value(settings: Settings) -> None:
    settings.RULES = {"rounds": 1}
    assert rule("rounds", TODAY).value == 5


def test_settings_that_name_no_unchecked_rule_are_an_error(settings: Settings) -> None:
    settings.RULES = {"rounds": 1, "video_kept": "90", "sheet_every": 0}
    assert [message.id for message in rules_are_known(None)] == ["rules.E001", "rules.E002", "rules.E002"]


def test_settings_that_are_no_object_are_an_error(settings: Settings) -> None:
    settings.RULES = [1]
    assert [message.id for message in rules_are_known(None)] == ["rules.E003"]


def test_settings_that_are_right_are_no_error(settings: Settings) -> None:
    settings.RULES = {"video_kept": 90}
    assert rules_are_known(None) == []


def test_items_are_those_of_the_kind_and_the_day() -> None:
    kindergarten = {item.key for item in items_for(["kindergarten"], TODAY)}
    middle = {item.key for item in items_for(["middle"], TODAY)}
    assert kindergarten ^ middle == {"drill_kindergarten", "drill_school"}
    assert "video_kept_2012" in {item.key for item in items_for(["kindergarten"], date(2022, 5, 31))}
    assert "video_kept_2012" not in kindergarten


def test_item_names_the_number_of_its_rule() -> None:
    assert "5" in BY_KEY["rounds"].asks(200, TODAY)
    assert "2" in BY_KEY["guards_number"].asks(200, TODAY)


def test_item_is_due_again_after_its_days() -> None:
    assert BY_KEY["closed_campus"].due_on(date(2026, 11, 1)) == date(2026, 12, 2)


def test_every_item_can_be_asked_on_every_day_it_is_in_force() -> None:
    words = [item.asks(300, item.in_force_until or TODAY) for item in ITEMS]
    assert all(text and "%(" not in text for text in words)


def test_keys_of_items_are_unique() -> None:
    assert len(BY_KEY) == len(ITEMS)
