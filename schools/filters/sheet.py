"""What sheets and inspections are filtered by."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from campus_safety.lists.filters import (
    YES_NO,
    SpanFilterSet,
    choice_filter,
    order_filter,
    text_filter,
    unit_filter,
)
from campus_safety.rules.sheet import FOUR_KEYS, ITEMS
from schools.filters.schools import LevelsFilter, NameAndKindFilter, school_filter
from schools.models import Inspection, ItemResult, School

_ITEM_CHOICES = [(item.key, item.title) for item in ITEMS]
_BY = (("police", _("Police")), ("school", _("The school itself")))


class SheetFilter(NameAndKindFilter):
    """Schools by name, kind, and the item that they fail."""

    fails = choice_filter(_("Fails at"), _ITEM_CHOICES, method="failing")
    four = choice_filter(_("All four 100 %"), YES_NO, method="all_four")
    ordering = order_filter(_("By name"), ("-pupils", _("Most pupils first")))

    class Meta:
        model = School
        fields: list[str] = []

    def failing(self, rows: QuerySet[Any], _name: str, item: str) -> QuerySet[Any]:
        """Where police last found this item wrong."""
        return rows.filter(pk__in=_standing(ItemResult.Outcome.FAIL).filter(item=item).values("school_id"))

    def all_four(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Where all of the four 100 % pass, or where not."""
        for key in FOUR_KEYS if value == "1" else ():
            rows = rows.filter(pk__in=_standing(ItemResult.Outcome.PASS).filter(item=key).values("school_id"))
        if value == "1":
            return rows
        return rows.exclude(pk__in=self.all_four(School.objects.all(), "", "1").values("pk"))


def _standing(outcome: str) -> QuerySet[ItemResult]:
    return ItemResult.objects.filter(by_school=False, is_current=True, outcome=outcome)


class InspectionFilter(SpanFilterSet):
    """Inspections, by the day they were finished on; without days the open ones are among them."""

    span_path = "finished_at"
    q = text_filter(_("Name of the school"), method="of_schools_named")
    unit = unit_filter()
    school = school_filter("school")
    level = LevelsFilter("school")
    by = choice_filter(_("Made by"), _BY, method="made_by")
    answer = choice_filter(
        _("Answer of the school"),
        [("none", _("none yet")), *Inspection.Answer.choices, ("unsettled", _("objection without a reply"))],
        method="answered",
    )
    state = choice_filter(_("State"), (("open", _("Still open")), ("finished", _("Finished"))), method="in_state")
    ordering = order_filter(_("Newest first"), ("started_at", _("Oldest first")), ("-failed", _("Most faults first")))

    class Meta(SpanFilterSet.Meta):
        model = Inspection
        fields: list[str] = []

    def of_schools_named(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """At schools with every one of the words in the name."""
        return rows.filter(school__in=School.objects.named(words).values("pk"))

    def made_by(self, rows: QuerySet[Any], _name: str, who: str) -> QuerySet[Any]:
        """By police, or by the school for itself."""
        return rows.filter(by_school=who == "school")

    def answered(self, rows: Any, _name: str, answer: str) -> QuerySet[Any]:
        """As the school answered, or not answered yet."""
        waiting: dict[str, QuerySet[Any]] = {"none": rows.awaiting_answer(), "unsettled": rows.awaiting_reply()}
        return waiting[answer] if answer in waiting else rows.filter(answer=answer)

    def in_state(self, rows: QuerySet[Any], _name: str, state: str) -> QuerySet[Any]:
        """Open, or finished."""
        return rows.filter(finished_at__isnull=state == "open")
