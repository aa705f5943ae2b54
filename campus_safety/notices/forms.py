"""What a person enters about the ways that messages take."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus_safety.notices.models import ApprovedHost, Channel
from campus_safety.notices.outward import is_named_by_operator
from campus_safety.notices.targets import HOST_NAME

# What is entered for each kind, and where it is found.
TARGETS: dict[str, tuple[Any, Any]] = {
    Channel.Kind.MAIL: (_("Mail address"), _("Better the one of your work: messages name points and times.")),
    Channel.Kind.WECOM: (
        _("Webhook address of the robot"),
        _("In the WeCom group: group robots, add a robot, copy the address."),
    ),
    Channel.Kind.DINGTALK: (
        _("Webhook address of the robot"),
        _("In the DingTalk group: robots, custom robot. If it asks for signatures, add its secret after a blank."),
    ),
    Channel.Kind.FEISHU: (
        _("Webhook address of the robot"),
        _("In the Feishu group: bots, custom bot, copy the address."),
    ),
    Channel.Kind.WEBHOOK: (
        _("Address that begins with https://"),
        _("It is sent JSON with “title” and “message”. An administrator approves its host first."),
    ),
}


class TargetForm(forms.Form):
    """Where a channel leads. What was entered before is not shown again."""

    target = forms.CharField(
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}),
    )

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["target"].label, self.fields["target"].help_text = TARGETS[kind]


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("A time is written as HH:MM.")},
    )


class QuietHoursForm(forms.Form):
    """From when until when nothing is sent; empty for never."""

    starts_at = _clock(_("From"))
    ends_at = _clock(_("Until"))
    lets_urgent_through = forms.BooleanField(
        label=_("Urgent messages come through, for instance a duty that nobody has done"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """The cleaned values: both times, or neither."""
        found = super().clean() or {}
        starts, ends = found.get("starts_at"), found.get("ends_at")
        if (starts is None) != (ends is None) and not self.errors:
            self.add_error("ends_at" if ends is None else "starts_at", _("Enter both times, or neither."))
        return found


class HostForm(forms.ModelForm[ApprovedHost]):
    """A host that messages of a kind may go to."""

    class Meta:
        model = ApprovedHost
        fields = ["kind", "host", "reason"]
        labels = {"kind": _("Kind of channel"), "host": _("Host"), "reason": _("What for")}

    def clean_host(self) -> str:
        """The name of a host in small letters. An address is let in only where the operator has named it."""
        host = str(self.cleaned_data["host"]).strip().lower().rstrip(".")
        if HOST_NAME.fullmatch(host) is None and not is_named_by_operator(host):
            raise forms.ValidationError(_("Enter the name of a host, without https:// and without a port."))
        return host
