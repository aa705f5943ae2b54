"""What is decided of a request for event cover: who is sent, or why nobody is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.lists.filters import UNKNOWN
from campus_safety.local_days import local_day
from campus_safety.rows import RowsField
from campus_safety.rules.catalogue import rule
from outreach.busy_officers import busy_officers
from outreach.forms.steps import MOST_WORDS, StepForm
from outreach.models import EventCover
from schools.forms.inspections import text_area

MOST_MIN = 120


class OfficersField(RowsField):
    """Officers by name; of who has something else to do at that time it says what."""

    busy: dict[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        """The name, and what else the officer has at that time."""
        return " · ".join(filter(None, [str(obj), self.busy.get(obj.pk, "")]))


def _minutes(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST_MIN, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )


class ApproveForm(StepForm):
    """Which officers are sent, and from when until when they are there.

    Who has something else to do at that time is doubted once: sent again with the tick it is meant.
    """

    field_order = ["officers", "busy_are_meant", "before_min", "after_min", "text"]

    officers = OfficersField(
        label=_("Officers"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages=UNKNOWN | {"invalid_pk_value": _("There is none such."),
                                  "required": _("Choose at least one officer.")},
    )  # fmt: skip
    busy_are_meant = forms.BooleanField(label=_("They are to go all the same"), required=False)
    before_min = _minutes(_("There before it begins (min)"))
    after_min = _minutes(_("There after its end (min)"))
    text = text_area(_("Words to the school"), most=MOST_WORDS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        cover: Any = self.row
        officers = fields["officers"]
        officers.queryset = User.objects.officers().filter(unit_id=cover.unit_id).order_by("name", "pk")
        officers.busy = busy_officers(cover)
        self._tell_the_rule(cover)
        if not self.busy_chosen:
            del self.fields["busy_are_meant"]

    @property
    def busy_chosen(self) -> list[int]:
        """Who is chosen and has something else to do."""
        field: Any = self.fields["officers"]
        chosen = set(field.widget.value_from_datadict(self.data, self.files, self.add_prefix("officers")) or ())
        return [officer for officer in field.busy if str(officer) in chosen]

    def clean(self) -> dict[str, Any]:
        """The cleaned values; whoever has something else to do is doubted at the field."""
        found = super().clean()
        if self.busy_chosen and not found.pop("busy_are_meant", False) and not self.has_error("officers"):
            text = _("One of these has something else to do then. Choose others, or say below that it is meant.")
            self.add_error("officers", text)
        return found

    def _tell_the_rule(self, cover: EventCover) -> None:
        """The minutes of the rules, and whose they are."""
        for name, key in (("before_min", "cover_before"), ("after_min", "cover_after")):
            usual = rule(key, local_day(cover.starts_at))
            self.initial[name] = usual.value
            self.fields[name].help_text = _("Usual: %(minutes)s (%(source)s)") % {
                "minutes": usual.value, "source": usual.source,
            }  # fmt: skip


class DeclineForm(StepForm):
    """Why the station sends nobody."""

    text = text_area(_("Reason, as the school reads it"), most=MOST_WORDS, required=True)


class WithdrawForm(StepForm):
    """Why the school needs nobody."""

    text = text_area(_("Reason"), most=MOST_WORDS, required=True)
