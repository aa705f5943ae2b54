"""What the list of property is filtered by."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.lists.filters import (
    SpanFilterSet,
    choice_filter,
    order_filter,
    text_filter,
    unit_filter,
)
from incidents.filters.rows import case_filter
from incidents.models import PropertyItem
from incidents.querysets import PropertyItemQuerySet
from schools.filters.schools import school_filter

DATED = {"recovered": "recovered_on", "returned": "returned_on"}
STATES: dict[str, dict[str, bool]] = {
    "out": {"recovered_on__isnull": True},
    "recovered": {"recovered_on__isnull": False},
    "held": {"recovered_on__isnull": False, "returned_on__isnull": True},
    "returned": {"returned_on__isnull": False},
}


class PropertyFilter(SpanFilterSet):
    """Items, by the day their case was reported on or, with `dated`, that of their recovery or return."""

    unit_path = "case__unit_id"
    span_path = "case__reported_at"
    q = text_filter(_("Words of the description"), method="with_words")
    unit = unit_filter()
    school = school_filter("case__school")
    case = case_filter("case")
    dated = choice_filter(
        _("Days are those of"),
        (("recovered", pgettext_lazy("property", "recovery")), ("returned", pgettext_lazy("property", "return"))),
        method="as_dated",
    )
    counted = choice_filter(_("Without cases withdrawn or not accepted"), (("1", _("Yes")),), method="is_counted")
    state = choice_filter(
        _("State"),
        (
            ("out", pgettext_lazy("property", "not recovered")),
            ("recovered", pgettext_lazy("property", "recovered")),
            ("held", pgettext_lazy("property", "recovered, not given back")),
            ("returned", pgettext_lazy("property", "given back")),
        ),
        method="in_state",
    )
    category = choice_filter(_("Kind of property"), PropertyItem.Category.choices)
    owner = choice_filter(_("Whose it is"), PropertyItem.Owner.choices)
    ordering = order_filter(
        _("Newest case first"), ("-value_cny", _("Dearest first")), ("-recovered_on", _("Last recovered first"))
    )

    class Meta(SpanFilterSet.Meta):
        model = PropertyItem
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As asked for; `dated` says which day of an item `from` and `to` are about."""
        self.span_path = DATED.get(self.form.cleaned_data.get("dated") or "", self.span_path)
        found: QuerySet[Any] = super().filter_queryset(queryset)
        return found

    def with_words(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in its description."""
        for word in words.split():
            rows = rows.filter(description__icontains=word)
        return rows

    def as_dated(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Only what has such a day at all."""
        return rows.filter(**{f"{DATED[value]}__isnull": False})

    def is_counted(self, rows: PropertyItemQuerySet, _name: str, _value: str) -> QuerySet[Any]:
        """What was not accepted or withdrawn was no case."""
        return rows.counted()

    def in_state(self, rows: QuerySet[Any], _name: str, state: str) -> QuerySet[Any]:
        """How far it is on its way back."""
        return rows.filter(**STATES[state])
