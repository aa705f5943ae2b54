"""Activities over the API, to read and, for police, to log."""

from typing import Any

import django_filters
from django.db import models
from django.db.models import Prefetch
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from campus_safety.accounts.permissions import is_principal, signed_in
from campus_safety.api.filters import ChoicesFilter, CodeFilter, IdFilter, MomentFilter, NumberFilter, Ordering
from campus_safety.api.schema import NO_CONTENT, PROBLEM
from incidents.api.months import MomentsMonthFilter
from outreach.actions.taking import take_activity
from outreach.api.area import OutreachArea, StationArea, as_seen
from outreach.models import Activity, ActivitySchool
from outreach.serializers.activities import ActivityLogSerializer, ActivitySerializer, OwnActivitySerializer
from outreach.states.activities import ActivityState
from patrols.claims import UuidTaken

ACTIVITY = as_seen("Activity", ActivitySerializer, OwnActivitySerializer)
ACTIVITIES = as_seen("Activity", ActivitySerializer, OwnActivitySerializer, many=True)
LECTURE = {
    "uuid": "5c0a7a55-2b0e-4b5e-8f0e-0a4e7b1d3c21",
    "kind": "lecture",
    "title": "防拐防骗法治课（示例）",
    "schools": [1],
    "officers": ["officer"],
    "starts_at": "2026-11-23T09:30:00+08:00",
    "ends_at": "2026-11-23T10:15:00+08:00",
    "class_hours": 1,
    "children": 30,
    "staff": 2,
}


class OwnActivityFilters(FilterSet):
    """What a principal may ask by: kind, kind of drill, state, month and begin."""

    kind = ChoicesFilter("kind", choices=Activity.Kind.choices)
    drill = ChoicesFilter("drill", choices=Activity.Drill.choices)
    state = ChoicesFilter("state", choices=ActivityState.choices)
    month = MomentsMonthFilter("starts_at")
    starts_at_from = MomentFilter("starts_at", lookup_expr="gte")
    starts_at_to = MomentFilter("starts_at", lookup_expr="lt")
    ordering = Ordering(fields={"pk": "id", "starts_at": "starts_at"})


class ActivityFilters(OwnActivityFilters):
    """By kind, state and begin; for police also by UUID, unit, school, officer and measure."""

    uuid = django_filters.UUIDFilter("uuid")
    unit = CodeFilter("unit__code")
    schools = IdFilter("schools")
    officers = CodeFilter("officers__username")
    measures = NumberFilter("measures__number")


class ActivityViewSet(ReadOnlyModelViewSet[Activity]):
    """Activities: for police those of their units, for a principal those with the own school."""

    lookup_value_converter = "int"
    queryset = Activity.objects.none()
    serializer_class = ActivitySerializer

    def get_permissions(self) -> list[BasePermission]:
        """Police and principals read; police write."""
        return [StationArea() if self.action == "create" else OutreachArea()]

    @property
    def filterset_class(self) -> type[FilterSet]:
        """A principal cannot ask by what a principal does not see."""
        is_described = getattr(self, "swagger_fake_view", False)
        return ActivityFilters if is_described or not is_principal(signed_in(self.request)) else OwnActivityFilters

    def get_queryset(self) -> "models.QuerySet[Activity]":
        """What the user may see, with the answers of the schools that the user may see."""
        user = signed_in(self.request)
        answers = Prefetch("attendances", ActivitySchool.objects.visible_to(user).order_by("pk"))
        seen = Activity.objects.visible_to(user).select_related("unit")
        return seen.prefetch_related("schools", "officers", "measures", answers).order_by("-starts_at", "-pk")

    def get_serializer_class(self) -> type[ModelSerializer[Activity]]:
        """All of it, or what its school may know."""
        return OwnActivitySerializer if is_principal(signed_in(self.request)) else ActivitySerializer

    @extend_schema(responses={200: ACTIVITIES})
    def list(self, request: Request) -> Response:
        """The activities that the user may see."""
        return super().list(request)

    @extend_schema(responses={200: ACTIVITY, 404: PROBLEM})
    def retrieve(self, request: Request, **lookup: Any) -> Response:
        """One activity."""
        return super().retrieve(request)

    @extend_schema(
        request=ActivityLogSerializer,
        responses={200: ActivitySerializer, 201: ActivitySerializer, 400: PROBLEM, 403: PROBLEM, 409: NO_CONTENT},
        examples=[OpenApiExample("A lecture that was held", LECTURE, request_only=True)],
    )
    def create(self, request: Request) -> Response:
        """Log an activity, or plan one. The same request again changes nothing and answers 200."""
        log = ActivityLogSerializer(data=request.data)
        log.is_valid(raise_exception=True)
        try:
            written = take_activity(by=signed_in(request), claim=log.claim)
        except UuidTaken:
            return Response(status=status.HTTP_409_CONFLICT)
        shown = self.get_queryset().get(pk=written.row.pk)
        code = status.HTTP_201_CREATED if written.is_new else status.HTTP_200_OK
        return Response(ActivitySerializer(shown).data, status=code)
