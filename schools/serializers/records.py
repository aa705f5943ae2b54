"""How the API shows hazards and inspections."""

from typing import ClassVar

from django.utils import timezone
from rest_framework import serializers

from campus_safety.accounts.permissions import is_officer, signed_in
from schools.models import Hazard, Inspection, ItemResult


class HazardSerializer(serializers.ModelSerializer[Hazard]):
    """A hazard with its unit's code. The officer in charge, by username, is named to police alone."""

    unit = serializers.SlugRelatedField[Hazard](slug_field="code", read_only=True)
    officer = serializers.SerializerMethodField()
    is_overdue = serializers.SerializerMethodField()

    class Meta:
        model = Hazard
        fields: ClassVar = [
            "id", "unit", "school", "premises", "source", "description", "severity", "place", "owner", "owner_name",
            "due_on", "is_overdue", "state", "found_at", "verified_at", "officer",
        ]  # fmt: skip
        read_only_fields = fields

    def get_officer(self, hazard: Hazard) -> str | None:
        """The username of the officer in charge."""
        is_shown = hazard.officer is not None and is_officer(signed_in(self.context["request"]))
        return hazard.officer.username if is_shown and hazard.officer else None

    def get_is_overdue(self, hazard: Hazard) -> bool:
        """Whether it should have been put right before today."""
        return hazard.is_overdue(timezone.localdate())


class ItemResultSerializer(serializers.ModelSerializer[ItemResult]):
    """What was found at one item."""

    class Meta:
        model = ItemResult
        fields: ClassVar = ["item", "outcome", "note", "recorded_at"]
        read_only_fields = fields


class InspectionSerializer(serializers.ModelSerializer[Inspection]):
    """An inspection with its results; `grade` says what they are worth as evidence."""

    unit = serializers.SlugRelatedField[Inspection](slug_field="code", read_only=True)
    grade = serializers.SerializerMethodField()
    results = ItemResultSerializer(many=True, read_only=True)

    class Meta:
        model = Inspection
        fields: ClassVar = [
            "id", "unit", "school", "by_school", "started_at", "finished_at", "passed", "failed", "not_applicable",
            "note", "grade", "answer", "answer_note", "answered_at", "results",
        ]  # fmt: skip
        read_only_fields = fields

    def get_grade(self, inspection: Inspection) -> str:
        """`self_reported`, `seen` (by an officer) or `confirmed` (by the school)."""
        return inspection.grade.value
