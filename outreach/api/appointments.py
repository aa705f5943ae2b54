"""Appointments over the API, to read."""

from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from campus_safety.accounts.permissions import is_principal, signed_in
from campus_safety.api.filters import ChoicesFilter, CodeFilter, DayFilter, IdFilter, Ordering
from campus_safety.api.schema import PROBLEM
from outreach.api.area import OutreachArea, as_seen
from outreach.models import Appointment
from outreach.serializers.appointments import AppointmentSerializer, OwnAppointmentSerializer
from outreach.states.appointments import Standing

APPOINTMENT = as_seen("Appointment", AppointmentSerializer, OwnAppointmentSerializer)
APPOINTMENTS = as_seen("Appointment", AppointmentSerializer, OwnAppointmentSerializer, many=True)


class StandingFilter(ChoicesFilter):
    """How an appointment stands today; given several times, any of them."""

    def filter(self, qs: "models.QuerySet[Any]", value: list[str] | None) -> "models.QuerySet[Any]":
        """The rows that stand so."""
        if not value:
            return qs
        today = timezone.localdate()
        stand = [Q(pk__in=Appointment.objects.standing(standing, today).values("pk")) for standing in value]
        return qs.filter(reduce(or_, stand))


class OwnAppointmentFilters(FilterSet):
    """What a principal may ask by: state, title, and the days of the term."""

    state = StandingFilter(choices=Standing.choices)
    title = ChoicesFilter("title", choices=Appointment.Title.choices)
    starts_on_from = DayFilter("starts_on", lookup_expr="gte")
    starts_on_to = DayFilter("starts_on", lookup_expr="lte")
    ends_on_from = DayFilter("ends_on", lookup_expr="gte")
    ends_on_to = DayFilter("ends_on", lookup_expr="lte")
    ordering = Ordering(fields={"pk": "id", "starts_on": "starts_on", "ends_on": "ends_on"})


class AppointmentFilters(OwnAppointmentFilters):
    """By state, title and term; for police also by unit, school and officer."""

    unit = CodeFilter("unit__code")
    school = IdFilter("school")
    officer = CodeFilter("officer__username")


class AppointmentViewSet(ReadOnlyModelViewSet[Appointment]):
    """Appointments: for police those of their units, for a principal those at the own school."""

    permission_classes = (OutreachArea,)
    lookup_value_converter = "int"
    queryset = Appointment.objects.none()
    serializer_class = AppointmentSerializer

    @property
    def filterset_class(self) -> type[FilterSet]:
        """A principal cannot ask by what a principal does not see."""
        is_described = getattr(self, "swagger_fake_view", False)
        if is_described or not is_principal(signed_in(self.request)):
            return AppointmentFilters
        return OwnAppointmentFilters

    def get_queryset(self) -> "models.QuerySet[Appointment]":
        """What the user may see."""
        seen = Appointment.objects.visible_to(signed_in(self.request))
        return seen.select_related("unit", "officer").order_by("-starts_on", "-pk")

    def get_serializer_class(self) -> type[ModelSerializer[Appointment]]:
        """All of it, or what its school may know."""
        return OwnAppointmentSerializer if is_principal(signed_in(self.request)) else AppointmentSerializer

    @extend_schema(responses={200: APPOINTMENTS})
    def list(self, request: Request) -> Response:
        """The appointments that the user may see."""
        return super().list(request)

    @extend_schema(responses={200: APPOINTMENT, 404: PROBLEM})
    def retrieve(self, request: Request, **lookup: Any) -> Response:
        """One appointment."""
        return super().retrieve(request)
