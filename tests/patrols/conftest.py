"""The officer's morning: what the tests of the day, of going out and of checking in share."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from tests.cast import Cast
from tests.factories import (
    at,
    make_vehicle,
)

NOW = at("2026-11-23 08:41")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """It is 08:41."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    """The officer's browser."""
    client.force_login(cast.officer)
    return client


@pytest.fixture
def car(cast: Cast) -> None:
    """The station's car."""
    make_vehicle(cast.station, "渝A·D0110警")
