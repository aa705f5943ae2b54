"""How the API shows appointments."""

from typing import ClassVar

from django.utils import timezone
from rest_framework import serializers

from outreach.models import Appointment
from outreach.states.appointments import Standing


class StandingSerializer(serializers.ModelSerializer[Appointment]):
    """What every appointment shows of itself: its `state` is how it stands today."""

    state = serializers.SerializerMethodField()

    def get_state(self, appointment: Appointment) -> Standing:
        """As decided, and, with its letter, by the days on which it holds."""
        return appointment.standing(timezone.localdate())


class AppointmentSerializer(StandingSerializer):
    """An appointment as police see it: unit by code, officer by username, and what it follows."""

    unit = serializers.SlugRelatedField[Appointment](slug_field="code", read_only=True)
    officer = serializers.SlugRelatedField[Appointment](slug_field="username", read_only=True)

    class Meta:
        model = Appointment
        fields: ClassVar = [
            "id", "number", "unit", "school", "officer", "title", "starts_on", "ends_on", "trained_hours", "state",
            "issued_on", "ended_on", "ending", "follows",
        ]  # fmt: skip
        read_only_fields = fields


class OwnAppointmentSerializer(StandingSerializer):
    """An appointment as the principal of its school sees it: the officer by name, and the station's phone."""

    officer = serializers.CharField(source="officer.name", help_text="By name.")
    phone = serializers.CharField(source="unit.hotline", help_text="Of the station.")

    class Meta:
        model = Appointment
        fields: ClassVar = [
            "id", "number", "school", "officer", "phone", "title", "starts_on", "ends_on", "state", "issued_on",
            "ended_on", "ending",
        ]  # fmt: skip
        read_only_fields = fields
