"""What is done on cases and what was stolen, to read: for police alone."""

from django.db import models
from django_filters.rest_framework import FilterSet
from rest_framework.viewsets import ReadOnlyModelViewSet

from campus_safety.accounts.permissions import signed_in
from campus_safety.api.filters import (
    ChoicesFilter,
    CodeFilter,
    DayFilter,
    IdFilter,
    MomentFilter,
    Ordering,
    TruthFilter,
)
from campus_safety.api.permissions import HiddenArea
from incidents.api.months import MomentsMonthFilter
from incidents.models import Case, CaseAction, PropertyItem
from incidents.permissions import reads_cases
from incidents.serializers import CaseActionSerializer, PropertyItemSerializer


class PoliceArea(HiddenArea):
    """Police of a station or above."""

    predicates = (reads_cases,)


class CaseActionFilters(FilterSet):
    """By unit, case, kind, officer, and month or span of the start."""

    unit = CodeFilter("unit__code")
    cases = IdFilter("cases")
    officers = CodeFilter("officers__username")
    kind = ChoicesFilter("kind", choices=CaseAction.Kind.choices)
    month = MomentsMonthFilter("started_at")
    started_at_from = MomentFilter("started_at", lookup_expr="gte")
    started_at_to = MomentFilter("started_at", lookup_expr="lt")
    ordering = Ordering(fields={"pk": "id", "started_at": "started_at", "ended_at": "ended_at", "hours": "hours"})


class CaseActionViewSet(ReadOnlyModelViewSet[CaseAction]):
    """Actions on cases of the user's units. One action may serve several cases; its hours count once."""

    permission_classes = (PoliceArea,)
    lookup_value_converter = "int"
    queryset = CaseAction.objects.none()
    serializer_class = CaseActionSerializer
    filterset_class = CaseActionFilters

    def get_queryset(self) -> "models.QuerySet[CaseAction]":
        """What the user may see."""
        actions = CaseAction.objects.visible_to(signed_in(self.request)).select_related("unit")
        cases = models.Prefetch("cases", Case.objects.only("pk").order_by("pk"))
        return actions.prefetch_related(cases, "officers").order_by("-started_at", "-pk")


class PropertyItemFilters(FilterSet):
    """By case, its unit, kind, owner, and whether and when recovered and given back."""

    unit = CodeFilter("case__unit__code")
    case = IdFilter("case")
    category = ChoicesFilter("category", choices=PropertyItem.Category.choices)
    owner = ChoicesFilter("owner", choices=PropertyItem.Owner.choices)
    is_recovered = TruthFilter("recovered_on", lookup_expr="isnull", exclude=True)
    is_returned = TruthFilter("returned_on", lookup_expr="isnull", exclude=True)
    recovered_on_from = DayFilter("recovered_on", lookup_expr="gte")
    recovered_on_to = DayFilter("recovered_on", lookup_expr="lte")
    returned_on_from = DayFilter("returned_on", lookup_expr="gte")
    returned_on_to = DayFilter("returned_on", lookup_expr="lte")
    ordering = Ordering(
        fields={
            "pk": "id",
            "value_cny": "value_cny",
            "recovered_on": "recovered_on",
            "returned_on": "returned_on",
        }
    )


class PropertyItemViewSet(ReadOnlyModelViewSet[PropertyItem]):
    """Property that was lost in cases of the user's units, recovered or not."""

    permission_classes = (PoliceArea,)
    lookup_value_converter = "int"
    queryset = PropertyItem.objects.none()
    serializer_class = PropertyItemSerializer
    filterset_class = PropertyItemFilters

    def get_queryset(self) -> "models.QuerySet[PropertyItem]":
        """What the user may see."""
        return PropertyItem.objects.visible_to(signed_in(self.request)).order_by("pk")
