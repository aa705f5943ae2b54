"""Outings and vehicles."""

from typing import ClassVar

from rest_framework import serializers

from campus_safety.api.fields import ChoiceField, MomentField, NamesField, TextField, UUIDField, WholeNumberField
from patrols.actions.rectifications import MOST_FOUND
from patrols.claims import Findings, OutingClaim
from patrols.models import Outing, Vehicle


class VehicleSerializer(serializers.ModelSerializer[Vehicle]):
    """A marked car or motorcycle."""

    unit = serializers.SlugRelatedField[Vehicle](slug_field="code", read_only=True)

    class Meta:
        model = Vehicle
        fields: ClassVar = ["id", "plate", "unit", "description", "is_active"]
        read_only_fields = fields


class OutingSerializer(serializers.ModelSerializer[Outing]):
    """An outing: usernames of its officers, plates of its vehicles, codes of its units."""

    unit = serializers.SlugRelatedField[Outing](slug_field="code", read_only=True)
    units = serializers.SlugRelatedField[Outing](slug_field="code", many=True, read_only=True)
    officers = serializers.SerializerMethodField()
    vehicles = serializers.SerializerMethodField()
    started_by = serializers.SlugRelatedField[Outing](slug_field="username", read_only=True)

    class Meta:
        model = Outing
        fields: ClassVar = [
            "id", "uuid", "kind", "unit", "units", "officers", "vehicles", "volunteers", "note", "started_at",
            "ended_at", "started_by", "topic", "places_checked", "problems_found", "found",
        ]  # fmt: skip
        read_only_fields = fields

    def get_officers(self, outing: Outing) -> list[str]:
        """Usernames of the officers."""
        return [member.officer.username for member in outing.officers.all()]

    def get_vehicles(self, outing: Outing) -> list[str]:
        """Number plates of the vehicles."""
        return [dispatch.vehicle.plate for dispatch in outing.dispatches.all()]


class OutingStartSerializer(serializers.Serializer[OutingClaim]):
    """The start of an outing. `units` names the other units of a joint outing by code."""

    uuid = UUIDField()
    kind = ChoiceField(Outing.Kind.choices)
    officers = NamesField(length=60)
    vehicles = NamesField(length=20, required=False)
    volunteers = WholeNumberField(min_value=0, max_value=1000, required=False)
    units = NamesField(length=20, required=False)
    started_at = MomentField()
    note = TextField(max_length=500, allow_blank=True, required=False)
    topic = ChoiceField(Outing.Topic.choices, allow_blank=True, required=False)

    @property
    def claim(self) -> OutingClaim:
        """What is asked for, once it is valid."""
        return OutingClaim(**self.validated_data)


class OutingEndSerializer(serializers.Serializer[None]):
    """The end of an outing, a rectification with what it found."""

    ended_at = MomentField()
    places_checked = WholeNumberField(min_value=0, max_value=MOST_FOUND, allow_null=True, required=False)
    problems_found = WholeNumberField(min_value=0, max_value=MOST_FOUND, allow_null=True, required=False)
    found = TextField(max_length=500, allow_blank=True, required=False)

    @property
    def findings(self) -> Findings:
        """What is said of it, once it is valid."""
        said = self.validated_data
        return Findings(
            places_checked=said.get("places_checked"),
            problems_found=said.get("problems_found"),
            found=said.get("found", ""),
        )
