"""The outing as an officer starts it."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Q, When
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from campus_safety.free_text import FreeTextForm
from campus_safety.wording import listed
from patrols.actions.rectifications import MOST_FOUND
from patrols.claims import Findings, OutingClaim
from patrols.models import Outing, Vehicle

NOON = time(12)


class TeamChoiceField(forms.ModelMultipleChoiceField):
    """Officers by name, those of other units with their unit's."""

    own_unit_id: int | None = None

    def label_from_instance(self, obj: Any) -> str:
        """The name, and where needed the unit."""
        return str(obj) if obj.unit_id == self.own_unit_id else f"{obj} · {obj.unit}"


class OutingForm(forms.Form):
    """Kind, team, vehicles, volunteers. The UUID is made with the form, so that a double tap makes one outing.

    A joint outing names other units; once they are chosen, their officers and vehicles can be chosen as well.
    """

    uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ChoiceField(label=_("Kind"), choices=Outing.Kind.choices)
    topic = forms.ChoiceField(
        label=_("Topic"), choices=[("", _("Choose a topic")), *Outing.Topic.choices], required=False,
        help_text=_("Only for a rectification: what it is about."),
    )  # fmt: skip
    units = forms.ModelMultipleChoiceField(
        label=_("Units that take part"), queryset=Unit.objects.none(), required=False, to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only for a joint outing. Their officers can then be chosen below."),
    )  # fmt: skip
    officers = TeamChoiceField(
        label=_("Officers"), queryset=User.objects.none(), to_field_name="username",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one officer.")},
    )  # fmt: skip
    vehicles = forms.ModelMultipleChoiceField(
        label=_("Vehicles"), queryset=Vehicle.objects.none(), required=False, to_field_name="plate",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    volunteers = forms.IntegerField(
        label=_("Volunteers"), min_value=0, max_value=1000, initial=0, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args: Any, user: User, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        is_morning = timezone.localtime(now).time() < NOON
        first = [Outing.Kind.PEAK, Outing.Kind.ROUTINE] if is_morning else [Outing.Kind.ROUTINE, Outing.Kind.PEAK]
        rest = [kind for kind in Outing.Kind if kind not in first]
        fields["kind"].choices = [(kind.value, kind.label) for kind in (*first, *rest)]
        fields["officers"].initial = [user.username]
        self._user = user
        self.offer(self.data.getlist("units") if isinstance(self.data, QueryDict) else [])

    def offer(self, named: list[str]) -> None:
        """Lay out what can be chosen: the own unit's, and what belongs to the units that are named."""
        user, units = self._user, _neighbours(self._user.unit)
        named = [code for code in named if "\x00" not in code]
        of_team = Q(unit_id=user.unit_id) | Q(unit__in=units.filter(code__in=named))
        self_first = Case(When(pk=user.pk, then=0), default=1)
        own_first = Case(When(unit_id=user.unit_id, then=0), default=1)
        fields: dict[str, Any] = self.fields
        team = fields["officers"]
        team.own_unit_id = user.unit_id
        team.queryset = (
            User.objects.officers()
            .filter(of_team)
            .select_related("unit")
            .order_by(self_first, own_first, "unit", "name")
        )
        fields["units"].queryset = units
        fields["vehicles"].queryset = Vehicle.objects.filter(of_team, is_active=True)

    def clean_volunteers(self) -> int:
        """Left empty means none."""
        return self.cleaned_data["volunteers"] or 0

    def clean(self) -> dict[str, Any]:
        """A joint outing names its units and a rectification its topic; any other has none."""
        values = super().clean() or self.cleaned_data
        if values.get("kind") == Outing.Kind.RECTIFICATION and not values.get("topic") and "topic" not in self.errors:
            self.add_error("topic", ValidationError(_("A rectification has a topic.")))
        if values.get("kind") == Outing.Kind.JOINT and not values.get("units") and "units" not in self.errors:
            self.add_error("units", ValidationError(_("A joint outing names at least one other unit.")))
        if values.get("kind") == Outing.Kind.JOINT and values.get("officers"):
            self._name_somebody_of_each(values.get("units") or [])
        return values

    def _name_somebody_of_each(self, units: Iterable[Unit]) -> None:
        there = {officer.unit_id for officer in self.cleaned_data["officers"]}
        if missing := [str(unit) for unit in units if unit.pk not in there]:
            text = _("Choose who of %(units)s goes out too.")
            self.add_error("officers", ValidationError(text, params={"units": listed(missing)}))

    def claim(self, *, now: datetime) -> OutingClaim:
        """What is asked for, in usernames, number plates and unit codes."""
        values, kind = self.cleaned_data, self.cleaned_data["kind"]
        return OutingClaim(
            uuid=values["uuid"],
            kind=kind,
            officers=[officer.username for officer in values["officers"]],
            started_at=now,
            vehicles=[vehicle.plate for vehicle in values["vehicles"]],
            volunteers=values["volunteers"],
            units=[unit.code for unit in values["units"]] if kind == Outing.Kind.JOINT else [],
            note=values["note"],
            topic=values["topic"] if kind == Outing.Kind.RECTIFICATION else "",
        )


class FindingsForm(FreeTextForm):
    """What a rectification found. All of it can be left for later."""

    free_texts = ("found",)
    field_order = ["places_checked", "problems_found", "found"]

    places_checked = forms.IntegerField(
        label=_("Places checked"), min_value=0, max_value=MOST_FOUND, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    problems_found = forms.IntegerField(
        label=_("Problems found"), min_value=0, max_value=MOST_FOUND, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    found = forms.CharField(
        label=_("What was found"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a few words, without names. It can be left for later."),
    )  # fmt: skip

    @property
    def findings(self) -> Findings:
        """What was said, once it is valid."""
        said = self.cleaned_data
        return Findings(
            places_checked=said["places_checked"], problems_found=said["problems_found"], found=said["found"]
        )


def _neighbours(unit: Unit | None) -> Any:
    """Units that may go out with one's own: those beside it, above it and below it."""
    if unit is None:
        return Unit.objects.none()
    near = (
        Q(parent=unit)
        if unit.parent_id is None
        else Q(parent_id=unit.parent_id) | Q(pk=unit.parent_id) | Q(parent=unit)
    )
    return Unit.objects.filter(near).exclude(pk=unit.pk)
