"""A team as it is entered."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.accounts.models import User
from campus_safety.accounts.unit_choice import settle_unit
from patrols.forms.outings import TeamChoiceField
from patrols.models import Team

NAME_TAKEN = gettext_lazy("The unit has a team of this name already.")


class TeamForm(forms.ModelForm[Team]):
    """Name, officers, and whether it is in use."""

    members = TeamChoiceField(
        label=gettext_lazy("Officers"), queryset=User.objects.none(), to_field_name="username",
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip

    class Meta:
        model = Team
        fields = ["unit", "name", "members", "is_active"]
        labels = {
            "unit": gettext_lazy("Unit"),
            "name": gettext_lazy("Name of the team"),
            "is_active": gettext_lazy("In use: can be put on duty"),
        }
        error_messages = {NON_FIELD_ERRORS: {"unique_together": NAME_TAKEN}}

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        settle_unit(self, user, of_station=True)
        units = user.unit_ids if "unit" in self.fields else {self.instance.unit_id}
        members: Any = self.fields["members"]
        members.own_unit_id = self.instance.unit_id
        members.queryset = (
            User.objects.officers().filter(unit__in=units).select_related("unit").order_by("unit", "username")
        )
        if not self.instance.pk:
            del self.fields["is_active"]

    def clean(self) -> dict[str, Any]:
        """The cleaned values; a team in use has officers."""
        found = super().clean() or self.cleaned_data
        is_active = found.get("is_active", self.instance.is_active)
        if is_active and "members" in found and not found["members"]:
            self.add_error("members", _("Choose at least one officer."))
        return found
