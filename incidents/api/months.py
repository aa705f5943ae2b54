"""Months of moments."""

from datetime import date
from typing import Any

from django.db import models

from campus_safety.statistics.api import MonthFilter
from campus_safety.statistics.periods import month_of


class MomentsMonthFilter(MonthFilter):
    """A month as YYYY-MM, in Asia/Shanghai, of a column of moments."""

    def filter(self, qs: "models.QuerySet[Any]", value: date | None) -> "models.QuerySet[Any]":
        """The rows whose moment lies in the month."""
        if value is None:
            return qs
        month = month_of(value)
        return qs.filter(**{f"{self.field_name}__gte": month.starts_at, f"{self.field_name}__lt": month.ends_at})
