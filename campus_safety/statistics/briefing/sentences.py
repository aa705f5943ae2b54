"""The figures of a report in sentences. Nothing is said of what is not known; a zero is said as one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.statistics.models import Figure
from campus_safety.statistics.numbers import shown
from campus_safety.statistics.registry import Indicator
from campus_safety.wording import listed


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with what it is compared with: values that are not known are None."""

    indicator: Indicator
    figure: Figure
    before: Decimal | None
    year_before: Decimal | None

    @property
    def value(self) -> Decimal | None:
        """The figure itself; None for a rate of nothing."""
        return self.figure.value

    @property
    def is_nothing(self) -> bool:
        """Whether it is zero, and was so before as far as is known."""
        return not self.indicator.is_rate and not any((self.value, self.before, self.year_before))

    def number(self, value: Decimal) -> str:
        """A value with its unit word: 12 person-times, 94.6 %."""
        words = {"number": shown(value, is_rate=self.indicator.is_rate), "unit": self.indicator.unit_word}
        return pgettext("number and unit", "%(number)s %(unit)s") % words


@dataclass(frozen=True, slots=True)
class Beside:
    """What the figures of a report are compared with, in words; "" for nothing."""

    before: str
    year_before: str


def paragraphs_of(figures: Iterable[Told], beside: Beside) -> list[str]:
    """One paragraph of what was done, with each change in brackets, and one of what was not."""
    known = [told for told in figures if told.value is not None]
    done = [_clause(told, told.value, beside) for told in known if told.value is not None and not told.is_nothing]
    nothing = [str(told.indicator.label) for told in known if told.is_nothing]
    paragraphs = []
    if done:
        clauses = pgettext("between the clauses of a sentence", "; ").join(done)
        paragraphs.append(_("%(clauses)s.") % {"clauses": clauses})
    if nothing:
        paragraphs.append(_("None in the period: %(labels)s.") % {"labels": listed(nothing)})
    return paragraphs


def _clause(told: Told, value: Decimal, beside: Beside) -> str:
    label, number = told.indicator.label, told.number(value)
    known = [(told.before, beside.before), (told.year_before, beside.year_before)]
    changes = [_change(told, value - past, when) for past, when in known if past is not None and when]
    if not changes:
        return pgettext("figure", "%(label)s: %(number)s") % {"label": label, "number": number}
    words = {"label": label, "number": number, "changes": listed(changes)}
    return pgettext("figure", "%(label)s: %(number)s (%(changes)s)") % words


def _change(told: Told, difference: Decimal, when: str) -> str:
    """The change against another period; a rate changes by points."""
    if not difference:
        return _("as in %(when)s") % {"when": when}
    if told.indicator.is_rate:
        words = {"number": shown(abs(difference), is_rate=True), "when": when}
        up, down = _("%(number)s points above %(when)s"), _("%(number)s points below %(when)s")
    else:
        words = {"number": told.number(abs(difference)), "when": when}
        up, down = _("%(number)s more than in %(when)s"), _("%(number)s fewer than in %(when)s")
    return (up if difference > 0 else down) % words


def directions_of(figures: Sequence[Told], beside: Beside) -> str:
    """How many figures rose and fell against the period before; "" where none can be compared."""
    differences = [
        told.value - told.before for told in figures if told.value is not None and told.before is not None
    ]  # fmt: skip
    if not differences:
        return ""
    words = {
        "all": len(differences),
        "when": beside.before,
        "up": sum(difference > 0 for difference in differences),
        "down": sum(difference < 0 for difference in differences),
        "same": sum(not difference for difference in differences),
    }
    return (
        _("Of the %(all)s figures that can be compared with %(when)s, %(up)s rose, %(down)s fell and %(same)s stayed.")
        % words
    )
