"""Duty windows and duties, to read."""

from django.db import models
from django_filters.rest_framework import FilterSet
from rest_framework.viewsets import ReadOnlyModelViewSet

from campus_safety.accounts.permissions import signed_in
from campus_safety.api.filters import ChoicesFilter, CodeFilter, DayFilter, IdFilter, MomentFilter, Ordering
from campus_safety.api.permissions import ForPoliceAndPrincipals
from patrols.models import Duty, DutyWindow
from patrols.serializers.duties import DutySerializer
from patrols.serializers.points import DutyWindowSerializer
from patrols.states import DutyState


class DutyWindowFilters(FilterSet):
    """By point, its unit and school, and occasion."""

    point = CodeFilter("point__code")
    unit = CodeFilter("point__unit__code")
    school = IdFilter("point__schools")
    occasion = ChoicesFilter("occasion", choices=DutyWindow.Occasion.choices)
    ordering = Ordering(fields={"pk": "id", "point__code": "point", "starts_at": "starts_at", "ends_at": "ends_at"})


class DutyWindowViewSet(ReadOnlyModelViewSet[DutyWindow]):
    """Duty windows: for police those of their units' points, for a principal those of the own school's."""

    permission_classes = (ForPoliceAndPrincipals,)
    lookup_value_converter = "int"
    queryset = DutyWindow.objects.none()
    serializer_class = DutyWindowSerializer
    filterset_class = DutyWindowFilters

    def get_queryset(self) -> "models.QuerySet[DutyWindow]":
        """What the user may see."""
        windows = DutyWindow.objects.visible_to(signed_in(self.request))
        return windows.select_related("point").order_by("point__code", "starts_at", "pk")


class DutyFilters(FilterSet):
    """By date (or first and last one), point, its unit and school, window, occasion, state, and span of the start."""

    date = DayFilter("on")
    date_from = DayFilter("on", lookup_expr="gte")
    date_to = DayFilter("on", lookup_expr="lte")
    point = CodeFilter("point__code")
    unit = CodeFilter("unit__code")
    school = IdFilter("point__schools")
    window = IdFilter("window_id")
    occasion = ChoicesFilter("window__occasion", choices=DutyWindow.Occasion.choices)
    state = ChoicesFilter("state", choices=DutyState.choices)
    starts_at_from = MomentFilter("starts_at", lookup_expr="gte")
    starts_at_to = MomentFilter("starts_at", lookup_expr="lt")
    ordering = Ordering(
        fields={
            "pk": "id",
            "on": "date",
            "starts_at": "starts_at",
            "ends_at": "ends_at",
            "point__code": "point",
            "state": "state",
        }
    )


class DutyViewSet(ReadOnlyModelViewSet[Duty]):
    """Duties: for police those of their units, for a principal those of the own school's points."""

    permission_classes = (ForPoliceAndPrincipals,)
    lookup_value_converter = "int"
    queryset = Duty.objects.none()
    serializer_class = DutySerializer
    filterset_class = DutyFilters

    def get_queryset(self) -> "models.QuerySet[Duty]":
        """What the user may see."""
        duties = Duty.objects.visible_to(signed_in(self.request))
        return duties.select_related("unit", "point", "window").order_by("starts_at", "point__code", "pk")
