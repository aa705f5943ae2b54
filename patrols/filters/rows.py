"""Filters by a row of the patrols, as the user may see it."""

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import signed_in
from campus_safety.lists.filters import ALL, UNKNOWN
from patrols.models import PatrolPoint, Vehicle
from schools.models import School


def _officers(request: HttpRequest) -> QuerySet[User]:
    officers: QuerySet[User] = User.objects.visible_to(signed_in(request)).filter(
        role__in=[User.Role.OFFICER, User.Role.COMMANDER]
    )
    return officers


def _points(request: HttpRequest) -> QuerySet[PatrolPoint]:
    return PatrolPoint.objects.visible_to(signed_in(request))


def _vehicles(request: HttpRequest) -> QuerySet[Vehicle]:
    return Vehicle.objects.visible_to(signed_in(request))


def _schools(request: HttpRequest) -> QuerySet[School]:
    return School.objects.visible_to(signed_in(request)).order_by("name")


def point_filter() -> django_filters.ModelChoiceFilter:
    """`point=SPQ-01`."""
    return django_filters.ModelChoiceFilter(
        label=_("Patrol point"), queryset=_points, to_field_name="code", empty_label=ALL, error_messages=UNKNOWN
    )


def officer_filter(field_name: str) -> django_filters.ModelChoiceFilter:
    """`officer=` with a username."""
    return django_filters.ModelChoiceFilter(
        label=_("Officer"), queryset=_officers, to_field_name="username", field_name=field_name,
        empty_label=ALL, error_messages=UNKNOWN,
    )  # fmt: skip


def vehicle_filter(field_name: str) -> django_filters.ModelChoiceFilter:
    """`vehicle=` with a number plate."""
    return django_filters.ModelChoiceFilter(
        label=_("Vehicle"), queryset=_vehicles, to_field_name="plate", field_name=field_name,
        empty_label=ALL, error_messages=UNKNOWN,
    )  # fmt: skip


def school_filter(field_name: str) -> django_filters.ModelChoiceFilter:
    """`school=` with an id."""
    return django_filters.ModelChoiceFilter(
        label=_("School"), queryset=_schools, field_name=field_name, empty_label=ALL, error_messages=UNKNOWN
    )
