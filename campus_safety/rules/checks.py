"""What the setting RULES may say."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from campus_safety.rules.catalogue import RULES


def rules_are_known(app_configs: object, **options: Any) -> list[CheckMessage]:
    """Every key of the setting RULES is an unchecked rule with a number, and its value a whole number above zero."""
    if not isinstance(settings.RULES, dict):
        return [Error('RULES must be an object, such as {"video_kept": 90}.', id="rules.E003")]
    unchecked = {rule.key for rule in RULES if not rule.is_checked and rule.value is not None}
    found: list[CheckMessage] = []
    for key, value in settings.RULES.items():
        if key not in unchecked:
            known = ", ".join(sorted(unchecked))
            found.append(Error(f"RULES: {key} is no unchecked rule; those are {known}.", id="rules.E001"))
        elif type(value) is not int or value < 1:
            found.append(Error(f"RULES: {key} must be a whole number above zero, not {value!r}.", id="rules.E002"))
    return found
