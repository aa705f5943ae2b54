"""Why a duty is cancelled, and what a commander has to say of missed ones."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.free_text import FreeTextForm
from campus_safety.rows import RowsField
from patrols.models import Duty

_GONE = _("One of them was visited meanwhile, or somebody took note of it. What is left stands below.")


class CancelForm(forms.Form):
    """The reason, which stands in the record."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Such as: no school because of heavy rain."),
        error_messages={"required": _("Say why the duty is cancelled.")},
    )  # fmt: skip


class AcknowledgeForm(FreeTextForm):
    """The comment, which stands in the record."""

    free_texts: ClassVar[tuple[str, ...]] = ("comment",)

    comment = forms.CharField(
        label=_("Comment"), max_length=200, help_text=_("Why nobody came, or what was done."),
        error_messages={"required": _("Say why nobody came, or what was done.")},
    )  # fmt: skip


class DutiesField(RowsField):
    """Duties by point and window."""

    def label_from_instance(self, obj: Any) -> str:
        """The point's number and name, the occasion and the times."""
        span = "–".join(f"{timezone.localtime(moment):%H:%M}" for moment in (obj.starts_at, obj.ends_at))
        return f"{obj.point.number} {obj.point.name} · {obj.window.get_occasion_display()} {span}"


class AcknowledgeDayForm(AcknowledgeForm):
    """One comment for several duties of a day."""

    duties = DutiesField(
        label=_("Missed duties"), queryset=Duty.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose one duty at least."), "invalid_choice": _GONE, "invalid_pk_value": _GONE,
        },
    )  # fmt: skip
    field_order = ("duties", "comment")

    def __init__(self, *args: Any, waiting: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["duties"]
        field.queryset = waiting
        self.initial["duties"] = [duty.pk for duty in waiting]
