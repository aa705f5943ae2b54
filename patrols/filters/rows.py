"""Filters by a row of the patrols, as the user may see it."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters.filters import QuerySetRequestMixin

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import signed_in
from campus_safety.lists.filters import ALL, UNKNOWN
from patrols.models import CheckIn, OutingOfficer, PatrolPoint, Vehicle
from schools.models import School

MOST_DIGITS = 18  # of a key that every database can take


def _officers(request: HttpRequest) -> QuerySet[User]:
    """Those of the user's units; and, if asked for, one who has left or is of another unit but was there with them."""
    user, asked = signed_in(request), request.GET.get("officer", "").replace("\0", "")
    of_units = Q(unit_id__in=user.unit_ids, role__in=[User.Role.OFFICER, User.Role.COMMANDER])
    out = OutingOfficer.objects.filter(unit_id__in=user.unit_ids, officer__username=asked)
    seen = CheckIn.objects.filter(unit_id__in=user.unit_ids, officer__username=asked)
    was_there = Q(username=asked) & (Q(pk__in=out.values("officer")) | Q(pk__in=seen.values("officer")))
    officers: QuerySet[User] = User.objects.filter(of_units | was_there)
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


class SchoolsField(forms.ModelMultipleChoiceField):
    """Schools by their ids in one text, as a breakdown names them: `3,7`."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> list[School]:  # type: ignore[override]  # a list is what `chosen` puts into words
        """The schools; none for nothing. Raises ValidationError for one that there is not."""
        keys = value.split(",") if value else []
        if any(len(key) > MOST_DIGITS for key in keys):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return list(super().clean(keys))


class SchoolsFilter(QuerySetRequestMixin, django_filters.Filter):
    """Filters by several schools at once."""

    field_class: type[forms.Field] = SchoolsField

    def filter(self, qs: QuerySet[Any], value: list[School]) -> QuerySet[Any]:
        """At points that serve these schools and no other."""
        return qs.filter(point__in=PatrolPoint.objects.serving_exactly(value)) if value else qs


def schools_filter(**options: Any) -> SchoolsFilter:
    """`schools=3,7`: at points, unless a method says else, of these schools and of no other. Only links ask for it."""
    unknown = UNKNOWN["invalid_choice"]
    return SchoolsFilter(
        label=_("Of these schools together"), queryset=_schools,
        error_messages={"invalid_choice": unknown, "invalid_pk_value": unknown}, **options,
    )  # fmt: skip
