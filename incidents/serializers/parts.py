"""How the API shows what is done on cases and what was stolen: to police alone."""

from typing import ClassVar

from rest_framework import serializers

from incidents.models import CaseAction, PropertyItem


class CaseActionSerializer(serializers.ModelSerializer[CaseAction]):
    """An action with the ids of its cases and the usernames of its officers."""

    unit = serializers.SlugRelatedField[CaseAction](slug_field="code", read_only=True)
    cases = serializers.SerializerMethodField()
    officers = serializers.SlugRelatedField[CaseAction](slug_field="username", many=True, read_only=True)
    hours = serializers.FloatField(help_text="Of work; of a video review hours of footage.")

    class Meta:
        model = CaseAction
        fields: ClassVar = ["id", "unit", "cases", "officers", "kind", "started_at", "ended_at", "hours", "result"]
        read_only_fields = fields

    def get_cases(self, action: CaseAction) -> list[int]:
        """Ids of the cases that it serves."""
        return [case.pk for case in action.cases.all()]


class PropertyItemSerializer(serializers.ModelSerializer[PropertyItem]):
    """An item or a sum of money. The owner is a role, never a person."""

    value_cny = serializers.FloatField(help_text="In yuan.")

    class Meta:
        model = PropertyItem
        fields: ClassVar = [
            "id", "case", "category", "description", "value_cny", "owner", "recovered_on", "returned_on",
        ]  # fmt: skip
        read_only_fields = fields
