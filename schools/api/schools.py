"""Schools over the API, to read."""

import django_filters
from django.db import models
from django_filters.rest_framework import FilterSet
from rest_framework.viewsets import ReadOnlyModelViewSet

from campus_safety.accounts.permissions import signed_in
from campus_safety.api.filters import ChoicesFilter, CodeFilter, Ordering, TruthFilter
from campus_safety.api.permissions import ForPoliceAndPrincipals
from campus_safety.levels import Level
from schools.models import School
from schools.serializers import SchoolSerializer


class SchoolFilters(FilterSet):
    """By unit, kind (any of its levels), ownership and words of the name."""

    name = django_filters.CharFilter(method="by_name")
    unit = CodeFilter("unit__code")
    kind = ChoicesFilter("levels__level", choices=Level.choices, distinct=True)
    levels = ChoicesFilter("levels__level", choices=Level.choices, distinct=True)
    is_private = TruthFilter("is_private")
    is_open = TruthFilter("is_open")
    ordering = Ordering(fields={"pk": "id", "name": "name", "unit__code": "unit", "pupils": "pupils", "staff": "staff"})

    def by_name(self, schools: "models.QuerySet[School]", name: str, words: str) -> "models.QuerySet[School]":
        """Those whose name holds every word."""
        return schools.filter(pk__in=School.objects.named(words).values("pk"))


class SchoolViewSet(ReadOnlyModelViewSet[School]):
    """Schools: for police those of their units, for a principal the own one."""

    permission_classes = (ForPoliceAndPrincipals,)
    lookup_value_converter = "int"
    queryset = School.objects.none()
    serializer_class = SchoolSerializer
    filterset_class = SchoolFilters

    def get_queryset(self) -> "models.QuerySet[School]":
        """What the user may see."""
        return School.objects.visible_to(signed_in(self.request)).with_levels().order_by("pk")
