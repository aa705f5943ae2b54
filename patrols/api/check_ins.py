"""Check-ins, to read and to write."""

from typing import Any

import django_filters
from django.db import models
from django.utils.translation import gettext as _
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from campus_safety.accounts.permissions import signed_in
from campus_safety.api.filters import (
    ChoicesFilter,
    CodeFilter,
    IdFilter,
    MomentFilter,
    Ordering,
    TruthFilter,
)
from campus_safety.api.permissions import ForPolice
from campus_safety.api.schema import NO_CONTENT, PROBLEM
from campus_safety.audit.trail import note_reading
from patrols.actions import record_check_in
from patrols.claims import UuidTaken
from patrols.grades import first_grade_of
from patrols.models import CheckIn, PatrolPoint
from patrols.serializers.check_ins import CHECK_IN_ROW, CheckInRowSerializer, CheckInSerializer, claim_of

CHECK_IN = {
    "uuid": "0b9b6a52-3f43-4a3e-8a0e-6f1b8f7f2d55",
    "point": "SPQ-07",
    "captured_at": "2026-11-23T07:52:10+08:00",
    "sent_at": "2026-11-23T07:52:11+08:00",
    "device": "b1e6d1c4",
    "latitude": 29.53121,
    "longitude": 106.48804,
    "accuracy_m": 12.5,
    "method": "gps",
    "note": "",
}


class CheckInFilters(FilterSet):
    """By point, its unit, officer, outing, duty, method, flags, and span of the captured time."""

    uuid = django_filters.UUIDFilter("uuid")
    point = CodeFilter("point__code")
    unit = CodeFilter("unit__code")
    officer = CodeFilter("officer__username")
    outing = django_filters.UUIDFilter("outing__uuid")
    duty = IdFilter("duty_id")
    method = ChoicesFilter("method", choices=CheckIn.Method.choices)
    is_flagged = TruthFilter(method="by_flags")
    captured_at_from = MomentFilter("captured_at", lookup_expr="gte")
    captured_at_to = MomentFilter("captured_at", lookup_expr="lt")
    ordering = Ordering(
        fields={
            "pk": "id",
            "captured_at": "captured_at",
            "received_at": "received_at",
            "point__code": "point",
            "distance_m": "distance_m",
        }
    )

    def by_flags(self, check_ins: "models.QuerySet[CheckIn]", name: str, flagged: bool) -> "models.QuerySet[CheckIn]":
        """Those with a flag, or those without."""
        return check_ins.exclude(flags=[]) if flagged else check_ins.filter(flags=[])


class CheckInViewSet(ReadOnlyModelViewSet[CheckIn]):
    """Check-ins at points of the user's units, and the user's own."""

    permission_classes = (ForPolice,)
    lookup_value_converter = "int"
    queryset = CheckIn.objects.none()
    serializer_class = CheckInRowSerializer
    filterset_class = CheckInFilters

    def get_queryset(self) -> "models.QuerySet[CheckIn]":
        """What the user may see."""
        check_ins = CheckIn.objects.visible_to(signed_in(self.request))
        return check_ins.select_related("unit", "point", "officer", "outing", "confirmation").order_by(
            "-captured_at", "-pk"
        )

    def list(self, request: Request) -> Response:
        """The check-ins that the user may see, with their places: reading them leaves a trace."""
        note_reading(by=signed_in(request), where=request.get_full_path())
        return super().list(request)

    def retrieve(self, request: Request, **lookup: Any) -> Response:
        """One check-in."""
        note_reading(by=signed_in(request), where=request.get_full_path())
        return super().retrieve(request)

    @extend_schema(operation_id="check_ins_retrieve_by_uuid", responses={200: CheckInRowSerializer, 404: PROBLEM})
    def by_uuid(self, request: Request, **lookup: Any) -> Response:
        """One check-in by its UUID."""
        return self.retrieve(request)

    @extend_schema(
        request=CheckInSerializer,
        responses={
            200: CheckInRowSerializer,
            201: CheckInRowSerializer,
            400: PROBLEM,
            404: PROBLEM,
            409: NO_CONTENT,
        },
        examples=[OpenApiExample("By position", CHECK_IN, request_only=True)],
    )
    def create(self, request: Request) -> Response:
        """Check in at a point. The same request again changes nothing and gives the same answer, with 200."""
        try:
            recorded = record_check_in(by=signed_in(request), claim=claim_of(request.data))
        except UuidTaken:
            return Response(status=status.HTTP_409_CONFLICT)
        except PatrolPoint.DoesNotExist:
            raise NotFound(_("There is no such point in your unit.")) from None
        code = status.HTTP_201_CREATED if recorded.is_new else status.HTTP_200_OK
        # The grade that it had when it arrived, also for a repeat: the same request, the same answer.
        check_in = recorded.check_in
        return Response(CHECK_IN_ROW.with_grade(check_in, first_grade_of(check_in)), status=code)
