"""Duties."""

from datetime import datetime
from typing import ClassVar

from django.utils import timezone
from rest_framework import serializers

from campus_safety.accounts.permissions import signed_in
from patrols.models import Duty
from patrols.permissions import may_see_minute


class DutySerializer(serializers.ModelSerializer[Duty]):
    """One point, one date, one window, and what became of it. The suggested minute is told to police alone."""

    date = serializers.DateField(source="on", read_only=True)
    unit = serializers.SlugRelatedField[Duty](slug_field="code", read_only=True)
    point = serializers.SlugRelatedField[Duty](slug_field="code", read_only=True)
    occasion = serializers.CharField(source="window.occasion", read_only=True)

    suggested_at = serializers.SerializerMethodField()

    class Meta:
        model = Duty
        fields: ClassVar = [
            "id", "date", "unit", "point", "window", "occasion", "state", "starts_at", "ends_at", "visited_at",
            "closed_at", "reason", "strength", "suggested_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_suggested_at(self, duty: Duty) -> datetime | None:
        """The suggested minute; null for a principal."""
        is_shown = may_see_minute(signed_in(self.context["request"]), duty)
        return timezone.localtime(duty.suggested_at) if is_shown and duty.suggested_at else None
