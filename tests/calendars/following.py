"""Who follows the calendar, in tests: keeps what it was told."""

from collections.abc import Collection

import pytest

from campus_safety.calendars import followers

Told = list[tuple[Collection[int] | None, Collection[int] | None]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What followers were told, as (unit ids, school ids); nobody else is told."""
    heard: Told = []
    monkeypatch.setattr(followers, "_followers", [lambda units, schools: heard.append((units, schools))])
    return heard
