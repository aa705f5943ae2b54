"""How the API shows activities, and what it takes in of one."""

from typing import ClassVar

from django.utils.translation import gettext as _
from rest_framework import serializers

from campus_safety.api.fields import (
    ChoiceField,
    DecimalField,
    IdsField,
    MomentField,
    NamesField,
    TextField,
    UUIDField,
    WholeNumberField,
)
from incidents.serializers.free_text import FreeTextSerializer, TruthField
from outreach.claims import ActivityClaim
from outreach.models import Activity, ActivitySchool
from outreach.models.activities import MOST_CLASS_HOURS, MOST_DRILL_MIN, MOST_HEADS
from outreach.states.activities import ActivityState

TOLD = [
    "with_leaders", "place", "starts_at", "ends_at", "class_hours", "drill", "drill_min", "children", "staff",
    "parents", "tools", "outcome",
]  # fmt: skip


class AnswerSerializer(serializers.ModelSerializer[ActivitySchool]):
    """What one school says of an activity; nothing yet: empty."""

    class Meta:
        model = ActivitySchool
        fields: ClassVar = ["school", "answer", "text", "answered_at"]
        read_only_fields = fields


class ActivitySerializer(serializers.ModelSerializer[Activity]):
    """An activity as police see it: unit by code, schools by id, officers by username, measures by number."""

    unit = serializers.SlugRelatedField[Activity](slug_field="code", read_only=True)
    schools = serializers.PrimaryKeyRelatedField[Activity](many=True, read_only=True)
    officers = serializers.SlugRelatedField[Activity](slug_field="username", many=True, read_only=True)
    class_hours = serializers.FloatField(help_text="Of a lecture.")
    drill_min = serializers.FloatField(help_text="Until all were out, in minutes.")
    measures = serializers.SlugRelatedField[Activity](slug_field="number", many=True, read_only=True)
    answers = AnswerSerializer(source="attendances", many=True)

    class Meta:
        model = Activity
        fields: ClassVar = [
            "id", "uuid", "unit", "kind", "title", "schools", "officers", *TOLD, "measures", "state", "answers",
        ]  # fmt: skip
        read_only_fields = fields


class OwnActivitySerializer(serializers.ModelSerializer[Activity]):
    """An activity as the principal of one of its schools sees it: the officers by name, and the own school's answer."""

    officers = serializers.SlugRelatedField[Activity](slug_field="name", many=True, read_only=True)
    class_hours = serializers.FloatField(help_text="Of a lecture.")
    drill_min = serializers.FloatField(help_text="Until all were out, in minutes.")
    answers = AnswerSerializer(source="attendances", many=True, help_text="The own school's alone.")

    class Meta:
        model = Activity
        fields: ClassVar = ["id", "kind", "title", "officers", *TOLD, "state", "answers"]
        read_only_fields = fields


class ActivityLogSerializer(FreeTextSerializer):
    """An activity that was held, or is planned: schools by id, officers by username, measures by number.

    Class hours, minutes, heads and the outcome are said of what was held.
    """

    free_texts: ClassVar[tuple[str, ...]] = ("title", "place", "tools", "outcome")

    uuid = UUIDField()
    kind = ChoiceField(Activity.Kind.choices)
    title = TextField(max_length=100)
    state = ChoiceField(ActivityState.choices, required=False, help_text="held, or planned.")
    schools = IdsField()
    officers = NamesField(length=60)
    with_leaders = TruthField(required=False)
    place = TextField(max_length=100, allow_blank=True, required=False)
    starts_at = MomentField()
    ends_at = MomentField()
    class_hours = DecimalField(
        max_digits=3, decimal_places=1, max_value=MOST_CLASS_HOURS, allow_null=True, required=False
    )
    drill = ChoiceField(Activity.Drill.choices, allow_blank=True, required=False)
    drill_min = DecimalField(max_digits=4, decimal_places=1, max_value=MOST_DRILL_MIN, allow_null=True, required=False)
    children = WholeNumberField(min_value=0, max_value=MOST_HEADS, required=False)
    staff = WholeNumberField(min_value=0, max_value=MOST_HEADS, required=False)
    parents = WholeNumberField(min_value=0, max_value=MOST_HEADS, required=False)
    tools = TextField(max_length=200, allow_blank=True, required=False)
    outcome = TextField(max_length=1000, allow_blank=True, required=False)
    measures = IdsField(required=False)

    def validate_state(self, state: str) -> str:
        """Refuse what an activity becomes only afterwards. Raises ValidationError."""
        if state not in {ActivityState.HELD, ActivityState.PLANNED}:
            raise serializers.ValidationError(_("It is planned, or it was held."))
        return state

    @property
    def claim(self) -> ActivityClaim:
        """What is asked for, once it is valid."""
        return ActivityClaim(**self.validated_data)
