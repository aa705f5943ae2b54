"""Patrol points, to read."""

import django_filters
from django.db import models
from django_filters.rest_framework import FilterSet
from rest_framework.viewsets import ReadOnlyModelViewSet

from campus_safety.accounts.permissions import signed_in
from campus_safety.api.filters import CodeFilter, DayFilter, IdFilter, NumberFilter, Ordering, TruthFilter
from campus_safety.api.permissions import ForPoliceAndPrincipals
from patrols.models import PatrolPoint
from patrols.serializers.points import PatrolPointSerializer


class PatrolPointFilters(FilterSet):
    """By code, name, unit, school, batch, and whether in force or published."""

    code = CodeFilter("code")
    name = django_filters.CharFilter("name", lookup_expr="icontains")
    unit = CodeFilter("unit__code")
    school = IdFilter("schools")
    batch = NumberFilter("batch")
    is_published = TruthFilter("is_published")
    in_force_on = DayFilter(method="by_day")
    ordering = Ordering(fields={"pk": "id", "code": "code", "name": "name", "unit__code": "unit", "batch": "batch"})

    def by_day(self, points: "models.QuerySet[PatrolPoint]", name: str, day: object) -> "models.QuerySet[PatrolPoint]":
        """Those in force on a day."""
        return points.filter(in_force_from__lte=day).exclude(in_force_until__lt=day)


class PatrolPointViewSet(ReadOnlyModelViewSet[PatrolPoint]):
    """Patrol points: for police those of their units, for a principal those of the own school."""

    permission_classes = (ForPoliceAndPrincipals,)
    lookup_value_converter = "int"
    queryset = PatrolPoint.objects.none()
    serializer_class = PatrolPointSerializer
    filterset_class = PatrolPointFilters

    def get_queryset(self) -> "models.QuerySet[PatrolPoint]":
        """What the user may see."""
        points = PatrolPoint.objects.visible_to(signed_in(self.request))
        return points.select_related("unit").prefetch_related("schools").order_by("code")
