"""What the actions on cases are filtered by."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.lists.filters import SpanFilterSet, choice_filter, order_filter, text_filter, unit_filter
from incidents.filters.rows import case_filter, year_and_serial
from incidents.models import CaseAction
from patrols.filters.rows import officer_filter


class CaseActionFilter(SpanFilterSet):
    """Actions, by the day they began on: the totals over a month are the hours of the month."""

    span_path = "started_at"
    q = text_filter(_("Result or case number"), method="with_words")
    unit = unit_filter()
    kind = choice_filter(pgettext_lazy("case action", "Kind"), CaseAction.Kind.choices)
    case = case_filter("cases")
    officer = officer_filter("officers")
    ordering = order_filter(_("Newest first"), ("started_at", _("Oldest first")), ("-hours", _("Most hours first")))

    class Meta(SpanFilterSet.Meta):
        model = CaseAction
        fields: list[str] = []

    def with_words(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in its result, or as the number of one of its cases."""
        for word in words.split():
            said = Q(result__icontains=word)
            if number := year_and_serial(word):
                year, serial = number
                numbered = CaseAction.objects.filter(cases__year=year, cases__serial=serial)
                said |= Q(pk__in=numbered.values("pk"))
            rows = rows.filter(said)
        return rows
