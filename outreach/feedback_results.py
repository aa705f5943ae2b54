"""What a round of feedback says, once it is over: averages and words, as far as they may be shown (feedback_slices)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from hmac import digest
from typing import Any

from django.db.models import Count, QuerySet, Sum

from campus_safety.local_days import local_day
from campus_safety.statistics.periods import Period
from outreach.feedback_slices import LEAST_ANSWERS, WHOLE, Cell, Slice, shown_slices, slices_of
from outreach.models import FeedbackAnswer, FeedbackRound
from outreach.models.feedback import SCORES
from outreach.querysets import FeedbackRoundQuerySet

TENTH = Decimal("0.1")
SATISFIED = 4  # on the whole: 4 or 5 of 5


@dataclass(frozen=True, slots=True)
class Result:
    """What a slice says: the number of its answers, and its averages by score (1 to 5), to a tenth; None: not shown."""

    answers: int
    averages: Mapping[str, Decimal] | None


@dataclass(frozen=True, slots=True)
class Words:
    """Texts of one group of five answers or more, in no order that tells anything.

    `of` is the form that the group answered; with None as audience the smaller forms of the school together, with None
    as school too those of the schools that are not shown.
    """

    of: Slice
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a round by slice, and the words."""

    by_slice: Mapping[Slice, Result]
    words: Sequence[Words]

    def of(self, wanted: Slice) -> Result:
        """What a slice says; one that nobody answered has no answers and no averages."""
        return self.by_slice.get(wanted, Result(0, None))


def mean_of(total: int, answers: int) -> Decimal:
    """The average of scores that add up to a total, to a tenth."""
    return (Decimal(total) / answers).quantize(TENTH, ROUND_HALF_UP)


def results_of(asked: FeedbackRound, *, today: date) -> Results | None:
    """The results of a round; None before its last day is over. Two queries."""
    if not asked.is_closed(today):
        return None
    sums = _sums(asked)
    shown = shown_slices({cell: numbers["answers"] for cell, numbers in sums.items()})
    totals: defaultdict[Slice, Counter[str]] = defaultdict(Counter)
    for cell, numbers in sums.items():
        for each in slices_of(cell):
            totals[each].update(numbers)
    by_slice = {each: _result(numbers, is_shown=each in shown) for each, numbers in totals.items()}
    return Results(by_slice, list(_words(asked, shown)) if WHOLE in shown else [])


def counted_answers(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """The answers to the units' rounds that ended in the period and are over at `at`, as far as they count."""
    ended = FeedbackRound.objects.filter(
        unit_id__in=unit_ids, last_day__gte=period.first_day, last_day__lte=period.last_day
    )
    return answers_that_count(ended, local_day(at))


def answers_that_count(rounds: FeedbackRoundQuerySet, today: date) -> QuerySet[Any]:
    """The answers to those of the rounds that are over.

    A round of fewer than five answers counts nowhere: else it could be told from the figures of two units, or months.
    """
    over = rounds.closed(today).order_by().annotate(number=Count("answers"))
    return FeedbackAnswer.objects.filter(round__in=over.filter(number__gte=LEAST_ANSWERS).values("pk"))


def _sums(asked: FeedbackRound) -> dict[Cell, dict[str, int]]:
    rows = FeedbackAnswer.objects.filter(round=asked).order_by().values_list("form__school_id", "form__audience")
    sums = rows.annotate(Count("pk"), *(Sum(score) for score in SCORES))
    return {
        (school, audience): dict(zip(("answers", *SCORES), numbers, strict=True)) for school, audience, *numbers in sums
    }


def _result(numbers: Mapping[str, int], *, is_shown: bool) -> Result:
    answers = numbers["answers"]
    return Result(answers, {score: mean_of(numbers[score], answers) for score in SCORES} if is_shown else None)


def _words(asked: FeedbackRound, shown: Collection[Slice]) -> Iterator[Words]:
    """Each text once: with its form if that is shown, else with its school's others, else with the other schools'."""
    rows = FeedbackAnswer.objects.filter(round=asked).exclude(text="")
    groups: defaultdict[Slice, list[tuple[bytes, str]]] = defaultdict(list)
    for pk, school, audience, text in rows.values_list("pk", "form__school_id", "form__audience", "text"):
        group = next(each for each in ((school, audience), (school, None), WHOLE) if each in shown)
        groups[group].append((digest(asked.secret.encode(), f"{pk}".encode(), sha256), text))
    for group, texts in groups.items():
        yield Words(group, [text for _place, text in sorted(texts)])
