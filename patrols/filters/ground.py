"""Filters of what patrols stand on: points, windows, vehicles."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.lists.filters import YES_NO, UnitFilterSet, choice_filter, order_filter, text_filter, unit_filter
from patrols.filters.rows import point_filter, school_filter
from patrols.models import DutyWindow, PatrolPoint, Vehicle


class BatchFilter(django_filters.Filter):
    """Filters by a whole number."""

    field_class: type[forms.Field] = forms.IntegerField


class PointFilter(UnitFilterSet):
    """Patrol points."""

    q = text_filter(_("Code, name or address"), method="named")
    unit = unit_filter()
    batch = BatchFilter(label=_("Batch"), min_value=0, max_value=32767)
    school = school_filter("schools")
    in_force = choice_filter(_("In force today"), YES_NO, method="is_in_force")
    published = choice_filter(_("Published"), YES_NO, method="is_public")
    ordering = order_filter(
        _("By code"), ("name", _("By name")), ("batch", _("By batch")), ("-in_force_from", _("Newest first"))
    )

    class Meta:
        model = PatrolPoint
        fields: list[str] = []

    def named(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in code, name or address."""
        for word in words.split():
            rows = rows.filter(Q(code__icontains=word) | Q(name__icontains=word) | Q(address__icontains=word))
        return rows

    def is_in_force(self, rows: Any, _name: str, value: str) -> QuerySet[Any]:
        """To be patrolled today, or not."""
        today = PatrolPoint.objects.in_force(timezone.localdate()).values("pk")
        found: QuerySet[Any] = rows.filter(pk__in=today) if value == "1" else rows.exclude(pk__in=today)
        return found

    def is_public(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Published, or not."""
        return rows.filter(is_published=value == "1")


class WindowFilter(UnitFilterSet):
    """Duty windows."""

    unit_path = "point__unit_id"
    unit = unit_filter()
    point = point_filter()
    occasion = choice_filter(_("Occasion"), DutyWindow.Occasion.choices)
    basis = choice_filter(_("Tied to"), DutyWindow.Basis.choices)
    extra = choice_filter(_("For a limited time"), YES_NO, method="is_extra")
    in_force = choice_filter(_("In force today"), YES_NO, method="is_in_force")
    ordering = order_filter(_("By point"), ("starts_at", _("By time")))

    class Meta:
        model = DutyWindow
        fields: list[str] = []

    def is_in_force(self, rows: Any, _name: str, value: str) -> QuerySet[Any]:
        """Applies today, or not."""
        today = DutyWindow.objects.in_force(timezone.localdate()).values("pk")
        found: QuerySet[Any] = rows.filter(pk__in=today) if value == "1" else rows.exclude(pk__in=today)
        return found

    def is_extra(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Extra ones, or the regular ones."""
        return rows.exclude(cause="") if value == "1" else rows.filter(cause="")


class VehicleFilter(UnitFilterSet):
    """Vehicles."""

    q = text_filter(_("Plate or description"), method="named")
    unit = unit_filter()
    active = choice_filter(_("In service"), YES_NO, method="is_active")
    ordering = order_filter(_("By plate"), ("-sent", _("Most often sent out")))

    class Meta:
        model = Vehicle
        fields: list[str] = []

    def named(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in plate or description."""
        for word in words.split():
            rows = rows.filter(Q(plate__icontains=word) | Q(description__icontains=word))
        return rows

    def is_active(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """In service, or not."""
        return rows.filter(is_active=value == "1")
