"""What the trail is searched by."""

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from campus_safety.audit.trail import Action
from campus_safety.days import DayField

FOREIGN = ("django", "auditlog", "axes", "rest_framework")
ACTIONS = (
    (Action.CREATE, _("created")),
    (Action.UPDATE, _("changed")),
    (Action.DELETE, _("deleted")),
    (Action.ACCESS, _("read")),
)


def kinds() -> list[tuple[int, str]]:
    """(content type, name) of the portal's own models, by name."""
    found = [(kind, kind.model_class()) for kind in ContentType.objects.all()]
    own = [kind for kind, model in found if model and model.__module__.partition(".")[0] not in FOREIGN]
    return sorted(((kind.pk, capfirst(kind.name)) for kind in own), key=lambda choice: choice[1])


class TrailSearch(forms.Form):
    """Who, what text, which kind of row, which action, from when to when; all optional."""

    who = forms.CharField(label=_("Who"), required=False, max_length=60)
    q = forms.CharField(label=_("Text"), required=False, max_length=100)
    kind = forms.TypedChoiceField(label=_("Kind of row"), required=False, coerce=int, empty_value=None)
    action = forms.TypedChoiceField(label=_("Action"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # `from` is a word of Python's; every list of the portal calls its days so.
        self.fields |= {
            "from": DayField(label=_("From day"), required=False),
            "to": DayField(label=_("To day"), required=False),
        }
        self.fields["kind"].choices = [("", _("All")), *kinds()]  # type: ignore[attr-defined]
        self.fields["action"].choices = [("", _("All")), *ACTIONS]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The cleaned values; a last day before the first is named at `to`."""
        found = super().clean() or {}
        if found.get("from") and found.get("to") and found["from"] > found["to"]:
            self.add_error("to", _("The last day lies before the first."))
        return found

    def asked(self) -> dict[str, Any]:
        """The cleaned values by the names that the search takes them."""
        names = {"from": "since", "to": "until"}
        return {names.get(name, name): value for name, value in self.cleaned_data.items()}

    def words(self) -> str:
        """What was asked for, as it is put on the trail."""
        asked = {name: value for name, value in self.cleaned_data.items() if value not in {None, ""}}
        return " ".join(f"{name}={value}" for name, value in asked.items()) or "*"
