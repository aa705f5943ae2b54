"""What a rule is, and finding the one of a day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.utils.functional import Promise

# Kinds of school, by the names of `campus_safety.levels.Level`.
KINDERGARTENS = frozenset({"kindergarten"})
PRIMARY_AND_MIDDLE = frozenset({"primary", "middle", "high"})
SCHOOLS = PRIMARY_AND_MIDDLE | {"vocational", "special"}
ALL = KINDERGARTENS | SCHOOLS


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: what it says, its value, whom it binds and where it stands.

    `value` is a number of `unit` (None: the rule has no number). An unchecked rule is shown as such, and its value can
    be changed by the setting RULES.
    """

    key: str
    title: str | Promise
    value: int | None = None
    unit: str | Promise = ""
    binds: frozenset[str] = ALL
    source: str | Promise
    article: str | Promise = ""
    in_force_from: date | None = None
    in_force_until: date | None = None
    is_checked: bool = True

    def applies(self, on: date) -> bool:
        """Whether the rule is in force on a day."""
        return (self.in_force_from or on) <= on <= (self.in_force_until or on)


def rule_on(rules: Iterable[Rule], key: str, on: date) -> Rule:
    """The rule called `key` that is in force on a day, with the value that the setting RULES gives an unchecked one.

    Raises LookupError if there is none.
    """
    for rule in rules:
        if rule.key == key and rule.applies(on):
            return settled(rule)
    raise LookupError(f"No rule {key} is in force on {on}.")


def settled(rule: Rule) -> Rule:
    """The rule with its value from the settings, if it is unchecked and they name it."""
    given = settings.RULES.get(rule.key)
    return rule if given is None or rule.is_checked else replace(rule, value=given)
