"""Check-ins."""

from typing import Any, ClassVar

from rest_framework import serializers

from campus_safety.api.fields import ChoiceField, MomentField, NumberField, TextField, UUIDField
from campus_safety.api.moments import moment_text
from patrols.claims import CheckInClaim
from patrols.evidence import FLAG_LABELS
from patrols.grades import GRADE_LABELS, Grade, grade_of
from patrols.models import CheckIn
from patrols.states import DutyState

GRADES = [(grade.value, label) for grade, label in GRADE_LABELS.items()]
FLAGS = [(str(flag), label) for flag, label in FLAG_LABELS.items()]


class CheckInSerializer(serializers.Serializer[CheckInClaim]):
    """A check-in as the phone tells it: degrees in WGS-84, accuracy in metres."""

    uuid = UUIDField()
    point = TextField(max_length=20)
    captured_at = MomentField()
    sent_at = MomentField(required=False, allow_null=True)
    method = ChoiceField(CheckIn.Method.choices)
    latitude = NumberField(required=False, allow_null=True)
    longitude = NumberField(required=False, allow_null=True)
    accuracy_m = NumberField(min_value=0, required=False, allow_null=True)
    device = TextField(max_length=64, allow_blank=True, required=False, help_text="A random id kept by the browser.")
    note = TextField(max_length=500, allow_blank=True, required=False, help_text="By hand: why.")
    sign = TextField(max_length=64, allow_blank=True, required=False, help_text="By QR code: the token of the sign.")


class DutyMarkSerializer(serializers.Serializer[CheckIn]):
    """A duty, and its state as the check-in left it."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(DutyState.choices)


class CheckInRowSerializer(serializers.ModelSerializer[CheckIn]):
    """A check-in as it is kept, with its evidence. `outing` is the outing's UUID."""

    unit = serializers.CharField(source="unit.code")
    point = serializers.CharField(source="point.code")
    officer = serializers.CharField(source="officer.username")
    outing = serializers.UUIDField(source="outing.uuid", allow_null=True)
    duty = DutyMarkSerializer(allow_null=True)
    flags = serializers.ListField(child=serializers.ChoiceField(FLAGS))
    grade = serializers.ChoiceField(GRADES)

    class Meta:
        model = CheckIn
        fields: ClassVar = [
            "id", "uuid", "point", "unit", "officer", "outing", "duty", "method", "captured_at", "sent_at",
            "received_at", "latitude", "longitude", "accuracy_m", "distance_m", "drift_s", "speed_km_h", "flags",
            "note", "grade",
        ]  # fmt: skip
        read_only_fields = fields

    def to_representation(self, instance: CheckIn) -> dict[str, Any]:
        """The fields, set out by hand: a check-in must be answered quickly (docs/adr/0008)."""
        return self.with_grade(instance, grade_of(instance))

    def with_grade(self, instance: CheckIn, grade: Grade) -> dict[str, Any]:
        """The fields of a check-in whose grade is known, without a query."""
        duty = None if instance.duty_id is None else {"id": instance.duty_id, "state": instance.duty_state}
        return {
            "id": instance.pk,
            "uuid": str(instance.uuid),
            "point": instance.point.code,
            "unit": instance.unit.code,
            "officer": instance.officer.username,
            "outing": str(instance.outing.uuid) if instance.outing else None,
            "duty": duty,
            "method": instance.method,
            "captured_at": moment_text(instance.captured_at),
            "sent_at": moment_text(instance.sent_at) if instance.sent_at else None,
            "received_at": moment_text(instance.received_at),
            "latitude": instance.latitude,
            "longitude": instance.longitude,
            "accuracy_m": instance.accuracy_m,
            "distance_m": instance.distance_m,
            "drift_s": instance.drift_s,
            "speed_km_h": instance.speed_km_h,
            "flags": instance.flags,
            "note": instance.note,
            "grade": grade.value,
        }


# One of each serves every request: neither keeps anything of what passes through it.
CHECK_IN, CHECK_IN_ROW = CheckInSerializer(), CheckInRowSerializer()


def claim_of(data: Any) -> CheckInClaim:
    """The claim in the body of a request. Raises ValidationError by field."""
    return CheckInClaim(**CHECK_IN.run_validation(data))
