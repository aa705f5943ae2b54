"""Free text over the API: doubted as the pages doubt it, where it looks as if it held somebody's number."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework import serializers

from campus_safety.free_text import numbers_in


class TruthField(serializers.BooleanField):
    """`true` or `false`; neither a number nor a text passes for one."""

    def to_internal_value(self, data: Any) -> bool:
        """The truth value."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class FreeTextSerializer(serializers.Serializer[Any]):
    """A request that doubts numbers in its `free_texts`, unless it says that they are meant."""

    free_texts: ClassVar[tuple[str, ...]] = ()

    numbers_are_meant = TruthField(
        required=False,
        help_text="What looks like a phone or identity-card number belongs there.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse texts that seem to hold a personal number. Raises ValidationError by field."""
        if attrs.pop("numbers_are_meant", False):
            return attrs
        words = _("This looks like %(kind)s. Take it out, or say that it is meant (numbers_are_meant).")
        doubts = {
            name: [words % {"kind": kind} for kind in numbers_in(attrs.get(name, ""))] for name in self.free_texts
        }
        if errors := {name: texts for name, texts in doubts.items() if texts}:
            raise serializers.ValidationError(errors)
        return attrs
