"""An appointment as it is proposed, renewed or handed over, and what the other steps of one ask for."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.days import DayField
from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from campus_safety.rules.catalogue import rule
from outreach.appointment_facts import findings_of
from outreach.appointment_rules import CAN_BE_ACCEPTED, last_day_of_term
from outreach.findings import TERM, Finding, Weight
from outreach.models import Appointment
from outreach.models.appointments import LEAST_AGE, MOST_AGE, MOST_TRAINED_HOURS
from schools.models import School


class OfUnitField(forms.ModelChoiceField):
    """A school or an officer by name; for who sees several units with the unit's."""

    has_units = False

    def label_from_instance(self, obj: Any) -> str:
        """The name, and where needed the unit."""
        return f"{obj.name} · {obj.unit}" if self.has_units else str(obj.name)


class TermForm(FreeTextForm):
    """The term of an appointment, and what the rules ask about the officer.

    What they say is in `findings` once the form is complete; only what they warn of is asked about by `accepted`.
    """

    starts_on = DayField(
        label=pgettext_lazy("appointment", "Term from"), error_messages={"required": _("Say when the term begins.")}
    )
    ends_on = DayField(
        label=pgettext_lazy("appointment", "Term until"), error_messages={"required": _("Say when the term ends.")}
    )
    trained_hours = forms.IntegerField(
        label=_("Hours of training before"), min_value=0, max_value=MOST_TRAINED_HOURS, initial=0,
        error_messages={"required": _("Say how many hours, 0 if none.")},
    )  # fmt: skip
    age = forms.IntegerField(
        label=_("Age, only of somebody who has retired"), min_value=LEAST_AGE, max_value=MOST_AGE, required=False,
        help_text=_("In years, on the first day of the term. Left empty, the officer serves."),
    )  # fmt: skip
    accepted = forms.MultipleChoiceField(
        label=_("Propose it nevertheless"), choices=[(key, key) for key in CAN_BE_ACCEPTED], required=False,
        widget=forms.CheckboxSelectMultiple, error_messages=UNKNOWN,
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user, self.findings = user, list[Finding]()
        if not self.is_bound:
            del self.fields["accepted"]

    def proposal(self) -> Appointment:
        """The appointment as it would be. Each form adds school and officer."""
        names = ("starts_on", "ends_on", "trained_hours", "age")
        return Appointment(**{name: self.cleaned_data[name] for name in names})

    def clean(self) -> dict[str, Any]:
        """The cleaned values, with what the rules say of them; what they block or warn of, the action refuses."""
        found = super().clean()
        if not self.errors and found["starts_on"] <= found["ends_on"]:
            self.findings = findings_of(self.proposal())
        warned = [finding for finding in self.findings if finding.weight == Weight.WARNED]
        field: Any = self.fields["accepted"]
        field.choices = [(finding.rule.key, finding.words) for finding in warned]
        if not warned:
            del self.fields["accepted"]
        return found

    @property
    def advice(self) -> list[Finding]:
        """What the rules only advise."""
        return [finding for finding in self.findings if finding.weight == Weight.ADVISED]

    @property
    def accepted_rules(self) -> list[str]:
        """The keys of the rules that it is proposed in spite of."""
        accepted: list[str] = self.cleaned_data.get("accepted", [])
        return accepted


class ProposalForm(TermForm):
    """Which officer is proposed to which school."""

    field_order = ["school", "officer"]

    school = OfUnitField(
        label=_("School"), queryset=School.objects.none(), empty_label=_("Choose the school"),
        error_messages=UNKNOWN | {"required": _("Choose the school.")},
    )  # fmt: skip
    officer = OfUnitField(
        label=_("Officer"), queryset=User.objects.none(), empty_label=_("Choose the officer"),
        error_messages=UNKNOWN | {"required": _("Choose the officer.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        schools, officers = self.fields["school"], self.fields["officer"]
        _choose(schools, School.objects.visible_to(self.user).filter(is_open=True), self.user)
        _choose(officers, User.objects.visible_to(self.user).officers(), self.user)
        today = timezone.localdate()
        self.initial.setdefault("starts_on", today)
        self.initial.setdefault("ends_on", last_day_of_term(today, rule(TERM, today).value or 0))

    def proposal(self) -> Appointment:
        """The appointment as it would be."""
        proposal = super().proposal()
        proposal.school, proposal.officer = self.cleaned_data["school"], self.cleaned_data["officer"]
        return proposal


def _choose(field: Any, rows: Any, user: User) -> None:
    field.has_units = len(user.unit_ids) > 1
    field.queryset = rows.select_related("unit").order_by("unit__code", "name", "pk")
