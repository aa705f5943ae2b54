"""What a school asks for or complains of, as its principal writes it or police enter it."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from campus_safety.moments import MomentField
from incidents.forms.cases import SchoolField
from outreach.models import Opinion
from schools.models import School

# By which police enter one; the portal is the school's own way.
WAYS_OF_POLICE = [choice for choice in Opinion.Way.choices if choice[0] != Opinion.Way.PORTAL]
CHOOSE_SCHOOL = _("Choose the school")


def school_field(empty_label: Any = CHOOSE_SCHOOL, **options: Any) -> SchoolField:
    """A school in operation of the user's units: see `offer_schools`."""
    return SchoolField(
        label=_("School"), queryset=School.objects.none(), empty_label=empty_label,
        error_messages=UNKNOWN | {"required": _("Choose the school.")}, **options,
    )  # fmt: skip


def offer_schools(form: forms.BaseForm, user: User) -> None:
    """Let a form's `school` be one in operation that the user sees, with its unit for who sees several."""
    field: Any = form.fields["school"]
    field.has_units = len(user.unit_ids) > 1
    open_ones = School.objects.visible_to(user).filter(is_open=True)
    field.queryset = open_ones.select_related("unit").order_by("unit__code", "name")


class OwnOpinionForm(FreeTextForm, forms.ModelForm[Opinion]):
    """What the principal of a school asks for or complains of."""

    free_texts: ClassVar[tuple[str, ...]] = ("text",)

    text = forms.CharField(
        label=_("In your words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say what the school asks for or complains of.")},
        help_text=_("No child's name."),
    )  # fmt: skip

    class Meta:
        model = Opinion
        fields: ClassVar[list[str]] = ["kind", "topic", "text"]
        labels: ClassVar[dict[str, Any]] = {
            "kind": pgettext_lazy("opinion", "What it is"), "topic": pgettext_lazy("opinion", "What it is about"),
        }  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {"kind": forms.RadioSelect}
        error_messages: ClassVar[dict[str, Any]] = {
            "kind": UNKNOWN | {"required": _("Say what it is.")},
            "topic": UNKNOWN | {"required": _("Say what it is about.")},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind: Any = self.fields["kind"]
        kind.choices = Opinion.Kind.choices
        topic: Any = self.fields["topic"]
        topic.choices = [("", _("Choose the topic")), *Opinion.Topic.choices]


class OpinionForm(OwnOpinionForm):
    """The same as police enter it: which school said so, in which way and when."""

    field_order = ["school", "kind", "topic", "text", "numbers_are_meant", "way", "received_at"]

    school = school_field()
    received_at = MomentField(label=_("Received at"), error_messages={"required": _("Say when it was received.")})

    class Meta(OwnOpinionForm.Meta):
        fields: ClassVar[list[str]] = [*OwnOpinionForm.Meta.fields, "school", "way", "received_at"]
        labels = OwnOpinionForm.Meta.labels | {"way": pgettext_lazy("opinion", "How it came")}
        widgets = OwnOpinionForm.Meta.widgets | {"way": forms.RadioSelect}
        error_messages = OwnOpinionForm.Meta.error_messages | {
            "way": UNKNOWN | {"required": _("Say how it came.")},
        }

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_schools(self, user)
        way: Any = self.fields["way"]
        way.choices = WAYS_OF_POLICE
        self.initial["received_at"] = timezone.now()
