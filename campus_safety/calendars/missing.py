"""What the calendar does not know yet, and who is to enter it."""

from collections.abc import Collection
from datetime import date, timedelta

from campus_safety.accounts.models import Unit
from campus_safety.calendars.models import KnownYear, Span
from campus_safety.calendars.national import library_knows

# The State Council announces the make-up days of a year in the November before.
ANNOUNCED_IN = 11
# A term that is entered reaches so far ahead, or the next one is missing.
TERM_AHEAD = timedelta(days=30)


def unknown_years(years: Collection[int]) -> list[int]:
    """Those of the years whose make-up days neither a library nor an administrator knows. One query at most."""
    doubtful = [year for year in sorted(years) if not library_knows(year)]
    noted = set(KnownYear.objects.filter(year__in=doubtful).values_list("year", flat=True)) if doubtful else set()
    return [year for year in doubtful if year not in noted]


def years_to_know(on: date) -> list[int]:
    """The years whose make-up days should be known by a day: its own, and from November the next."""
    return [on.year, on.year + 1] if on.month >= ANNOUNCED_IN else [on.year]


def lacks_term(unit: Unit, on: date) -> bool:
    """Whether no term is entered that holds a month from a day on, or begins later: the next one is missing."""
    above = Unit.objects.at_or_above(unit).values("pk")
    terms = Span.objects.filter(unit_id__in=above, kind=Span.Kind.TERM)
    return not terms.filter(last_day__gte=on + TERM_AHEAD).exists()
