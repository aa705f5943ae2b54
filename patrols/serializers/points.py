"""Patrol points and duty windows."""

from typing import Any, ClassVar

from rest_framework import serializers

from campus_safety.accounts.permissions import is_principal
from patrols.models import DutyWindow, PatrolPoint


class PatrolPointSerializer(serializers.ModelSerializer[PatrolPoint]):
    """A patrol point. `schools` are the ids of those it serves; `school` is the first of them."""

    unit = serializers.SlugRelatedField[PatrolPoint](slug_field="code", read_only=True)
    school = serializers.SerializerMethodField()
    schools = serializers.SerializerMethodField()

    class Meta:
        model = PatrolPoint
        fields: ClassVar = [
            "id", "code", "name", "unit", "school", "schools", "batch", "address", "latitude", "longitude",
            "fence_radius_m", "in_force_from", "in_force_until", "is_published",
        ]  # fmt: skip
        read_only_fields = fields

    def get_schools(self, point: PatrolPoint) -> list[int]:
        """Ids of the schools that the point serves."""
        return [school.pk for school in point.schools.all()]

    def get_school(self, point: PatrolPoint) -> int | None:
        """The first of them, or null."""
        return next(iter(self.get_schools(point)), None)


class DutyWindowSerializer(serializers.ModelSerializer[DutyWindow]):
    """A span of the day; `weekdays` are digits from 1 (Monday) to 7, `cause` is empty but for an extra window.

    A principal is told no cause: that a case is one is police's own, and one blank among others would tell it as well.

    One with another `basis` than "fixed" moves with the arrival or dismissal of its `school`, from `before_min` minutes
    before it to `after_min` after it; its times are those of a usual day.
    """

    point = serializers.SlugRelatedField[DutyWindow](slug_field="code", read_only=True)

    class Meta:
        model = DutyWindow
        fields: ClassVar = [
            "id", "point", "occasion", "weekdays", "follows_calendar", "basis", "school", "before_min", "after_min",
            "starts_at", "ends_at", "strength", "is_doubled", "in_force_from", "in_force_until", "cause",
        ]  # fmt: skip
        read_only_fields = fields

    def to_representation(self, instance: DutyWindow) -> dict[str, Any]:
        """The window as the user of the request may know it."""
        shown: dict[str, Any] = super().to_representation(instance)
        return shown | {"cause": ""} if is_principal(self.context["request"].user) else shown
