"""Rounds of feedback as a list shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.db.models import Count, Q, QuerySet, Sum

from campus_safety.statistics.counting import percent
from outreach.feedback_results import SATISFIED, answers_that_count, mean_of
from outreach.feedback_slices import LEAST_ANSWERS
from outreach.models import FeedbackAnswer, FeedbackForm, FeedbackRound
from outreach.querysets import FeedbackRoundQuerySet
from outreach.states.feedback import Stage
from schools.models import School


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round, how it stands, how many schools are asked and how many answers there are.

    `overall` is the average on the whole (1 to 5); None as long as it may not be shown.
    """

    asked: FeedbackRound
    stage: Stage
    schools: int
    answers: int
    overall: Decimal | None


def round_rows(rounds: Sequence[FeedbackRound], today: date) -> list[RoundRow]:
    """The rows of rounds as police see them. Two queries."""
    forms = FeedbackForm.objects.filter(round__in=rounds).order_by().values_list("round")
    schools = dict(forms.annotate(Count("school", distinct=True)))
    answers = FeedbackAnswer.objects.filter(round__in=rounds).order_by().values_list("round")
    said = {asked: (number, total) for asked, number, total in answers.annotate(Count("pk"), Sum("overall"))}
    return [_row(asked, today, schools.get(asked.pk, 0), *said.get(asked.pk, (0, 0))) for asked in rounds]


@dataclass(frozen=True, slots=True)
class RoundTotals:
    """Of the rounds that are over and had answers enough: how many answers there are, and how many are satisfied."""

    answers: int
    satisfied: int

    @property
    def satisfaction(self) -> Decimal | None:
        """The satisfied ones in percent, to a tenth; None where there is no answer."""
        return percent(self.satisfied, self.answers)


def round_totals(rounds: QuerySet[Any], today: date) -> RoundTotals:
    """What rounds come to. One query."""
    counted = answers_that_count(cast("FeedbackRoundQuerySet", rounds), today)
    return RoundTotals(
        **counted.aggregate(answers=Count("pk"), satisfied=Count("pk", filter=Q(overall__gte=SATISFIED)))
    )


def own_round_rows(rounds: Sequence[FeedbackRound], school: School, today: date) -> list[RoundRow]:
    """The rows of rounds as the principal of a school sees them, with its own answers. One query."""
    answers = FeedbackAnswer.objects.filter(form__school=school, round__in=rounds).order_by().values_list("round")
    numbers = dict(answers.annotate(Count("pk")))
    return [RoundRow(asked, asked.stage_on(today), 1, numbers.get(asked.pk, 0), None) for asked in rounds]


def _row(asked: FeedbackRound, today: date, schools: int, answers: int, total: int) -> RoundRow:
    is_shown = asked.is_closed(today) and answers >= LEAST_ANSWERS
    overall = mean_of(total, answers) if is_shown else None
    return RoundRow(asked, asked.stage_on(today), schools, answers, overall)
