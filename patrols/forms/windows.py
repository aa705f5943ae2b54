"""A duty window as it is entered, and its last day."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.days import DayField
from campus_safety.rules.catalogue import rule
from patrols.models import DutyWindow
from patrols.models.windows import MOST_OFFSET_MIN, MOST_STRENGTH
from patrols.weekdays import WEEKDAYS
from patrols.window_times import usual_offsets
from schools.models import School

_WHOLE = {"invalid": _("A whole number.")}


def clock_field(label: Any, **options: Any) -> forms.TimeField:
    """A time of the day."""
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("A time is written as HH:MM.")},
        **options,
    )


def strength_field() -> forms.IntegerField:
    """How many officers are asked for at least (最低警力)."""
    return forms.IntegerField(
        label=_("Officers at least"), initial=1, min_value=1, max_value=MOST_STRENGTH,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}), error_messages=_WHOLE,
    )  # fmt: skip


def check_times(form: forms.BaseForm, found: dict[str, Any]) -> None:
    """Name it at its field if a window ends before it begins."""
    if found.get("starts_at") and found.get("ends_at") and found["ends_at"] <= found["starts_at"]:
        form.add_error("ends_at", _("The window must end after it begins, on the same day."))


def check_days(form: forms.BaseForm, found: dict[str, Any], first: str, last: str) -> None:
    """Name it at the field `last` if the last day lies before the first."""
    if found.get(first) and found.get(last) and found[last] < found[first]:
        form.add_error(last, _("The last day lies before the first."))


def _offset_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST_OFFSET_MIN,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}), error_messages=_WHOLE,
    )  # fmt: skip


class TimedSchoolField(forms.ModelChoiceField):
    """The schools of a point, each with its times."""

    def label_from_instance(self, obj: Any) -> str:
        """The name, arrival and dismissal."""
        times = (f"{clock:%H:%M}" if clock else "?" for clock in (obj.arrives_at, obj.dismisses_at))
        return f"{obj.name} {'–'.join(times)}"


class WindowForm(forms.ModelForm[DutyWindow]):
    """Occasion, at which times (fixed, or tied to a school of the point), on which days, with how many officers."""

    basis = forms.ChoiceField(
        label=_("At which times"), choices=DutyWindow.Basis.choices, required=False, widget=forms.RadioSelect
    )
    school = TimedSchoolField(
        label=_("School"), queryset=School.objects.none(), required=False, empty_label=None,
        error_messages={"invalid_choice": _("There is none such.")},
    )  # fmt: skip
    before_min = _offset_field(_("Minutes before"))
    after_min = _offset_field(_("Minutes after"))
    starts_at = clock_field(_("From"), required=False)
    ends_at = clock_field(_("Until"), required=False)
    weekdays = forms.MultipleChoiceField(
        label=_("Weekdays"), choices=list(WEEKDAYS.items()), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one weekday."), "invalid_choice": _("There is none such.")},
    )  # fmt: skip
    strength = strength_field()
    in_force_from = DayField(label=_("In force from"), required=False)
    in_force_until = DayField(label=_("In force until"), required=False)

    class Meta:
        model = DutyWindow
        fields = [
            "occasion", "basis", "school", "before_min", "after_min", "starts_at", "ends_at", "weekdays",
            "follows_calendar", "strength", "is_doubled", "in_force_from", "in_force_until",
        ]  # fmt: skip
        labels = {
            "occasion": _("Occasion"), "follows_calendar": _("On school days only"),
            "is_doubled": _("Twice as many officers at the start of term and round breaks"),
        }  # fmt: skip
        help_texts = {
            "follows_calendar": _("Without the tick: on these weekdays, whatever the calendar says."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["weekdays"] = list(str(self.initial.get("weekdays") or "12345"))
        schools: Any = self.fields["school"]
        schools.queryset = self._schools()
        self.initial["school"] = self.instance.school_id or schools.queryset.values_list("pk", flat=True).first()
        self._tell_the_rule(timezone.localdate())

    @property
    def has_schools(self) -> bool:
        """Whether there is a school that the window can be tied to."""
        return self.initial["school"] is not None

    def _tell_the_rule(self, today: date) -> None:
        """Say beside the minutes what is taken where they are left empty, and whose rule that is."""
        source = rule("gate_before_arrival", today).source
        before, _none = usual_offsets(DutyWindow.Basis.ARRIVAL, today)
        _none, after = usual_offsets(DutyWindow.Basis.DISMISSAL, today)
        for name, text, minutes in (
            ("before_min", _("Left empty: %(minutes)s before arrival (%(source)s)."), before),
            ("after_min", _("Left empty: %(minutes)s after dismissal (%(source)s)."), after),
        ):
            self.fields[name].help_text = text % {"minutes": minutes, "source": source}

    def _schools(self) -> Any:
        """Those that the point serves, and the one that the window is tied to."""
        served = self.instance.point.schools.values("pk")
        return School.objects.filter(pk__in=served) | School.objects.filter(pk__in=[self.instance.school_id])

    def clean_basis(self) -> str:
        """Fixed times, where there is no choice."""
        return self.cleaned_data["basis"] or DutyWindow.Basis.FIXED

    def clean_weekdays(self) -> str:
        """The digits in order."""
        return "".join(sorted(self.cleaned_data["weekdays"]))

    def clean(self) -> dict[str, Any]:
        """The cleaned values: of fixed times and a school's only what belongs to the choice; nothing ends too early."""
        found = super().clean() or {}
        if found.get("basis") == DutyWindow.Basis.FIXED:
            self._clean_fixed(found)
        elif "basis" in found:
            self._clean_tied(found)
        check_days(self, found, "in_force_from", "in_force_until")
        for name in ("in_force_from", "in_force_until") if self.instance.is_extra else ():
            if name in found and found[name] is None:
                self.add_error(name, _("An extra window has a first and a last day."))
        return found

    def _clean_fixed(self, found: dict[str, Any]) -> None:
        found |= {"school": None, "before_min": None, "after_min": None}
        for name in ("starts_at", "ends_at"):
            if name in found and found[name] is None:
                self.add_error(name, _("Enter the time."))
        check_times(self, found)

    def _clean_tied(self, found: dict[str, Any]) -> None:
        """What stands at the fixed times is of no interest; minutes that were left empty are the rule's."""
        for name in ("starts_at", "ends_at"):
            self.errors.pop(name, None)
            found[name] = None
        if found.get("school") is None and "school" not in self.errors:
            self.add_error("school", _("Choose the school."))
        before, after = usual_offsets(found["basis"], timezone.localdate())
        for name, usual in (("before_min", before), ("after_min", after)):
            if name in found and found[name] is None:
                found[name] = usual
        if found.get("before_min") == found.get("after_min") == 0:
            self.add_error("after_min", _("The window must end after it begins, on the same day."))


class WindowEndForm(forms.Form):
    """The last day of a window."""

    last_day = DayField(label=_("Last day"), initial=timezone.localdate)

    def __init__(self, *args: Any, first_day: date | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.first_day = first_day

    def clean_last_day(self) -> date:
        """Not before the first day."""
        day: date = self.cleaned_data["last_day"]
        if self.first_day and day < self.first_day:
            raise forms.ValidationError(_("The last day lies before the first."))
        return day
