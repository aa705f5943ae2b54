"""The reports over the API, to read."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_filters.rest_framework import FilterSet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_field
from rest_framework.exceptions import NotFound
from rest_framework.exceptions import ValidationError as BadRequest
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from campus_safety.accounts.permissions import signed_in
from campus_safety.api.filters import ChoicesFilter, CodeFilter, NumberFilter, Ordering, refuse_unknown
from campus_safety.api.permissions import ForPolice
from campus_safety.api.schema import PROBLEM
from campus_safety.statistics.models import Report
from campus_safety.statistics.periods import Period, month_named, period_named
from campus_safety.statistics.querysets import ReportQuerySet
from campus_safety.statistics.serializers import ReportSerializer
from campus_safety.statistics.states import ReportState

MOST_REVISIONS = 2**15 - 1
MONTH = {
    "id": 12,
    "month": "2026-10",
    "unit": "SPQ",
    "state": "draft",
    "revision": 1,
    "hash": None,
    "signed_at": None,
    "figures": [{"key": "officer_person_times", "value": 12, "unit": "人次", "rows": "/patrols/outings/"}],
}


class MonthFormField(forms.CharField):
    """A month as YYYY-MM."""

    def clean(self, value: Any) -> date | None:
        """Its first day, or None."""
        code = super().clean(value)
        try:
            return month_named(code).first_day if code else None
        except ValidationError as error:
            raise ValidationError(error.messages) from error


@extend_schema_field(OpenApiTypes.STR)
class MonthFilter(django_filters.Filter):
    """A month as YYYY-MM."""

    field_class: type[forms.Field] = MonthFormField


class PeriodFormField(forms.CharField):
    """A period as an address names it."""

    def clean(self, value: Any) -> Period | None:
        """The period, or None."""
        code = super().clean(value)
        try:
            return period_named(code) if code else None
        except ValidationError as error:
            raise ValidationError(error.messages) from error


@extend_schema_field(OpenApiTypes.STR)
class PeriodFilter(django_filters.Filter):
    """A month as YYYY-MM, a year as YYYY, or other days as YYYY-MM-DD_YYYY-MM-DD."""

    field_class: type[forms.Field] = PeriodFormField

    def filter(self, qs: ReportQuerySet, value: Period | None) -> ReportQuerySet:
        """The reports of exactly this period."""
        return qs if value is None else qs.of(value)


class ReportFilters(FilterSet):
    """By period (or the first and the last month in which it begins), unit, state and revision."""

    month = PeriodFilter()
    month_from = MonthFilter("first_day", lookup_expr="gte")
    month_to = MonthFilter("first_day", lookup_expr="lte")
    unit = CodeFilter("unit__code")
    state = ChoicesFilter("state", choices=ReportState.choices)
    revision = NumberFilter("revision")
    ordering = Ordering(fields={"pk": "id", "first_day": "month", "unit__code": "unit", "revision": "revision"})


class ReportViewSet(ListModelMixin, GenericViewSet[Report]):
    """The reports of the user's units."""

    permission_classes = (ForPolice,)
    queryset = Report.objects.none()
    serializer_class = ReportSerializer
    filterset_class = ReportFilters

    def get_queryset(self) -> ReportQuerySet:
        """What the user may see, newest first."""
        reports = Report.objects.visible_to(signed_in(self.request)).with_figures()
        return reports.order_by("-first_day", "unit__code", "-revision", "pk")

    @extend_schema(
        operation_id="statistics_retrieve",
        filters=False,
        parameters=[
            OpenApiParameter("month", location="path", description="YYYY-MM, YYYY or YYYY-MM-DD_YYYY-MM-DD."),
            OpenApiParameter("unit", description="Code of the unit; the user's own if left out."),
            OpenApiParameter("revision", OpenApiTypes.INT, description="The newest one if left out."),
        ],
        responses={200: ReportSerializer, 403: PROBLEM, 404: PROBLEM},
        examples=[OpenApiExample("A month", MONTH, response_only=True, status_codes=["200"])],
    )
    def month(self, request: Request, month: str) -> Response:
        """A revision of the report of a month, or of another period, of one unit."""
        refuse_unknown(request, ["unit", "revision"])
        user = signed_in(request)
        code = request.query_params.get("unit") or (user.unit.code if user.unit else "")
        try:
            period = period_named(month)
        except ValidationError as error:
            raise NotFound(error.messages[0]) from error
        revision = {"revision": number} if (number := _revision_asked(request)) else {}
        reports = Report.objects.visible_to(user).with_figures().of(period).filter(**revision)
        report = None if "\0" in code else reports.filter(unit__code=code).order_by("-revision").first()
        if report is None:
            raise NotFound(_("This month has not been compiled for a unit that you see."))
        return Response(ReportSerializer(report).data)


def _revision_asked(request: Request) -> int | None:
    """The number that `?revision=` names, None without one. Raises ValidationError for anything else."""
    field = forms.IntegerField(required=False, min_value=1, max_value=MOST_REVISIONS)
    try:
        number: int | None = field.clean(request.query_params.get("revision"))
    except ValidationError as error:
        raise BadRequest({"revision": error.messages}) from error
    return number
