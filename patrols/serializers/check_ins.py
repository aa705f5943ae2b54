"""Check-ins."""

from typing import ClassVar, TypedDict

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from campus_safety.api.fields import MomentField, NumberField, TextField, UUIDField
from patrols.claims import CheckInClaim
from patrols.evidence import FLAG_LABELS
from patrols.models import CheckIn
from patrols.states import DutyState

FLAGS = [(str(flag), label) for flag, label in FLAG_LABELS.items()]


class CheckInSerializer(serializers.Serializer[CheckInClaim]):
    """A check-in as the phone tells it: degrees in WGS-84, accuracy in metres."""

    uuid = UUIDField()
    point = TextField(max_length=20)
    captured_at = MomentField()
    sent_at = MomentField(required=False, allow_null=True)
    method = serializers.ChoiceField(CheckIn.Method.choices)
    latitude = NumberField(required=False, allow_null=True)
    longitude = NumberField(required=False, allow_null=True)
    accuracy_m = NumberField(min_value=0, required=False, allow_null=True)
    device = TextField(max_length=64, allow_blank=True, required=False, help_text="A random id kept by the browser.")
    note = TextField(max_length=500, allow_blank=True, required=False, help_text="By hand: why.")
    sign = TextField(max_length=64, allow_blank=True, required=False, help_text="By QR code: the token of the sign.")

    @property
    def claim(self) -> CheckInClaim:
        """What is asked for, once it is valid."""
        return CheckInClaim(**self.validated_data)


class DutyMark(TypedDict):
    """A duty, and its state as the check-in left it."""

    id: int
    state: str


class DutyMarkSerializer(serializers.Serializer[DutyMark]):
    """A duty, and its state as the check-in left it."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(DutyState.choices)


class CheckInRowSerializer(serializers.ModelSerializer[CheckIn]):
    """A check-in as it is kept, with its evidence. `outing` is the outing's UUID."""

    unit = serializers.SlugRelatedField[CheckIn](slug_field="code", read_only=True)
    point = serializers.SlugRelatedField[CheckIn](slug_field="code", read_only=True)
    officer = serializers.SlugRelatedField[CheckIn](slug_field="username", read_only=True)
    outing = serializers.SlugRelatedField[CheckIn](slug_field="uuid", read_only=True)
    duty = serializers.SerializerMethodField()
    flags = serializers.ListField(child=serializers.ChoiceField(FLAGS), read_only=True)

    class Meta:
        model = CheckIn
        fields: ClassVar = [
            "id", "uuid", "point", "unit", "officer", "outing", "duty", "method", "captured_at", "sent_at",
            "received_at", "latitude", "longitude", "accuracy_m", "distance_m", "drift_s", "speed_km_h", "flags",
            "note",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(DutyMarkSerializer(allow_null=True))
    def get_duty(self, check_in: CheckIn) -> DutyMark | None:
        """The duty that it fulfils, or null."""
        if check_in.duty_id is None:
            return None
        return DutyMark(id=check_in.duty_id, state=check_in.duty_state)
