"""Hazards and inspections over the API, to read."""

from django.db import models
from django.utils import timezone
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
from campus_safety.api.permissions import ForPoliceAndPrincipals
from schools.models import Hazard, Inspection
from schools.serializers import HazardSerializer, InspectionSerializer
from schools.states import HazardState


class HazardFilters(FilterSet):
    """By unit, school, premises, state, severity, owner, source, deadline and the moments of its life."""

    unit = CodeFilter("unit__code")
    school = IdFilter("school")
    premises = IdFilter("premises")
    state = ChoicesFilter("state", choices=HazardState.choices)
    severity = ChoicesFilter("severity", choices=Hazard.Severity.choices)
    owner = ChoicesFilter("owner", choices=Hazard.Owner.choices)
    source = ChoicesFilter("source", choices=Hazard.Source.choices)
    is_overdue = TruthFilter(method="by_overdue")
    due_on_from = DayFilter("due_on", lookup_expr="gte")
    due_on_to = DayFilter("due_on", lookup_expr="lte")
    found_at_from = MomentFilter("found_at", lookup_expr="gte")
    found_at_to = MomentFilter("found_at", lookup_expr="lt")
    verified_at_from = MomentFilter("verified_at", lookup_expr="gte")
    verified_at_to = MomentFilter("verified_at", lookup_expr="lt")
    ordering = Ordering(fields={"pk": "id", "found_at": "found_at", "due_on": "due_on", "verified_at": "verified_at"})

    def by_overdue(self, hazards: "models.QuerySet[Hazard]", name: str, value: bool) -> "models.QuerySet[Hazard]":
        """Those that should have been put right before today, or the others."""
        late = Hazard.objects.overdue(timezone.localdate()).values("pk")
        return hazards.filter(pk__in=late) if value else hazards.exclude(pk__in=late)


class HazardViewSet(ReadOnlyModelViewSet[Hazard]):
    """Hazards: for police those of their units, for a principal those of the own school."""

    permission_classes = (ForPoliceAndPrincipals,)
    lookup_value_converter = "int"
    queryset = Hazard.objects.none()
    serializer_class = HazardSerializer
    filterset_class = HazardFilters

    def get_queryset(self) -> "models.QuerySet[Hazard]":
        """What the user may see."""
        return Hazard.objects.visible_to(signed_in(self.request)).select_related("unit", "officer").order_by("pk")


class InspectionFilters(FilterSet):
    """By unit, school, who made it, how it was answered, and when it was begun and finished."""

    unit = CodeFilter("unit__code")
    school = IdFilter("school")
    by_school = TruthFilter("by_school")
    answer = ChoicesFilter("answer", choices=Inspection.Answer.choices)
    started_at_from = MomentFilter("started_at", lookup_expr="gte")
    started_at_to = MomentFilter("started_at", lookup_expr="lt")
    finished_at_from = MomentFilter("finished_at", lookup_expr="gte")
    finished_at_to = MomentFilter("finished_at", lookup_expr="lt")
    ordering = Ordering(fields={"pk": "id", "started_at": "started_at", "finished_at": "finished_at"})


class InspectionViewSet(ReadOnlyModelViewSet[Inspection]):
    """Inspections and self-checks: for police those of their units, for a principal those of the own school."""

    permission_classes = (ForPoliceAndPrincipals,)
    lookup_value_converter = "int"
    queryset = Inspection.objects.none()
    serializer_class = InspectionSerializer
    filterset_class = InspectionFilters

    def get_queryset(self) -> "models.QuerySet[Inspection]":
        """What the user may see, with the results."""
        seen = Inspection.objects.visible_to(signed_in(self.request)).select_related("unit")
        return seen.prefetch_related("results").order_by("pk")
