"""A dispute as it is entered and put right."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.days import DayField
from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from campus_safety.seen import SeenForm
from outreach.forms.opinions import offer_schools, school_field
from outreach.models import Dispute


class DisputeForm(SeenForm, FreeTextForm, forms.ModelForm[Dispute]):
    """Between whom a dispute is and about what, since when, and who is in charge; of a new one the school."""

    free_texts: ClassVar[tuple[str, ...]] = ("text",)
    field_order = ["school", "parties", "text", "numbers_are_meant", "found_on", "lead"]

    school = school_field()
    parties = forms.MultipleChoiceField(
        label=pgettext_lazy("dispute", "Between whom"), choices=Dispute.Party.choices,
        widget=forms.CheckboxSelectMultiple, error_messages=UNKNOWN | {"required": _("Say between whom it is.")},
        help_text=_("Roles only, never a name."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("What it is about"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what it is about.")}, help_text=_("Without names; never a child's name."),
    )  # fmt: skip
    found_on = DayField(label=_("Found on"), error_messages={"required": _("Say on which day it was found.")})

    class Meta:
        model = Dispute
        fields: ClassVar[list[str]] = ["school", "parties", "text", "found_on", "lead"]
        labels: ClassVar[dict[str, Any]] = {"lead": _("Officer in charge")}
        error_messages: ClassVar[dict[str, Any]] = {"lead": UNKNOWN | {"required": _("Choose the officer.")}}

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.look(model_to_dict(self.instance, self.Meta.fields) if self.instance.pk else None)
        lead: Any = self.fields["lead"]
        lead.empty_label = _("Choose the officer")
        officers = User.objects.officers().order_by("name", "pk")
        if self.instance.pk:
            del self.fields["school"]
            lead.queryset = officers.filter(Q(unit_id=self.instance.unit_id) | Q(pk=self.instance.lead_id))
            return
        offer_schools(self, user)
        lead.queryset = officers.filter(unit_id__in=user.unit_ids)
        self.initial.update(found_on=timezone.localdate(), lead=user.pk)
