"""The rules on legal vice-principals as they are told: what one of them finds, and where it stands."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from campus_safety.rules.catalogue import rule
from campus_safety.rules.rule import Rule
from campus_safety.wording import listed

TERM, TRAINING = "vice_principal_term", "vice_principal_training"
# What a proposal is held against.
KEYS = (
    "vice_principal_schools", "vice_principal_most", "vice_principal_age", "vice_principal_retired_terms", TERM,
    TRAINING, "vice_principal_kindergartens",
)  # fmt: skip


class Weight(models.TextChoices):
    """What a finding means: it cannot be, it has to be accepted by name, or it is worth knowing."""

    BLOCKED = "blocked", pgettext_lazy("finding", "not allowed")
    WARNED = "warned", pgettext_lazy("finding", "to be accepted")
    ADVISED = "advised", pgettext_lazy("finding", "to be known")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of an appointment; `field` is what the form calls the value that it is about."""

    rule: Rule
    weight: Weight
    field: str
    words: str

    @property
    def source(self) -> str:
        """Where the rule stands, since when, and whether anybody has checked it."""
        return cited(self.rule)

    @property
    def sentence(self) -> str:
        """The words with their source."""
        return _("%(words)s Rule: %(source)s.") % {"words": self.words, "source": self.source}


def rules_of(on: date) -> list[Rule]:
    """The rules of a day that a proposal is held against."""
    return [law for key in KEYS if (law := rule_of(key, on))]


def rule_of(key: str, on: date) -> Rule | None:
    """The rule called `key` of a day; None where there was none."""
    try:
        return rule(key, on)
    except LookupError:
        return None


def cited(found: Rule) -> str:
    """Where a rule stands, in words: source, article, since when, and whether it is unchecked."""
    parts = [str(found.source), str(found.article)]
    if found.in_force_from:
        parts.append(_("in force from %(day)s") % {"day": date_format(found.in_force_from, "SHORT_DATE_FORMAT")})
    if not found.is_checked:
        parts.append(_("unchecked"))
    return listed(filter(None, parts))
