"""Premises round the schools over the API, to read."""

from typing import TYPE_CHECKING, Any

import django_filters
from django.utils import timezone
from django_filters.rest_framework import FilterSet
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from campus_safety.accounts.permissions import signed_in
from campus_safety.api.filters import ChoicesFilter, CodeFilter, DayFilter, IdFilter, Ordering, TruthFilter
from campus_safety.api.permissions import ForPolice
from campus_safety.audit.trail import note_reading
from schools.models import Premises, School
from schools.serializers import PremisesSerializer
from schools.surroundings import NEAR_M, premises_within

if TYPE_CHECKING:
    from schools.querysets import PremisesQuerySet


class PremisesFilters(FilterSet):
    """By unit, kind, words of name and address, days of checks, and a school within 500 m."""

    name = django_filters.CharFilter(method="by_name")
    unit = CodeFilter("unit__code")
    kind = ChoicesFilter("kind", choices=Premises.Kind.choices)
    is_open = TruthFilter("is_open")
    is_overdue = TruthFilter(method="by_overdue")
    schools = IdFilter(method="by_school")
    last_check_on_from = DayFilter("last_check_on", lookup_expr="gte")
    last_check_on_to = DayFilter("last_check_on", lookup_expr="lte")
    next_check_on_from = DayFilter("next_check_on", lookup_expr="gte")
    next_check_on_to = DayFilter("next_check_on", lookup_expr="lte")
    ordering = Ordering(
        fields={
            "pk": "id",
            "name": "name",
            "kind": "kind",
            "unit__code": "unit",
            "last_check_on": "last_check_on",
            "next_check_on": "next_check_on",
        }
    )

    def by_name(self, premises: "PremisesQuerySet", name: str, words: str) -> "PremisesQuerySet":
        """Those whose name or address holds every word."""
        return premises.named(words)

    def by_overdue(self, premises: "PremisesQuerySet", name: str, value: bool) -> "PremisesQuerySet":
        """Those whose next check should have been made before today, or the others."""
        late = Premises.objects.overdue(timezone.localdate()).values("pk")
        return premises.filter(pk__in=late) if value else premises.exclude(pk__in=late)

    def by_school(self, premises: "PremisesQuerySet", name: str, pk: int) -> "PremisesQuerySet":
        """Those within 500 m of an open school that the user sees."""
        school = School.objects.visible_to(signed_in(self.request)).filter(pk=pk, is_open=True).first()
        if school is None:
            return premises.none()
        return premises.filter(pk__in=[site.pk for site in premises_within(school, NEAR_M, among=premises)])


class PremisesViewSet(ReadOnlyModelViewSet[Premises]):
    """Premises of the user's units: a contact is a person, so they are for police only."""

    permission_classes = (ForPolice,)
    lookup_value_converter = "int"
    queryset = Premises.objects.none()
    serializer_class = PremisesSerializer
    filterset_class = PremisesFilters

    def get_queryset(self) -> "PremisesQuerySet":
        """What the user may see."""
        return Premises.objects.visible_to(signed_in(self.request)).select_related("unit").order_by("pk")

    def list(self, request: Request) -> Response:
        """The premises that the user may see, with their contacts: reading them leaves a trace."""
        note_reading(by=signed_in(request), where=request.get_full_path())
        return super().list(request)

    def retrieve(self, request: Request, **lookup: Any) -> Response:
        """One site."""
        note_reading(by=signed_in(request), where=request.get_full_path())
        return super().retrieve(request)
