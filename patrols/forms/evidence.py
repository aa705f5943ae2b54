"""The word on a check-in; a sign that is replaced, posted or pictured."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.unit_choice import UNKNOWN_UNIT
from campus_safety.days import DayField
from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from campus_safety.uploads.forms import UploadField
from campus_safety.uploads.models import Kind
from patrols.actions.signs import check_posted_on
from patrols.models import CheckInReview, PointSign

MOST_REASON = 200
DECISIONS = (
    (CheckInReview.Outcome.ACCEPTED, _("Accept: it counts")),
    (CheckInReview.Outcome.REJECTED, _("Reject: it counts nowhere, and its duty is open again or missed")),
)


def reason_field(**options: Any) -> forms.CharField:
    """Why, in a few words."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=_("Reason"), max_length=MOST_REASON, widget=widget, **options)


class ReviewForm(FreeTextForm):
    """Accept or reject; whoever rejects, or changes the word, says why (the action asks)."""

    free_texts = ("reason",)

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=DECISIONS,
        widget=forms.RadioSelect,
        error_messages=UNKNOWN | {"required": _("Accept it or reject it.")},
    )
    reason = reason_field(
        required=False, help_text=_("Needed to reject, and to change a decision. The officer reads it.")
    )


class ReplaceSignForm(FreeTextForm):
    """Why a sign is made anew."""

    free_texts = ("reason",)

    reason = reason_field(
        help_text=_("Such as: torn, faded, taken away, or its code was passed on."),
        error_messages={"required": _("Say why the sign is replaced.")},
    )


def photo_field(**options: Any) -> UploadField:
    """One photo of a sign on its place."""
    return UploadField(
        label=_("Photo of the sign on its place"), kinds=(Kind.IMAGE,),
        help_text=_("No child may be recognisable."), error_messages={"required": _("Choose a photo.")}, **options,
    )  # fmt: skip


class PostSignForm(forms.Form):
    """Since when a sign hangs on its place; the photo is asked for where another one ends with it."""

    on = DayField(label=_("Posted on"), error_messages={"required": _("Say on which day it was posted.")})
    photo = photo_field(required=False)

    def __init__(self, *args: Any, sign: PointSign, needs_photo: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self._sign = sign
        self.fields["photo"].required = needs_photo
        self.initial.setdefault("on", timezone.localdate())

    def clean_on(self) -> date:
        """The day. Raises ValidationError for one on which the sign cannot have been posted."""
        on: date = self.cleaned_data["on"]
        check_posted_on(self._sign, on)
        return on

    def values(self) -> dict[str, Any]:
        """What `post_sign` takes."""
        return {"on": self.cleaned_data["on"], "photo": self.cleaned_data["photo"]}


class SignPhotoForm(forms.Form):
    """The photo of a sign that was posted without one."""

    photo = photo_field()

    def values(self) -> dict[str, Any]:
        """What `add_sign_photo` takes."""
        return {"photo": self.cleaned_data["photo"]}


class PrintForm(forms.Form):
    """The paper that signs are printed on, and whose signs: all that the user sees unless a unit is named."""

    SIZES: ClassVar[Sequence[tuple[str, str]]] = (("a4", "A4"), ("a3", "A3"))

    size = forms.ChoiceField(label=_("Paper"), choices=SIZES, required=False, error_messages=UNKNOWN)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, to_field_name="code", error_messages=UNKNOWN_UNIT
    )

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.visible_to(user)
