"""What the tests of the day, of going out, of checking in and of the demonstration share."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from tests.cast import Cast
from tests.factories import (
    at,
    make_vehicle,
)
from tests.patrols import claims, demonstration
from tests.patrols.demonstration import load, load_few_days

NOW = at("2026-11-23 08:41")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """It is 08:41."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def quarter_to_eight() -> Iterator[time_machine.Traveller]:
    """It is 07:45, as in `tests.patrols.claims`."""
    with time_machine.travel(claims.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def few_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demonstration of few days."""
    load_few_days(monkeypatch)


@pytest.fixture
def loaded(few_days: None, db: None) -> datetime:
    """The demonstration data of these days; when it was loaded."""
    return load(demonstration.NOW)


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    """The officer's browser."""
    client.force_login(cast.officer)
    return client


@pytest.fixture
def car(cast: Cast) -> None:
    """The station's car."""
    make_vehicle(cast.station, "渝A·D0110警")
