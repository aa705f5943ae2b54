"""How the API shows the report of a month."""

from decimal import Decimal
from typing import ClassVar, TypedDict

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.registry import Indicator, indicators


class FigureRow(TypedDict):
    """One number: its key, its value (null where nothing can be divided), its unit word and the page of its rows."""

    key: str
    value: int | float | None
    unit: str
    rows: str


class FigureSerializer(serializers.Serializer[FigureRow]):
    """One number of a report."""

    key = serializers.CharField()
    value = serializers.FloatField(allow_null=True, help_text="A whole number for a count; null where undefined.")
    unit = serializers.CharField(help_text="What is counted, as a word.")
    rows = serializers.CharField(help_text="The page that lists the rows behind it.")


class ReportSerializer(serializers.ModelSerializer[Report]):
    """What one unit (with those below it) did in one period; a month is the usual one."""

    month = serializers.CharField(
        source="period.code", read_only=True, help_text="YYYY-MM; YYYY for a year; other days as YYYY-MM-DD_YYYY-MM-DD."
    )  # fmt: skip
    unit = serializers.SlugRelatedField[Report](slug_field="code", read_only=True)
    figures = serializers.SerializerMethodField()

    class Meta:
        model = Report
        fields: ClassVar = ["id", "month", "unit", "state", "revision", "hash", "signed_at", "figures"]
        read_only_fields = fields

    @extend_schema_field(FigureSerializer(many=True))
    def get_figures(self, report: Report) -> list[FigureRow]:
        """The figures in the order of the report."""
        stored = {figure.key: figure for figure in report.figures.all()}
        return [_row(report, indicator, stored[indicator.key]) for indicator in indicators() if indicator.key in stored]


def _row(report: Report, indicator: Indicator, figure: Figure) -> FigureRow:
    return FigureRow(
        key=figure.key,
        value=_number(figure.value, is_rate=indicator.is_rate),
        unit=str(indicator.unit_word),
        rows=indicator.rows(report.unit.code, report.period),
    )


def _number(value: Decimal | None, *, is_rate: bool) -> int | float | None:
    """A rate as a float; a count as an int if it is whole."""
    if value is None:
        return None
    return int(value) if not is_rate and value == int(value) else float(value)
