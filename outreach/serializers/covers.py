"""How the API shows event covers, and what it takes in of a request for one."""

from typing import ClassVar

from rest_framework import serializers

from campus_safety.api.fields import (
    MOST_ID,
    MomentField,
    NamesField,
    NumberField,
    TextField,
    UUIDField,
    WholeNumberField,
)
from incidents.serializers.free_text import FreeTextSerializer, TruthField
from outreach.claims import CoverClaim
from outreach.models import EventCover
from outreach.models.covers import MOST_PEOPLE

ASKED = [
    "id", "uuid", "school", "title", "is_off_campus", "place", "latitude", "longitude", "starts_at", "ends_at",
    "people", "valuables_watched_by", "wishes", "prepared", "state", "requested_at",
]  # fmt: skip


class CoverSerializer(serializers.ModelSerializer[EventCover]):
    """An event cover as police see it: unit and point by code, officers by username, and the marks of both sides."""

    unit = serializers.SlugRelatedField[EventCover](slug_field="code", read_only=True)
    officers = serializers.SlugRelatedField[EventCover](slug_field="username", many=True, read_only=True)
    point = serializers.SlugRelatedField[EventCover](slug_field="code", read_only=True)
    is_covered = serializers.BooleanField(help_text="Officers went out for it: only then it counts.")

    class Meta:
        model = EventCover
        fields: ClassVar = [
            *ASKED, "unit", "is_outside", "officers", "point", "is_covered", "school_mark", "school_words",
            "police_mark", "police_words",
        ]  # fmt: skip
        read_only_fields = fields


class OwnCoverSerializer(serializers.ModelSerializer[EventCover]):
    """An event cover as the principal of its school sees it: what was asked, the officers by name, the own mark."""

    officers = serializers.SlugRelatedField[EventCover](slug_field="name", many=True, read_only=True)
    phone = serializers.CharField(source="unit.hotline", help_text="Of the station.")
    is_covered = serializers.BooleanField(help_text="Officers went out for it.")

    class Meta:
        model = EventCover
        fields: ClassVar = [*ASKED, "officers", "phone", "is_covered", "school_mark", "school_words"]
        read_only_fields = fields


class CoverRequestSerializer(FreeTextSerializer):
    """A request for event cover: `school` by id, needed of police; degrees in WGS-84, needed off campus."""

    free_texts: ClassVar[tuple[str, ...]] = ("title", "place", "valuables_watched_by", "wishes")

    uuid = UUIDField()
    title = TextField(max_length=100)
    school = WholeNumberField(min_value=1, max_value=MOST_ID, allow_null=True, required=False)
    is_off_campus = TruthField(required=False)
    place = TextField(max_length=100, allow_blank=True, required=False)
    latitude = NumberField(allow_null=True, required=False)
    longitude = NumberField(allow_null=True, required=False)
    starts_at = MomentField()
    ends_at = MomentField()
    people = WholeNumberField(min_value=1, max_value=MOST_PEOPLE)
    valuables_watched_by = TextField(max_length=100)
    wishes = TextField(max_length=500, allow_blank=True, required=False)
    prepared = NamesField(length=20, required=False, help_text="Keys of the checklist that are seen to.")

    @property
    def claim(self) -> CoverClaim:
        """What is asked for, once it is valid."""
        return CoverClaim(**self.validated_data)
