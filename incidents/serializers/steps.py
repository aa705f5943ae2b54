"""What the steps of a case take in."""

from datetime import date
from typing import Any, ClassVar

from rest_framework import serializers

from campus_safety.api.fields import TextField
from incidents.serializers.free_text import FreeTextSerializer

MOST_WORDS = 500


class DayField(serializers.DateField):
    """A date as YYYY-MM-DD."""

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)

    def to_internal_value(self, value: Any) -> date:
        """The date. Raises ValidationError for what is no text too."""
        if not isinstance(value, str):
            self.fail("invalid", format="YYYY-MM-DD")
        return super().to_internal_value(value)


class NothingSerializer(serializers.Serializer[None]):
    """A step that needs nothing but to be taken."""


class WordsSerializer(FreeTextSerializer):
    """A step that says why, or what came of it."""

    free_texts: ClassVar[tuple[str, ...]] = ("text",)

    text = TextField(max_length=MOST_WORDS)


class AcceptSerializer(serializers.Serializer[None]):
    """Who leads the case, by username (the caller, if left out), and by when it is to be solved (30 days, if so)."""

    lead = TextField(max_length=60, required=False)
    due_on = DayField(required=False)


class AssignSerializer(serializers.Serializer[None]):
    """Who leads the case from now on, by username."""

    lead = TextField(max_length=60)


class DeadlineSerializer(WordsSerializer):
    """By when the case is to be solved, and why that changes."""

    due_on = DayField()
