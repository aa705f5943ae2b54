"""What the premises are filtered by."""

from typing import Any

from django.db.models import F, OrderBy, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.lists.filters import (
    YES_NO,
    UnitFilterSet,
    choice_filter,
    order_filter,
    text_filter,
    unit_filter,
)
from schools.filters.schools import school_filter
from schools.models import Premises, School
from schools.querysets import PremisesQuerySet
from schools.surroundings import flagged_ids, premises_within, reach_m


class PremisesFilter(UnitFilterSet):
    """Premises by name, kind, state, and the school that they are near."""

    q = text_filter(_("Name or address"), method="named")
    unit = unit_filter()
    kind = choice_filter(_("Kind"), Premises.Kind.choices)
    open = choice_filter(pgettext_lazy("of premises", "In operation"), YES_NO, method="is_open")
    overdue = choice_filter(_("Check overdue"), YES_NO, method="is_overdue")
    flagged = choice_filter(_("Breaks a rule, or to be looked at"), YES_NO, method="is_flagged")
    near = school_filter("near", label=_("Near the school"), method="is_near")
    ordering = order_filter(
        _("By next check"), ("name", _("By name")), ("-last_check_on", _("Checked last")),
        ("last_check_on", _("Not checked for longest")),
    )  # fmt: skip

    class Meta:
        model = Premises
        fields: list[str] = []

    def named(self, rows: Any, _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in name or address."""
        found: QuerySet[Any] = rows.named(words)
        return found

    def is_open(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """In operation, or closed."""
        return rows.filter(is_open=value == "1")

    def is_overdue(self, rows: Any, _name: str, value: str) -> QuerySet[Any]:
        """To be checked before today, or not."""
        late = Premises.objects.overdue(timezone.localdate()).values("pk")
        found: QuerySet[Any] = rows.filter(pk__in=late) if value == "1" else rows.exclude(pk__in=late)
        return found

    def is_flagged(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Nearer to a school than a rule lets them be, or not."""
        flagged = flagged_ids(self.user.unit_ids, on=timezone.localdate())
        return rows.filter(pk__in=flagged) if value == "1" else rows.exclude(pk__in=flagged)

    def is_near(self, rows: PremisesQuerySet, _name: str, school: School) -> QuerySet[Any]:
        """Within the surroundings of a school."""
        near = premises_within(school, reach_m(timezone.localdate()), among=rows)
        return rows.filter(pk__in=[site.pk for site in near])

    def in_order(self, rows: QuerySet[Any], _name: str, order: str) -> QuerySet[Any]:
        """In this order; those never checked come first where the longest unchecked do, else last."""
        field = F(order.removeprefix("-"))
        by: OrderBy = field.desc(nulls_last=True) if order.startswith("-") else field.asc(nulls_first=True)
        return rows.order_by(by, "-pk")
