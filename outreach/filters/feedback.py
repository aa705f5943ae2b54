"""What rounds of feedback are filtered by; the days are those of their ends, for then they count."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.lists.filters import SpanFilterSet, choice_filter, order_filter, text_filter, unit_filter
from outreach.models import FeedbackForm, FeedbackRound
from outreach.querysets import FeedbackRoundQuerySet
from outreach.states.feedback import Stage
from schools.filters.schools import school_filter
from schools.models import School


class OwnRoundFilter(SpanFilterSet):
    """Rounds that a principal's school is asked in."""

    q = text_filter(_("Words of the title"), method="with_words")
    stage = choice_filter(_("State"), Stage.choices, method="at_stage")

    class Meta(SpanFilterSet.Meta):
        model = FeedbackRound
        fields: list[str] = []

    def since(self, rows: QuerySet[Any], _name: str, day: date) -> QuerySet[Any]:
        """With their last day on this day or later."""
        return rows.filter(last_day__gte=day)

    def until(self, rows: QuerySet[Any], _name: str, day: date) -> QuerySet[Any]:
        """With their last day on this day or earlier."""
        return rows.filter(last_day__lte=day)

    def with_words(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in the title."""
        for word in words.split():
            rows = rows.filter(title__icontains=word)
        return rows

    def at_stage(self, rows: FeedbackRoundQuerySet, _name: str, stage: str) -> QuerySet[Any]:
        """To come, open or over today."""
        today = timezone.localdate()
        found = {Stage.TO_COME: rows.not_begun, Stage.OPEN: rows.open_on, Stage.OVER: rows.closed}
        return found[Stage(stage)](today)


class RoundFilter(OwnRoundFilter):
    """Rounds of the user's units."""

    unit = unit_filter()
    school = school_filter("forms__school", method="with_school")
    ordering = order_filter(_("Newest first"), ("first_day", _("Oldest first")))

    def with_school(self, rows: QuerySet[Any], _name: str, school: School) -> QuerySet[Any]:
        """In which this school is asked."""
        return rows.filter(pk__in=FeedbackForm.objects.filter(school=school).values("round_id"))
