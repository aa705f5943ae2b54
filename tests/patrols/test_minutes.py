"""The suggested minute: the recipe, and how it spreads over a window."""

import hashlib
import hmac
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from patrols.minutes import commitment_to, minutes_on_offer, new_secret, suggested_minute
from tests.factories import at

SECRET = "5f" * 32
DAY = date(2026, 11, 23)
STARTS, ENDS = at("2026-11-23 07:30"), at("2026-11-23 08:30")


def minute(day: date = DAY, code: str = "SPQ-01", window: int = 7, ends: datetime = ENDS) -> int:
    """How many minutes after 07:30 the visit is suggested."""
    return (suggested_minute(SECRET, code, window, day, STARTS, ends) - STARTS) // timedelta(minutes=1)


def test_it_is_what_the_recipe_says() -> None:
    digest = hmac.new(SECRET.encode(), b"SPQ-01|7|2026-11-23", hashlib.sha256).hexdigest()

    assert minute() == int(digest, 16) % 55


def test_it_is_a_known_one() -> None:
    """As `openssl dgst -sha256 -hmac` and Python's remainder give it."""
    assert suggested_minute(SECRET, "SPQ-01", 7, DAY, STARTS, ENDS) == at("2026-11-23 07:43")


def test_it_is_the_same_again_and_another_for_each_day_point_window_and_secret() -> None:
    others = [
        minute(DAY + timedelta(days=1)), minute(code="SPQ-02"), minute(window=8),
        (suggested_minute("a0" * 32, "SPQ-01", 7, DAY, STARTS, ENDS) - STARTS) // timedelta(minutes=1),
    ]  # fmt: skip

    assert minute() == minute()
    assert minute() not in others


def test_it_spreads_evenly_and_leaves_the_last_five_minutes_free() -> None:
    found = Counter(minute(DAY + timedelta(days=day)) for day in range(5500))

    assert set(found) == set(range(55))
    # Chi-squared with 54 degrees of freedom: above 99.9 % of the time it is less than 96.
    assert sum((number - 100) ** 2 / 100 for number in found.values()) < 96


@pytest.mark.parametrize(("length_min", "on_offer"), [(60, 55), (7, 2), (6, 1), (5, 1), (1, 1)])
def test_a_short_window_has_fewer_on_offer_and_one_at_least(length_min: int, on_offer: int) -> None:
    ends = STARTS + timedelta(minutes=length_min)

    assert minutes_on_offer(STARTS, ends) == on_offer
    assert {minute(DAY + timedelta(days=day), ends=ends) for day in range(1000)} == set(range(on_offer))


def test_a_window_of_seconds_has_its_start() -> None:
    assert suggested_minute(SECRET, "SPQ-01", 7, DAY, STARTS, STARTS + timedelta(seconds=30)) == STARTS


def test_a_secret_is_random_and_its_commitment_is_its_hash() -> None:
    first, second = new_secret(), new_secret()

    assert (len(first), first != second) == (64, True)
    assert commitment_to(first) == hashlib.sha256(first.encode("ascii")).hexdigest()
