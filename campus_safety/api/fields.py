"""Fields of a request that take exactly their type of JSON: no number for a text, no `true` for a number."""

import math
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from campus_safety.api.moments import moment_of, moment_text

LENGTH_OF_DATE = len("2026-11-23")
MOST_NAMES = 100
MOST_ID = 2**63 - 1


class TextField(serializers.CharField):
    """A text; neither a number nor a truth value passes for one."""

    def to_internal_value(self, data: Any) -> str:
        """The text without the space around it."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class NamesField(serializers.ListField):
    """A list of texts: usernames, plates or codes. One that is too long is refused before its entries are looked at."""

    def __init__(self, *, length: int, **options: Any) -> None:
        super().__init__(child=TextField(max_length=length), max_length=MOST_NAMES, **options)

    def to_internal_value(self, data: Any) -> list[str]:
        """The texts."""
        if isinstance(data, list) and len(data) > MOST_NAMES:
            self.fail("max_length", max_length=MOST_NAMES)
        if not isinstance(data, list):
            self.fail("not_a_list", input_type=type(data).__name__)
        names: list[str] = super().to_internal_value(data)
        return names


class ChoiceField(serializers.ChoiceField):
    """One of the choices. What else was sent is not repeated: it may be no text that can be written."""

    default_error_messages = {"invalid_choice": _("There is none such.")}


class NumberField(serializers.FloatField):
    """A finite number."""

    default_error_messages = {"not_finite": _("This must be a finite number.")}

    def to_internal_value(self, data: Any) -> float:
        """The number as a float."""
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        try:
            number = float(data)
        except OverflowError:
            self.fail("not_finite")
        if not math.isfinite(number):
            self.fail("not_finite")
        return number


class WholeNumberField(serializers.IntegerField):
    """A whole number."""

    def to_internal_value(self, data: Any) -> int:
        """The number."""
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return int(data)


class DecimalField(serializers.DecimalField):
    """A number with so many decimal places at most."""

    def to_internal_value(self, data: Any) -> Decimal:
        """The number; a text does not pass for one."""
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        return super().to_internal_value(data)


class IdsField(serializers.ListField):
    """A list of ids or numbers of rows. One that is too long is refused before its entries are looked at."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=WholeNumberField(min_value=1, max_value=MOST_ID), max_length=MOST_NAMES, **options)

    def to_internal_value(self, data: Any) -> list[int]:
        """The numbers."""
        if isinstance(data, list) and len(data) > MOST_NAMES:
            self.fail("max_length", max_length=MOST_NAMES)
        if not isinstance(data, list):
            self.fail("not_a_list", input_type=type(data).__name__)
        numbers: list[int] = super().to_internal_value(data)
        return numbers


class UUIDField(serializers.UUIDField):
    """A UUID as a text."""

    def to_internal_value(self, data: Any) -> UUID:
        """The UUID."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class MomentField(serializers.DateTimeField):
    """A moment in ISO 8601; without an offset it is taken as Asia/Shanghai."""

    default_error_messages = {
        "invalid": _("A moment is written as in 2026-11-23T07:52:10+08:00, with a year from 2000 to 2100."),
    }

    def to_internal_value(self, value: Any) -> datetime:
        """The aware moment."""
        if not isinstance(value, str) or len(value) <= LENGTH_OF_DATE:
            self.fail("invalid")
        try:
            return moment_of(value)
        except (ValueError, OverflowError):
            self.fail("invalid")

    def to_representation(self, value: datetime) -> str:
        """The moment in Asia/Shanghai, with its offset."""
        return moment_text(value)
