"""How the API shows cases: all of one to police of the unit, what a school may know to its principal."""

from typing import ClassVar

from django.utils import timezone
from rest_framework import serializers

from incidents.models import Case


class CaseSerializer(serializers.ModelSerializer[Case]):
    """A case as police see it: unit and category by code, the lead officer by username. Of its people nothing."""

    unit = serializers.SlugRelatedField[Case](slug_field="code", read_only=True)
    category = serializers.SlugRelatedField[Case](slug_field="code", read_only=True)
    lead = serializers.SlugRelatedField[Case](slug_field="username", read_only=True)
    is_overdue = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields: ClassVar = [
            "id", "uuid", "number", "unit", "category", "school", "event", "is_off_campus", "place", "latitude",
            "longitude", "is_outside", "occurred_from", "occurred_until", "reported_at", "way", "facts", "state",
            "lead", "due_on", "is_overdue", "solved_at", "closed_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_is_overdue(self, case: Case) -> bool:
        """Whether it is worked on and should have been solved before today."""
        days_left = case.days_left(timezone.localdate())
        return days_left is not None and days_left < 0


class OwnCaseSerializer(serializers.ModelSerializer[Case]):
    """A case as the principal of its school sees it: number, state, category, dates, and whom to call."""

    category = serializers.SlugRelatedField[Case](slug_field="code", read_only=True)
    officer = serializers.CharField(source="lead.name", default=None, help_text="Who leads it, by name.")
    phone = serializers.CharField(source="unit.hotline", help_text="Of the station.")

    class Meta:
        model = Case
        fields: ClassVar = [
            "id", "number", "school", "category", "state", "occurred_from", "occurred_until", "reported_at",
            "solved_at", "closed_at", "officer", "phone",
        ]  # fmt: skip
        read_only_fields = fields
