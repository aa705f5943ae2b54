"""Event covers over the API, to read and to ask for."""

from typing import Any

import django_filters
from django.db import models
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from campus_safety.accounts.permissions import is_principal, signed_in
from campus_safety.api.filters import ChoicesFilter, CodeFilter, IdFilter, MomentFilter, Ordering, TruthFilter
from campus_safety.api.schema import NO_CONTENT, PROBLEM
from incidents.api.months import MomentsMonthFilter
from outreach.actions.taking import take_cover
from outreach.api.area import OutreachArea, as_seen
from outreach.models import EventCover
from outreach.serializers.covers import CoverRequestSerializer, CoverSerializer, OwnCoverSerializer
from outreach.states.covers import CoverState
from patrols.claims import UuidTaken

COVER = as_seen("EventCover", CoverSerializer, OwnCoverSerializer)
COVERS = as_seen("EventCover", CoverSerializer, OwnCoverSerializer, many=True)
REQUEST = {
    "uuid": "0f3ad2f7-8a3f-4c0c-9b8e-3f3d0f6f7e10",
    "title": "六一文艺汇演（示例）",
    "is_off_campus": True,
    "place": "俊逸新视界广场舞台",
    "latitude": 29.52854,
    "longitude": 106.4726,
    "starts_at": "2026-12-01T09:30:00+08:00",
    "ends_at": "2026-12-01T11:00:00+08:00",
    "people": 200,
    "valuables_watched_by": "后勤组教师一名",
    "prepared": ["watcher", "on_the_body"],
}


class OwnCoverFilters(FilterSet):
    """What a principal may ask by: state, month and begin, off campus, and whether officers went out."""

    uuid = django_filters.UUIDFilter("uuid")
    state = ChoicesFilter("state", choices=CoverState.choices)
    month = MomentsMonthFilter("starts_at")
    starts_at_from = MomentFilter("starts_at", lookup_expr="gte")
    starts_at_to = MomentFilter("starts_at", lookup_expr="lt")
    is_off_campus = TruthFilter("is_off_campus")
    is_covered = TruthFilter("is_covered")
    ordering = Ordering(fields={"pk": "id", "starts_at": "starts_at", "requested_at": "requested_at"})


class CoverFilters(OwnCoverFilters):
    """By state and begin; for police also by unit, school and officer."""

    unit = CodeFilter("unit__code")
    school = IdFilter("school")
    officers = CodeFilter("officers__username")


class CoverViewSet(ReadOnlyModelViewSet[EventCover]):
    """Event covers: for police those of their units, for a principal those of the own school."""

    permission_classes = (OutreachArea,)
    lookup_value_converter = "int"
    queryset = EventCover.objects.none()
    serializer_class = CoverSerializer

    @property
    def filterset_class(self) -> type[FilterSet]:
        """A principal cannot ask by what a principal does not see."""
        is_described = getattr(self, "swagger_fake_view", False)
        return CoverFilters if is_described or not is_principal(signed_in(self.request)) else OwnCoverFilters

    def get_queryset(self) -> "models.QuerySet[EventCover]":
        """What the user may see."""
        return EventCover.objects.visible_to(signed_in(self.request)).with_names().order_by("-starts_at", "-pk")

    def get_serializer_class(self) -> type[ModelSerializer[EventCover]]:
        """All of it, or what its school may know."""
        return OwnCoverSerializer if is_principal(signed_in(self.request)) else CoverSerializer

    @extend_schema(responses={200: COVERS})
    def list(self, request: Request) -> Response:
        """The event covers that the user may see."""
        return super().list(request)

    @extend_schema(responses={200: COVER, 404: PROBLEM})
    def retrieve(self, request: Request, **lookup: Any) -> Response:
        """One event cover."""
        return super().retrieve(request)

    @extend_schema(
        request=CoverRequestSerializer,
        responses={200: COVER, 201: COVER, 400: PROBLEM, 409: NO_CONTENT},
        examples=[OpenApiExample("By a principal", REQUEST, request_only=True)],
    )
    def create(self, request: Request) -> Response:
        """Ask for police at an event. The same request again changes nothing and answers 200."""
        asked = CoverRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            written = take_cover(by=signed_in(request), claim=asked.claim)
        except UuidTaken:
            return Response(status=status.HTTP_409_CONFLICT)
        shown = self.get_queryset().get(pk=written.row.pk)
        code = status.HTTP_201_CREATED if written.is_new else status.HTTP_200_OK
        return Response(self.get_serializer(shown).data, status=code)
