"""The demonstration's ground, and the records filled into it."""

from datetime import date, datetime

import pytest
import time_machine

from campus_safety.local_days import local_day
from patrols.demo import loading
from patrols.demo.days import SchoolDays
from schools.demo.filling import Filled, fill_records
from tests.patrols.conftest import few_days
from tests.patrols.demonstration import NOW, PASSWORD, SEED

__all__ = ["few_days"]

FIRST = date(2026, 7, 9)


def fill(now: datetime = NOW) -> Filled:
    """Fill three months of records, at a moment."""
    with time_machine.travel(now, tick=False):
        return fill_records(
            seed=SEED, now=now, first=FIRST, has_school=SchoolDays.between(FIRST, local_day(now)).has_school
        )


@pytest.fixture
def ground(db: None) -> None:
    """The demonstration's units, people and schools, without records."""
    loading._make_ground(SEED, PASSWORD, NOW)


@pytest.fixture
def filled(ground: None) -> Filled:
    """The records, as they were filled."""
    return fill()
