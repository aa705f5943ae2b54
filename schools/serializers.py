"""How the API shows schools."""

from typing import ClassVar

from rest_framework import serializers

from schools.models import School


class SchoolSerializer(serializers.ModelSerializer[School]):
    """A school with its unit's code and its levels."""

    unit = serializers.SlugRelatedField[School](slug_field="code", read_only=True)
    levels = serializers.SlugRelatedField[School](slug_field="level", many=True, read_only=True)

    class Meta:
        model = School
        fields: ClassVar = [
            "id", "name", "unit", "levels", "is_private", "is_open", "address", "latitude", "longitude", "head",
            "head_phone", "duty_phone", "pupils", "staff", "arrives_at", "dismisses_at",
        ]  # fmt: skip
        read_only_fields = fields
