"""How the API shows schools."""

from typing import ClassVar

from rest_framework import serializers

from schools.models import School


class SchoolSerializer(serializers.ModelSerializer[School]):
    """A school with its unit's code, its kind and, where there are more, all its levels."""

    unit = serializers.SlugRelatedField[School](slug_field="code", read_only=True)
    kind = serializers.SerializerMethodField()
    levels = serializers.SlugRelatedField[School](slug_field="level", many=True, read_only=True)

    class Meta:
        model = School
        fields: ClassVar = [
            "id", "name", "unit", "kind", "levels", "is_private", "is_open", "address", "latitude", "longitude", "head",
            "head_phone", "duty_phone", "pupils", "staff", "arrives_at", "dismisses_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_kind(self, school: School) -> str | None:
        """The lowest of its levels."""
        levels = school.levels.all()
        return levels[0].level if levels else None
