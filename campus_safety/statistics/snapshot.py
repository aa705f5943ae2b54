"""What a page showed of a report, carried along in its form: nobody checks or signs figures that moved unseen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Self

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.numbers import shown
from campus_safety.statistics.registry import indicators

SALT = "statistics.snapshot"
# The bare value (None for none), and a mark of how it breaks down.
Seen = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that is another one now; with the same value before and after, it breaks down in another way."""

    key: str
    label: str | Promise
    unit: str | Promise
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The fingerprint of a report's figures, and {indicator: what was seen of it}."""

    fingerprint: str
    figures: Mapping[str, Seen]

    @classmethod
    def of(cls, report: Report) -> Self:
        """What a report says now."""
        return cls(report.fingerprint, {figure.key: _seen(figure) for figure in report.figures.all()})

    @classmethod
    def read(cls, text: str) -> Self:
        """The snapshot that a form brings back. Raises ValidationError for what none of our pages has given."""
        try:
            fingerprint, figures = signing.loads(text, salt=SALT)
        except signing.BadSignature as error:
            raise ValidationError(_("This page has not come back whole. Open the report again.")) from error
        return cls(fingerprint, {key: (value, mark) for key, (value, mark) in figures.items()})

    def text(self) -> str:
        """As a form carries it, signed."""
        return signing.dumps([self.fingerprint, self.figures], salt=SALT, compress=True)

    def moved(self, report: Report) -> list[Moved]:
        """What is another figure in the report, in its order; one that came or went was or is a dash."""
        now = {figure.key: _seen(figure) for figure in report.figures.all()}
        nothing: Seen = (None, "")
        return [
            Moved(
                indicator.key,
                indicator.label,
                indicator.unit_word,
                _shown(self.figures.get(indicator.key, nothing), is_rate=indicator.is_rate),
                _shown(now.get(indicator.key, nothing), is_rate=indicator.is_rate),
            )
            for indicator in indicators()
            if self.figures.get(indicator.key, nothing) != now.get(indicator.key, nothing)
        ]


def _seen(figure: Figure) -> Seen:
    text = json.dumps([str(figure.part), str(figure.whole), figure.breakdowns], sort_keys=True)
    return None if figure.value is None else str(figure.value), sha256(text.encode()).hexdigest()[:12]


def _shown(seen: Seen, *, is_rate: bool) -> str:
    value, _mark = seen
    return shown(None if value is None else Decimal(value), is_rate=is_rate)
