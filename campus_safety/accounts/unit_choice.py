"""Whose a new row is: the user's own unit's, or, for who sees several, one of those."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User

UNKNOWN_UNIT = {"invalid_choice": _("There is none such."), "required": _("Choose the unit.")}


def settle_unit(form: forms.ModelForm[Any], user: User, *, of_station: bool = False) -> None:
    """Let `unit` be chosen for a new row where there is a choice; a row that exists keeps its unit.

    `of_station`: only stations have such rows, and who enters one is of a station or above stations (`has_area`).
    """
    if form.instance.pk is None and len(user.unit_ids) > 1:
        field: Any = form.fields["unit"]
        units = Unit.objects.visible_to(user)
        field.queryset = units.filter(kind=Unit.Kind.STATION) if of_station else units
        field.error_messages.update(UNKNOWN_UNIT)
        return
    del form.fields["unit"]
    if form.instance.pk is None:
        form.instance.unit_id = user.unit_id


def unit_id_of(form: forms.ModelForm[Any]) -> int | None:
    """The unit that a form's row belongs to, once it is cleaned."""
    unit: Unit | None = form.cleaned_data.get("unit")
    own: int | None = form.instance.unit_id
    return unit.pk if unit is not None else own
