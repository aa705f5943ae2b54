"""What is entered of the calendar: a term or break, own days, a year that is known."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import is_administrator
from campus_safety.accounts.unit_choice import settle_unit
from campus_safety.calendars.models import WEEKDAYS, Day, Span
from campus_safety.calendars.ranges import days_meant
from campus_safety.days import FIRST_YEAR, LAST_YEAR, DayField
from campus_safety.free_text import FreeTextForm
from campus_safety.levels import Level

LONGEST_SPAN_DAYS = 366
NO_SUCH = _("There is none such.")
EVERY_KIND = ("", pgettext_lazy("of school", "every kind"))


def level_field(every: tuple[str, Any] = EVERY_KIND) -> forms.ChoiceField:
    """One kind of school, or every kind."""
    choices = [every, *Level.choices]
    errors = {"invalid_choice": NO_SUCH}
    return forms.ChoiceField(label=_("Kind of school"), choices=choices, required=False, error_messages=errors)


def kind_field(choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    """One of two kinds, both in sight."""
    errors = {"required": _("Choose one of the two."), "invalid_choice": NO_SUCH}
    return forms.ChoiceField(label=_("Kind"), choices=choices, widget=forms.RadioSelect, error_messages=errors)


def settle_keeper(form: forms.ModelForm[Any], user: User) -> None:
    """Whose a new row is: the country's if an administrator enters it, else a unit's that has schools."""
    if is_administrator(user):
        del form.fields["unit"]
        return
    settle_unit(form, user)
    if "unit" in form.fields:
        field: Any = form.fields["unit"]
        field.queryset = field.queryset.exclude(kind=Unit.Kind.TRAFFIC_SQUAD)
        field.help_text = _("It holds for this unit and those below it.")


class SpanForm(FreeTextForm, forms.ModelForm[Span]):
    """A term or a break."""

    free_texts = ("name",)

    kind = kind_field(Span.Kind.choices)
    level = level_field()
    name = forms.CharField(
        label=pgettext_lazy("of a term", "Name"), max_length=60, help_text=_("As the school calendar calls it.")
    )
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"))

    class Meta:
        model = Span
        fields = ["unit", "kind", "name", "level", "first_day", "last_day"]
        labels = {"unit": _("Unit")}

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        settle_keeper(self, user)

    def clean(self) -> dict[str, Any]:
        """The cleaned values; the last day does not lie before the first, nor more than a year after it."""
        found = super().clean()
        first, last = found.get("first_day"), found.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first."))
        elif first and last and last - first >= timedelta(days=LONGEST_SPAN_DAYS):
            self.add_error("last_day", _("A term or break is no longer than a year."))
        return found


class DayForm(FreeTextForm, forms.ModelForm[Day]):
    """What an own day says; its date stays."""

    free_texts = ("reason",)

    kind = kind_field(Day.Kind.choices)
    follows_weekday = forms.TypedChoiceField(
        label=_("Timetable of"), choices=[("", _("any day of the week")), *WEEKDAYS], coerce=int, required=False,
        empty_value=None, help_text=_("Only of a make-up day, if the announcement names the day that it makes up."),
        error_messages={"invalid_choice": NO_SUCH},
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=100)

    class Meta:
        model = Day
        fields = ["kind", "follows_weekday", "reason"]

    def clean(self) -> dict[str, Any]:
        """The cleaned values; without school there is no timetable."""
        found = super().clean()
        if found.get("kind") == Day.Kind.NO_SCHOOL and found.get("follows_weekday"):
            self.add_error("follows_weekday", _("A day without school follows no timetable: leave this empty."))
        return found


class DaysForm(DayForm):
    """Own days, one or a range of them."""

    field_order = ("unit", "kind", "first_day", "last_day", "level", "follows_weekday", "reason")

    level = level_field()
    first_day = DayField(label=_("First day"))
    last_day = DayField(
        label=_("Last day"), required=False,
        help_text=_("Left empty, it is one day. School on several days leaves their weekends free."),
    )  # fmt: skip

    class Meta(DayForm.Meta):
        fields = ["unit", "level", *DayForm.Meta.fields]
        labels = {"unit": _("Unit")}

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        settle_keeper(self, user)

    def clean(self) -> dict[str, Any]:
        """The cleaned values, with the `dates` that are meant."""
        found = super().clean()
        first, last = found.get("first_day"), found.get("last_day") or found.get("first_day")
        if first and last and "last_day" not in self.errors:
            found["dates"] = self._dates(first, last, is_opened=found.get("kind") == Day.Kind.SCHOOL)
        return found

    def _dates(self, first: date, last: date, *, is_opened: bool) -> list[date]:
        try:
            return days_meant(first, last, is_opened=is_opened)
        except forms.ValidationError as error:
            self.add_error("last_day", error)
            return []


class KnownYearForm(FreeTextForm):
    """A year whose make-up days are known, and from where."""

    free_texts = ("source",)

    year = forms.IntegerField(
        label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The announcement of the State Council, with its number.")
    )
