"""Duties."""

from typing import ClassVar

from rest_framework import serializers

from patrols.models import Duty


class DutySerializer(serializers.ModelSerializer[Duty]):
    """One point, one date, one window, and what became of it."""

    date = serializers.DateField(source="on", read_only=True)
    unit = serializers.SlugRelatedField[Duty](slug_field="code", read_only=True)
    point = serializers.SlugRelatedField[Duty](slug_field="code", read_only=True)
    occasion = serializers.CharField(source="window.occasion", read_only=True)

    class Meta:
        model = Duty
        fields: ClassVar = [
            "id", "date", "unit", "point", "window", "occasion", "state", "starts_at", "ends_at", "visited_at",
            "closed_at", "reason",
        ]  # fmt: skip
        read_only_fields = fields
