"""What is asked for where missed duties of a day are taken note of."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.lists.filters import DayFilter, UnitFilterSet, unit_filter
from patrols.models import Duty

MOST_AT_ONCE = 200


class MissedFilter(UnitFilterSet):
    """Missed duties of one day, today unless the address names another, that nobody has taken note of."""

    on = DayFilter(label=_("Day"), field_name="on")
    unit = unit_filter()

    class Meta:
        model = Duty
        fields: list[str] = []

    @classmethod
    def asked_by(cls, request: HttpRequest, rows: Any) -> "MissedFilter":
        """As the address of a request asks."""
        asked = request.GET.copy()
        if not asked.get("on"):
            asked["on"] = timezone.localdate().isoformat()
        return cls(asked, queryset=rows.unacknowledged(), request=request)

    @property
    def day(self) -> date:
        """The day, once the filter is valid."""
        day: date = self.form.cleaned_data["on"]
        return day

    @property
    def list_url(self) -> str:
        """The list of the same duties."""
        unit, day = self.form.cleaned_data["unit"], self.day.isoformat()
        query = {"from": day, "to": day, "acknowledged": "0"} | ({"unit": unit.code} if unit else {})
        return f"{reverse('patrols:duties')}?{urlencode(query)}"

    def waiting(self) -> QuerySet[Duty]:
        """The first 200 of them, with point and window."""
        order = ("starts_at", "point__code", "pk")
        first = list(self.qs.order_by(*order).values_list("pk", flat=True)[:MOST_AT_ONCE])
        return Duty.objects.filter(pk__in=first).select_related("point", "window").order_by(*order)
