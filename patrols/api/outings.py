"""Outings, to read, start and end; vehicles, to read."""

from typing import Any

import django_filters
from django.db import models
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from campus_safety.accounts.permissions import signed_in
from campus_safety.api.filters import ChoicesFilter, CodeFilter, MomentFilter, Ordering, TruthFilter
from campus_safety.api.permissions import ForPolice
from campus_safety.api.schema import NO_CONTENT, PROBLEM
from patrols.actions import end_outing, start_outing
from patrols.claims import UuidTaken
from patrols.models import Outing, Vehicle
from patrols.serializers.outings import OutingEndSerializer, OutingSerializer, OutingStartSerializer, VehicleSerializer

START = {
    "uuid": "4b0c3a52-7f0e-4c7e-9d9a-4f1c1d1f7c11",
    "kind": "peak",
    "officers": ["officer"],
    "vehicles": ["渝A·D0110警"],
    "volunteers": 3,
    "units": [],
    "started_at": "2026-11-23T07:20:00+08:00",
}


class VehicleFilters(FilterSet):
    """By plate, unit, and whether in service."""

    plate = CodeFilter("plate")
    unit = CodeFilter("unit__code")
    is_active = TruthFilter("is_active")
    ordering = Ordering(fields={"pk": "id", "plate": "plate", "unit__code": "unit"})


class VehicleViewSet(ReadOnlyModelViewSet[Vehicle]):
    """The vehicles of the user's units."""

    permission_classes = (ForPolice,)
    lookup_value_converter = "int"
    queryset = Vehicle.objects.none()
    serializer_class = VehicleSerializer
    filterset_class = VehicleFilters

    def get_queryset(self) -> "models.QuerySet[Vehicle]":
        """What the user may see."""
        return Vehicle.objects.visible_to(signed_in(self.request)).select_related("unit").order_by("plate")


class OutingFilters(FilterSet):
    """By kind, topic, leading unit, officer, vehicle, span of the start, and whether still out."""

    uuid = django_filters.UUIDFilter("uuid")
    kind = ChoicesFilter("kind", choices=Outing.Kind.choices)
    topic = ChoicesFilter("topic", choices=Outing.Topic.choices)
    unit = CodeFilter("unit__code")
    officers = CodeFilter("officers__officer__username")
    vehicles = CodeFilter("dispatches__vehicle__plate")
    started_at_from = MomentFilter("started_at", lookup_expr="gte")
    started_at_to = MomentFilter("started_at", lookup_expr="lt")
    is_open = TruthFilter("ended_at", lookup_expr="isnull")
    ordering = Ordering(
        fields={
            "pk": "id",
            "started_at": "started_at",
            "ended_at": "ended_at",
            "kind": "kind",
            "unit__code": "unit",
            "volunteers": "volunteers",
        }
    )


class OutingViewSet(ReadOnlyModelViewSet[Outing]):
    """Outings that a unit of the user leads or takes part in."""

    permission_classes = (ForPolice,)
    lookup_value_converter = "int"
    queryset = Outing.objects.none()
    serializer_class = OutingSerializer
    filterset_class = OutingFilters

    def get_queryset(self) -> "models.QuerySet[Outing]":
        """What the user may see."""
        return Outing.objects.visible_to(signed_in(self.request)).with_team()

    @extend_schema(
        request=OutingStartSerializer,
        responses={200: OutingSerializer, 201: OutingSerializer, 400: PROBLEM, 409: NO_CONTENT},
        examples=[OpenApiExample("Start", START, request_only=True)],
    )
    def create(self, request: Request) -> Response:
        """Start an outing. The same request again changes nothing and answers 200."""
        start = OutingStartSerializer(data=request.data)
        start.is_valid(raise_exception=True)
        try:
            started = start_outing(by=signed_in(request), claim=start.claim)
        except UuidTaken:
            return Response(status=status.HTTP_409_CONFLICT)
        return self._shown(started.outing, status.HTTP_201_CREATED if started.is_new else status.HTTP_200_OK)

    @extend_schema(operation_id="outings_retrieve_by_uuid", responses={200: OutingSerializer, 404: PROBLEM})
    def by_uuid(self, request: Request, **lookup: Any) -> Response:
        """One outing by its UUID."""
        return self.retrieve(request)

    @extend_schema(
        operation_id="outings_end",
        request=OutingEndSerializer,
        responses={200: OutingSerializer, 400: PROBLEM, 403: PROBLEM, 404: PROBLEM},
        examples=[OpenApiExample("End", {"ended_at": "2026-11-23T09:10:00+08:00"}, request_only=True)],
    )
    def end(self, request: Request, **lookup: Any) -> Response:
        """End an outing for its whole team. The same end again changes nothing."""
        outing = self.get_object()
        end = OutingEndSerializer(data=request.data)
        end.is_valid(raise_exception=True)
        ended = end_outing(
            by=signed_in(request), outing=outing, ended_at=end.validated_data["ended_at"], findings=end.findings
        )
        return self._shown(ended, status.HTTP_200_OK)

    def _shown(self, outing: Outing, code: int) -> Response:
        with_team = Outing.objects.with_team().get(pk=outing.pk)
        return Response(OutingSerializer(with_team).data, status=code)
