"""Who is asked at which school. Students answer for themselves where their school has them of the age to do so."""

from collections.abc import Collection

from campus_safety.levels import Level
from outreach.models import FeedbackForm

# Where students are 14 or older, or become so: below it a guardian must consent (see the rule `consent_age`).
OF_AGE: frozenset[str] = frozenset({Level.MIDDLE, Level.HIGH, Level.VOCATIONAL})


def asks_students(levels: Collection[str]) -> bool:
    """Whether a school of these levels has students who may answer without their guardians."""
    return not OF_AGE.isdisjoint(levels)


def audiences_at(levels: Collection[str], wanted: Collection[str]) -> list[str]:
    """Those of the wanted audiences that a school of these levels has, in their own order."""
    without = set() if asks_students(levels) else {FeedbackForm.Audience.STUDENTS}
    return [audience for audience in FeedbackForm.Audience.values if audience in wanted and audience not in without]
