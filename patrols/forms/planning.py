"""A whole week: what is balanced, and who steps in on each day."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.accounts.models import Unit, User
from campus_safety.lists.filters import UNKNOWN
from patrols.forms.roster import WeekForm, checked
from patrols.roster.balancing import MOST_IN_A_ROUND, POINTS_IN_A_ROUND
from patrols.roster.people import A_WEEK, officers_to_roster
from patrols.roster.wording import day_in_words


class BalanceForm(WeekForm):
    """Who takes part, and how many points make a round at most; the digest of the proposal that was looked at."""

    officers = checked(
        gettext_lazy("Who takes part"), gettext_lazy("Choose at least one officer."), to_field_name="username",
        queryset=User.objects.none(), field=forms.ModelMultipleChoiceField,
    )  # fmt: skip
    most = forms.IntegerField(
        label=gettext_lazy("Points in one round, at most"), min_value=1, max_value=MOST_IN_A_ROUND,
        help_text=gettext_lazy("As many as one officer or car sees to in one window."),
    )  # fmt: skip
    field_order = ["unit", "week", "most", "officers"]

    @classmethod
    def of_unit(cls, data: Any, *, user: User, unit: Unit) -> "BalanceForm":
        """The form for a unit's officers; what is not said is filled in: all of them but commanders, six points."""
        given = data.copy()
        if "officers" not in given and "most" not in given:
            roles = [officer for officer in officers_to_roster(unit) if officer.role == User.Role.OFFICER]
            given.setlist("officers", [officer.username for officer in roles])
            given["most"] = str(POINTS_IN_A_ROUND)
        form = cls(given, user=user)
        field: Any = form.fields["officers"]
        field.queryset = User.objects.officers().filter(unit=unit).order_by("username")
        return form


class SubstitutesForm(forms.Form):
    """The substitute of each day of a week; days that are over stay as they are."""

    def __init__(self, *args: Any, unit: Unit, monday: date, named: dict[date, User], **options: Any) -> None:
        super().__init__(*args, **options)
        officers = User.objects.officers().filter(unit=unit).order_by("username")
        dates = [monday + timedelta(days=number) for number in range(A_WEEK.days)]
        for on in dates:
            if on < timezone.localdate():
                continue
            self.fields[on.isoformat()] = forms.ModelChoiceField(
                label=day_in_words(on), queryset=officers, to_field_name="username", required=False,
                empty_label=_("nobody"), initial=named[on].username if on in named else None,
                error_messages=UNKNOWN,
            )  # fmt: skip

    def named(self) -> dict[date, User | None]:
        """{day: substitute} of the days that are not over."""
        return {date.fromisoformat(name): officer for name, officer in self.cleaned_data.items()}
