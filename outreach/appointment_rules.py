"""What the rules of its first day say of an appointment: blocked, warned of, or advised against, each with its source.

Order 52 binds schools. Kindergartens follow it by reference, which is a guide: at a kindergarten its rules advise and
never block, except that nobody who serves a bound school serves more schools in all than one may.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from campus_safety.levels import Level
from campus_safety.rules.catalogue import EIGHT_MEASURES_FROM, ORDER_52_FROM
from campus_safety.rules.rule import SCHOOLS, Rule
from outreach.findings import TERM, TRAINING, Finding, Weight, rule_of
from outreach.models import Appointment

# What can be warned of, and accepted.
CAN_BE_ACCEPTED = (TERM, TRAINING)


@dataclass(frozen=True, slots=True)
class Place:
    """Another appointment of the officer: where, and from which day to which it holds."""

    school_id: int
    levels: frozenset[str]
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules look at. `age` is None unless the officer has retired.

    `places` are the officer's other appointments that share a day with the term, `colleagues` how many others are
    appointed at the school on its first day.
    """

    school_id: int
    levels: frozenset[str]
    first_day: date
    last_day: date
    trained_hours: int
    age: int | None = None
    had_retired_term: bool = False
    places: tuple[Place, ...] = ()
    colleagues: int = 0


def title_for(levels: Collection[str], on: date) -> str:
    """The title of somebody appointed on a day at a school of these levels: 法制… until April 2022, 法治… since.

    Before the eight measures of 2005 it is a tutor (法制辅导员). At a kindergarten the title is that of a 副园长.
    """
    if on < EIGHT_MEASURES_FROM:
        return Appointment.Title.TUTOR
    is_kindergarten = set(levels) == {Level.KINDERGARTEN}
    if on < ORDER_52_FROM:
        return Appointment.Title.LEGAL_KINDERGARTEN if is_kindergarten else Appointment.Title.LEGAL_SCHOOL
    return Appointment.Title.LAW_KINDERGARTEN if is_kindergarten else Appointment.Title.LAW_SCHOOL


def findings(facts: Facts) -> list[Finding]:
    """What the rules in force on the first day say; nothing where they are kept. No query."""
    parts = (_of_places, _of_retirement, _of_term, _of_training, _of_number, _of_kindergarten)
    return [finding for part in parts for finding in part(facts)]


def is_bound(levels: Collection[str]) -> bool:
    """Whether Order 52 binds a school of these levels; a kindergarten alone follows it by reference."""
    return not SCHOOLS.isdisjoint(levels)


def _found(facts: Facts, law: Rule, weight: Weight, field: str, words: str, *, binds: bool) -> Iterator[Finding]:
    """A finding with the weight of a rule that binds; else what the guide for kindergartens makes of it, if any."""
    if binds:
        yield Finding(law, weight, field, words)
    elif rule_of("vice_principal_kindergartens", facts.first_day):
        yield Finding(law, Weight.ADVISED, field, words)


def _of_places(facts: Facts) -> Iterator[Finding]:
    law = rule_of("vice_principal_schools", facts.last_day)
    if law is None or law.value is None:
        return
    # Of a term that began before the rule, the days since it is in force are judged by it.
    first_day = max(facts.first_day, law.in_force_from or facts.first_day)
    begins = {first_day, *(place.first_day for place in facts.places if place.first_day > first_day)}
    at_once = [_served_on(facts, day) for day in sorted(begins)]
    too_many = [served for served in at_once if len(served) > law.value]
    if not too_many:
        return
    words = _("With this school the officer serves %(number)s at once; one person serves at most %(most)s.")
    words %= {"number": max(len(served) for served in too_many), "most": law.value}
    binds = any(is_bound(levels) for served in too_many for levels in served)
    yield from _found(facts, law, Weight.BLOCKED, "officer", words, binds=binds)


def _served_on(facts: Facts, day: date) -> list[frozenset[str]]:
    """The levels of each school that the officer serves on a day of the term."""
    served = {place.school_id: place.levels for place in facts.places if place.first_day <= day <= place.last_day}
    return list((served | {facts.school_id: facts.levels}).values())


def _of_retirement(facts: Facts) -> Iterator[Finding]:
    binds, limit = is_bound(facts.levels), rule_of("vice_principal_age", facts.first_day)
    if limit and facts.age is not None and facts.age > (limit.value or 0):
        words = _("Whoever has retired is %(most)s at most on the first day.") % {"most": limit.value}
        yield from _found(facts, limit, Weight.BLOCKED, "age", words, binds=binds)
    once = rule_of("vice_principal_retired_terms", facts.first_day)
    if once and facts.age is not None and facts.had_retired_term:
        words = _("Whoever has retired serves one term, and this officer has served it.")
        yield from _found(facts, once, Weight.BLOCKED, "officer", words, binds=binds)


def _of_term(facts: Facts) -> Iterator[Finding]:
    law = rule_of(TERM, facts.first_day)
    if law and law.value and facts.last_day > last_day_of_term(facts.first_day, law.value):
        words = _("The term is longer than %(most)s years.") % {"most": law.value}
        yield from _found(facts, law, Weight.WARNED, "ends_on", words, binds=is_bound(facts.levels))


def _of_training(facts: Facts) -> Iterator[Finding]:
    law = rule_of(TRAINING, facts.first_day)
    if law and law.value and facts.trained_hours < law.value:
        words = _("Fewer than %(least)s hours of training before the appointment.") % {"least": law.value}
        yield from _found(facts, law, Weight.WARNED, "trained_hours", words, binds=is_bound(facts.levels))


def _of_number(facts: Facts) -> Iterator[Finding]:
    law = rule_of("vice_principal_most", facts.first_day)
    if law and law.value and facts.colleagues + 1 > law.value:
        words = _("With this one the school has more than %(most)s.") % {"most": law.value}
        yield Finding(law, Weight.ADVISED, "school", words)


def _of_kindergarten(facts: Facts) -> Iterator[Finding]:
    law = rule_of("vice_principal_kindergartens", facts.first_day)
    if law and not is_bound(facts.levels):
        yield Finding(law, Weight.ADVISED, "school", _("At kindergartens the order is a guide, and binds nobody."))


def last_day_of_term(first_day: date, years: int) -> date:
    """The last day of a term of so many years; one that begins on 29 February ends on the 28th."""
    try:
        next_first = first_day.replace(year=first_day.year + years)
    except ValueError:
        next_first = date(first_day.year + years, 3, 1)
    return next_first - timedelta(days=1)
