"""What lists are filtered by. `from`, `to` and `unit` are the same everywhere, for figures link to them."""

from collections import OrderedDict
from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import signed_in
from campus_safety.days import DayField
from campus_safety.local_days import midnight

ALL = _("All")
UNKNOWN = {"invalid_choice": _("There is none such.")}
YES_NO = (("1", _("Yes")), ("0", _("No")))


class DayFilter(django_filters.Filter):
    """Filters by a day."""

    field_class = DayField


class SpanForm(forms.Form):
    """Filters with `from` and `to`: the first day is not after the last."""

    def clean(self) -> dict[str, Any]:
        """The cleaned values. Raises no error itself: it is named at the field `to`."""
        found = super().clean() or {}
        first, last = found.get("from"), found.get("to")
        if first and last and first > last:
            self.add_error("to", _("The last day lies before the first."))
        return found


def _units(request: HttpRequest) -> QuerySet[Unit]:
    units: QuerySet[Unit] = Unit.objects.visible_to(signed_in(request))
    return units


def unit_filter() -> django_filters.ModelChoiceFilter:
    """`unit=SPQ`: a unit that the user sees, and those below it."""
    return django_filters.ModelChoiceFilter(
        label=_("Unit"),
        queryset=_units,
        to_field_name="code",
        empty_label=ALL,
        error_messages=UNKNOWN,
        method="of_unit",
    )


def choice_filter(label: Any, choices: Any, **options: Any) -> django_filters.ChoiceFilter:
    """One of a few, or all."""
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=ALL, error_messages=UNKNOWN, **options)


def text_filter(label: Any, **options: Any) -> django_filters.CharFilter:
    """Words to search for."""
    widget = forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"})
    return django_filters.CharFilter(label=label, max_length=60, widget=widget, **options)


def order_filter(first: Any, *choices: tuple[str, Any]) -> django_filters.ChoiceFilter:
    """The order of a list: its own, called `first`, or another."""
    return django_filters.ChoiceFilter(
        label=_("Order"), choices=choices, empty_label=first, error_messages=UNKNOWN, method="in_order"
    )


class UnitFilterSet(django_filters.FilterSet):
    """A list with `unit`; who sees one unit only is not asked for it."""

    unit_path = "unit_id"

    @property
    def user(self) -> User:
        """Whose list it is."""
        return signed_in(self.request)

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units whose rows are shown: all that the user sees, or the chosen one with those below it."""
        unit = self.form.cleaned_data.get("unit")
        if unit is None:
            return self.user.unit_ids
        return frozenset(Unit.objects.at_or_below(unit).values_list("pk", flat=True)) & self.user.unit_ids

    def get_form_class(self) -> type[forms.Form]:
        """Without a choice where there is none; an address may still name the unit."""
        form_class: type[forms.Form] = super().get_form_class()
        if len(self.user.unit_ids) < 2 and "unit" in form_class.base_fields:
            form_class.base_fields["unit"].widget = forms.HiddenInput()
        return form_class

    def of_unit(self, rows: QuerySet[Any], _name: str, _unit: Unit) -> QuerySet[Any]:
        """The rows of a unit and of those below it."""
        return rows.filter(**{f"{self.unit_path}__in": self.unit_ids})

    def in_order(self, rows: QuerySet[Any], _name: str, order: str) -> QuerySet[Any]:
        """In this order; what is equal stays in one order on every page."""
        return rows.order_by(order, "-pk")


class SpanFilterSet(UnitFilterSet):
    """A list with `from` and `to`: days in Asia/Shanghai, both included."""

    span_path = ""

    class Meta:
        form = SpanForm

    @classmethod
    def get_filters(cls) -> "OrderedDict[str, django_filters.Filter]":
        """`from` is a word of Python's, so these two are named here; they come first."""
        span = {
            "from": DayFilter(label=_("From day"), method="since"),
            "to": DayFilter(label=_("To day"), method="until"),
        }
        return OrderedDict(span | super().get_filters())

    def since(self, rows: QuerySet[Any], _name: str, day: date) -> QuerySet[Any]:
        """From the first instant of the day."""
        return rows.filter(**{f"{self.span_path}__gte": midnight(day)})

    def until(self, rows: QuerySet[Any], _name: str, day: date) -> QuerySet[Any]:
        """To the last instant of the day."""
        return rows.filter(**{f"{self.span_path}__lt": midnight(day + timedelta(days=1))})
