"""Cases over the API, to read and to report."""

from typing import Any

from django.db import models
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import OpenApiExample, PolymorphicProxySerializer, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal, signed_in
from campus_safety.api.filters import ChoicesFilter, CodeFilter, IdFilter, MomentFilter, Ordering, TruthFilter
from campus_safety.api.permissions import HiddenArea
from campus_safety.api.schema import NO_CONTENT, PROBLEM
from incidents.actions import take_report
from incidents.api.months import MomentsMonthFilter
from incidents.models import Case
from incidents.permissions import works_with_cases
from incidents.serializers import CaseReportSerializer, CaseSerializer, OwnCaseSerializer
from incidents.states import CaseState
from patrols.claims import UuidTaken

# What is answered depends on who asks: all of a case, or what its school may know.
CASE = PolymorphicProxySerializer(
    component_name="CaseAsSeen", serializers=[CaseSerializer, OwnCaseSerializer], resource_type_field_name=None
)
CASES = PolymorphicProxySerializer(
    component_name="CaseAsSeen",
    serializers=[CaseSerializer, OwnCaseSerializer],
    resource_type_field_name=None,
    many=True,
)
REPORT = {
    "uuid": "8f4f3c0e-6c1b-4a70-9a35-2f1d6d1c7a52",
    "way": "station",
    "category": "theft",
    "school": 1,
    "event": "performance",
    "place": "音乐教室",
    "occurred_from": "2026-11-23T09:30:00+08:00",
    "occurred_until": "2026-11-23T10:10:00+08:00",
    "facts": "家长的手机在教室内被盗（示例）",
}


class OwnCaseFilters(FilterSet):
    """What a principal may ask by: category, state, and when it happened and was reported."""

    category = CodeFilter("category__code")
    state = ChoicesFilter("state", choices=CaseState.choices)
    month = MomentsMonthFilter("reported_at")
    reported_at_from = MomentFilter("reported_at", lookup_expr="gte")
    reported_at_to = MomentFilter("reported_at", lookup_expr="lt")
    occurred_from_from = MomentFilter("occurred_from", lookup_expr="gte")
    occurred_from_to = MomentFilter("occurred_from", lookup_expr="lt")
    ordering = Ordering(fields={"pk": "id", "reported_at": "reported_at", "occurred_from": "occurred_from"})


class CaseFilters(OwnCaseFilters):
    """By category, state, month and moments; for police also by unit, school, lead officer, way, event and deadline."""

    unit = CodeFilter("unit__code")
    school = IdFilter("school")
    lead = CodeFilter("lead__username")
    way = ChoicesFilter("way", choices=Case.Way.choices)
    event = ChoicesFilter("event", choices=Case.Event.choices)
    is_off_campus = TruthFilter("is_off_campus")
    is_outside = TruthFilter("is_outside")
    solved_at_from = MomentFilter("solved_at", lookup_expr="gte")
    solved_at_to = MomentFilter("solved_at", lookup_expr="lt")
    ordering = Ordering(
        fields={
            "pk": "id",
            "reported_at": "reported_at",
            "occurred_from": "occurred_from",
            "due_on": "due_on",
            "solved_at": "solved_at",
        }
    )


class CaseArea(HiddenArea):
    """Police of a station or above, and principals."""

    predicates = (works_with_cases,)


def shown_to(user: User) -> type[ModelSerializer[Case]]:
    """How a case is shown to a user."""
    return OwnCaseSerializer if is_principal(user) else CaseSerializer


class CaseViewSet(ReadOnlyModelViewSet[Case]):
    """Cases: for police those of their units; for a principal state and dates of those of the own school."""

    permission_classes = (CaseArea,)
    lookup_value_converter = "int"
    queryset = Case.objects.none()
    serializer_class = CaseSerializer

    @property
    def filterset_class(self) -> type[FilterSet]:
        """A principal cannot ask by what a principal does not see."""
        is_described = getattr(self, "swagger_fake_view", False)
        return CaseFilters if is_described or not is_principal(signed_in(self.request)) else OwnCaseFilters

    def get_queryset(self) -> "models.QuerySet[Case]":
        """What the user may see."""
        cases = Case.objects.visible_to(signed_in(self.request))
        return cases.select_related("unit", "category", "lead").order_by("-reported_at", "-pk")

    def get_serializer_class(self) -> type[ModelSerializer[Case]]:
        """All of it, or what its school may know."""
        return shown_to(signed_in(self.request))

    @extend_schema(responses={200: CASES})
    def list(self, request: Request) -> Response:
        """The cases that the user may see."""
        return super().list(request)

    @extend_schema(responses={200: CASE, 404: PROBLEM})
    def retrieve(self, request: Request, **lookup: Any) -> Response:
        """One case."""
        return super().retrieve(request)

    @extend_schema(
        request=CaseReportSerializer,
        responses={200: CASE, 201: CASE, 400: PROBLEM, 404: PROBLEM, 409: NO_CONTENT},
        examples=[OpenApiExample("By an officer", REPORT, request_only=True)],
    )
    def create(self, request: Request) -> Response:
        """Report a case. The same request again changes nothing and answers 200, with the case as it is now."""
        report = CaseReportSerializer(data=request.data)
        report.is_valid(raise_exception=True)
        user = signed_in(request)
        try:
            reported = take_report(by=user, claim=report.claim)
        except UuidTaken:
            return Response(status=status.HTTP_409_CONFLICT)
        code = status.HTTP_201_CREATED if reported.is_new else status.HTTP_200_OK
        return Response(shown_to(user)(reported.case).data, status=code)
