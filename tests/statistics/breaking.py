"""An indicator that cannot be counted."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.db.models import QuerySet

from campus_safety.statistics import counting
from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import indicators


def break_indicator(monkeypatch: pytest.MonkeyPatch, *, unit_id: int) -> None:
    """Have one indicator fail for every count that holds the unit."""
    whole = indicators()
    first = whole[0]

    def rows(unit_ids: Collection[int], period: Period, moment: datetime) -> QuerySet[Any]:
        if unit_id in unit_ids:
            raise ArithmeticError
        return first.source.rows(unit_ids, period, moment)

    broken = replace(first, source=replace(first.source, rows=rows))
    monkeypatch.setattr(counting, "indicators", lambda: [broken, *whole[1:]])
