"""Windows that are added for a limited time (临时加密时段), the same at several points."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.days import DayField
from campus_safety.free_text import FreeTextForm
from campus_safety.rows import RowsField
from patrols.actions.windows import Extra
from patrols.forms.windows import check_days, check_times, clock_field, strength_field
from patrols.models import DutyWindow, PatrolPoint

MOST_POINTS = 100
SCHOOL_DAYS, EVERY_DAY = "school", "every"
_UNKNOWN = {"invalid_choice": _("There is none such."), "invalid_pk_value": _("There is none such.")}


class ExtraWindowForm(FreeTextForm):
    """At which points, when, on which days, with how many officers, and why."""

    free_texts = ("reason",)

    points = RowsField(
        label=_("Patrol points"), queryset=PatrolPoint.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages=_UNKNOWN | {"required": _("Choose at least one point.")},
    )  # fmt: skip
    cause = forms.ChoiceField(label=_("Cause"), choices=DutyWindow.Cause.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Such as: theft at the east gate on 12 November."),
        error_messages={"required": _("Say why the points are to be visited more often.")},
    )  # fmt: skip
    starts_at = clock_field(_("From"))
    ends_at = clock_field(_("Until"))
    first_day = DayField(label=_("First day"), initial=timezone.localdate)
    last_day = DayField(label=_("Last day"))
    days = forms.ChoiceField(
        label=_("Days"), choices=[(EVERY_DAY, _("every day")), (SCHOOL_DAYS, _("school days only"))],
        initial=EVERY_DAY, widget=forms.RadioSelect,
    )  # fmt: skip
    strength = strength_field()

    def __init__(self, *args: Any, points: QuerySet[PatrolPoint], shown: QuerySet[PatrolPoint], **options: Any) -> None:
        """`points` can be chosen. Offered are those that are ticked, and up to 100 of the `number` of `shown`."""
        super().__init__(*args, **options)
        self.number = shown.count()
        field: Any = self.fields["points"]
        field.queryset = points
        ticked = self._ticked()
        others = shown.exclude(pk__in=[point.pk for point in ticked])[:MOST_POINTS]
        field.widget.choices = [(point.pk, str(point)) for point in (*ticked, *others)]

    def _ticked(self) -> Iterable[PatrolPoint]:
        try:
            ticked: Iterable[PatrolPoint] = self.fields["points"].clean(self["points"].value() or [])
        except forms.ValidationError:
            return []
        return ticked

    def clean_points(self) -> QuerySet[PatrolPoint]:
        """Up to 100 at once."""
        points: QuerySet[PatrolPoint] = self.cleaned_data["points"]
        if len(points) > MOST_POINTS:
            raise forms.ValidationError(_("At most %(number)s points at once."), params={"number": MOST_POINTS})
        return points

    def clean(self) -> dict[str, Any]:
        """The cleaned values: not over yet, and no end before its beginning."""
        found = super().clean()
        check_times(self, found)
        check_days(self, found, "first_day", "last_day")
        if found.get("last_day") and found["last_day"] < timezone.localdate():
            self.add_error("last_day", _("This day is over."))
        return found

    def extra(self) -> Extra:
        """What is asked for."""
        found = self.cleaned_data
        return Extra(
            starts_at=found["starts_at"],
            ends_at=found["ends_at"],
            first_day=found["first_day"],
            last_day=found["last_day"],
            follows_calendar=found["days"] == SCHOOL_DAYS,
            strength=found["strength"],
            cause=found["cause"],
            reason=found["reason"],
        )
