"""What the tests of the roster share: it is Monday 23 November 2026, six in the morning, and all duties lie ahead."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine

from patrols.models import DutyWindow
from tests.cast import Cast
from tests.factories import at, make_window

MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
NEXT_MONDAY = MONDAY + timedelta(days=7)


@pytest.fixture
def early() -> Iterator[time_machine.Traveller]:
    """It is six on that Monday."""
    with time_machine.travel(at("2026-11-23 06:00"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def window(cast: Cast, early: time_machine.Traveller) -> DutyWindow:
    """The arrival at SPQ-01, on school days from Monday to Friday, 07:30 to 08:30."""
    return make_window(cast.point, weekdays="12345")
