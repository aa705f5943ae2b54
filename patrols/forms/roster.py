"""The roster: which week or day of which unit, and who is put on duty where."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.accounts.models import Unit, User
from campus_safety.days import FIRST_YEAR, LAST_YEAR
from campus_safety.lists.filters import UNKNOWN
from campus_safety.rows import RowsField
from patrols.models import Team
from patrols.roster.day import Post, RosterDay
from patrols.roster.wording import day_in_words

WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")


class WeekField(forms.CharField):
    """A week as `2026-W48`, of this century; its value is the week's Monday."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """The Monday, None for nothing. Raises ValidationError for anything else."""
        text = super().to_python(value)
        if not text:
            return None
        found = WEEK.fullmatch(text)
        try:
            if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
                return date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:  # a year has no such week
            pass
        raise forms.ValidationError(_("A week is written as YYYY-Www, between 2000 and 2100."), code="invalid")


class UnitForm(forms.Form):
    """Whose roster it is: a station that the user sees. Who sees one only is not asked."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("Unit"), queryset=Unit.objects.none(), to_field_name="code", required=False,
        error_messages=UNKNOWN, empty_label=None,
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["unit"]
        field.queryset = self._stations = Unit.objects.visible_to(user).filter(kind=Unit.Kind.STATION).order_by("code")
        if len(user.unit_ids) < 2:
            field.widget = forms.HiddenInput()

    def found_unit(self) -> Unit | None:
        """The unit that is named, else the first that the user sees; None if there is none."""
        named: Unit | None = self.cleaned_data.get("unit")
        first: Unit | None = named or self._stations.first()
        return first


class WeekForm(UnitForm):
    """A week of a unit; this week unless said otherwise."""

    week = WeekField(label=gettext_lazy("Week"), required=False)

    def monday(self) -> date:
        """The first day of the week."""
        today = timezone.localdate()
        monday: date = self.cleaned_data.get("week") or today - timedelta(days=today.weekday())
        return monday


class DayForm(UnitForm):
    """A day of a unit: all of it, or one group of windows; and which points are chosen to begin with."""

    EMPTY, ALL, NONE = "empty", "all", "none"

    group = forms.RegexField(
        r"^[a-z_]+-[0-9]{4}-[0-9]{4}$", required=False, widget=forms.HiddenInput, label=gettext_lazy("Duty window"),
        error_messages={"invalid": UNKNOWN["invalid_choice"]},
    )  # fmt: skip
    choose = forms.ChoiceField(
        choices=[(EMPTY, EMPTY), (ALL, ALL), (NONE, NONE)], required=False, label=gettext_lazy("Chosen"),
        error_messages=UNKNOWN,
    )  # fmt: skip

    def chosen(self, post: Post) -> bool:
        """Whether a point is chosen to begin with: those without anyone unless said otherwise."""
        choose = self.cleaned_data.get("choose") or self.EMPTY
        return choose == self.ALL or (choose == self.EMPTY and post.is_empty)


def checked(label: Any, missing: Any = "", *, field: Any = forms.MultipleChoiceField, **options: Any) -> Any:
    """Some of many, by checkbox; `missing` says what to do where none is chosen."""
    errors = UNKNOWN | {"invalid_list": UNKNOWN["invalid_choice"], "required": missing}
    return field(label=label, widget=forms.CheckboxSelectMultiple, error_messages=errors, **options)


class AssignForm(forms.Form):
    """Chosen points, days, officers and teams of one group; `do` says whether they come on duty or go off.

    Who stands on the roster is offered even if no longer of the unit or in use: they can be taken off.
    """

    ASSIGN, TAKE_OFF = "assign", "take_off"

    windows = checked(gettext_lazy("Patrol points"), gettext_lazy("Choose at least one patrol point."))
    dates = checked(gettext_lazy("Days"), gettext_lazy("Choose at least one day."))
    teams = checked(gettext_lazy("Teams"), required=False, queryset=Team.objects.none(), field=RowsField)
    officers = checked(
        gettext_lazy("Officers"), required=False, queryset=User.objects.none(), to_field_name="username",
        field=forms.ModelMultipleChoiceField,
    )  # fmt: skip
    do = forms.ChoiceField(choices=[(ASSIGN, ASSIGN), (TAKE_OFF, TAKE_OFF)])

    def __init__(self, data: Any, *, day: RosterDay, chosen: list[int]) -> None:
        super().__init__(data, initial={"windows": chosen, "dates": [day.on.isoformat()]})
        fields: dict[str, Any] = self.fields
        now = timezone.now()
        fields["windows"].choices = [
            (post.duty.window_id, _said(post)) for post in day.posts if post.duty.starts_at > now
        ]
        fields["dates"].choices = [(on.isoformat(), day_in_words(on)) for on in day.open_dates]
        entries = [entry for post in day.posts for entry in post.entries]
        officers = User.objects.officers().filter(unit=day.unit)
        standing = User.objects.filter(pk__in={entry.officer_id for entry in entries if entry.officer_id})
        fields["officers"].queryset = (officers | standing).order_by("username")
        in_use = Q(is_active=True) | Q(pk__in={entry.team_id for entry in entries if entry.team_id})
        fields["teams"].queryset = Team.objects.filter(in_use, unit=day.unit)

    def clean_dates(self) -> list[date]:
        """As days."""
        return [date.fromisoformat(text) for text in self.cleaned_data["dates"]]

    def clean_windows(self) -> list[int]:
        """As primary keys."""
        return [int(text) for text in self.cleaned_data["windows"]]


def _said(post: Post) -> SafeString:
    """A point and its times, and below it who has it."""
    who = post.names or _("nobody")
    if post.names and post.officers < post.duty.strength:
        who = _("%(names)s: %(there)s of %(asked)s officers") % {
            "names": who, "there": post.officers, "asked": post.duty.strength
        }  # fmt: skip
    point, html_class = post.duty.point, "strong" if post.is_empty else "quiet"
    begins, ends = (time_format(timezone.localtime(at), "H:i") for at in (post.duty.starts_at, post.duty.ends_at))
    return format_html(
        '<span>{} {} <span class="quiet">{}–{}</span><span class="who {}">{}</span></span>',
        point.number, point.name, begins, ends, html_class, who,
    )  # fmt: skip
