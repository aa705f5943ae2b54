"""An activity as an officer plans it, logs it and puts it right."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from campus_safety.local_days import local_day, midnight
from campus_safety.moments import MomentField
from campus_safety.rows import RowsField
from campus_safety.seen import SeenForm
from campus_safety.uploads.forms import PhotosField
from outreach.actions.activity_faults import HEADS
from outreach.models import Activity, Measure
from outreach.models.activities import MOST_CLASS_HOURS, MOST_DRILL_MIN, MOST_HEADS
from outreach.states.activities import ActivityState
from schools.forms.inspections import text_area
from schools.models import School

Kind = Activity.Kind
_NONE_SUCH = _("There is none such.")
_NO_ROW = {"invalid_choice": _NONE_SUCH, "invalid_pk_value": _NONE_SUCH}
# Fields that only some kinds have.
KINDS_WITH = {
    "with_leaders": {Kind.VISIT},
    "class_hours": {Kind.LECTURE},
    "drill": {Kind.DRILL},
    "drill_min": {Kind.DRILL},
    "tools": {Kind.LECTURE, Kind.DRILL, Kind.OPEN_DAY, Kind.CONTACT_CARDS},
}
# What is said once it has taken place.
AFTERWARDS = ("drill_min", *HEADS, "outcome", "photos", "no_child")
_WRITTEN = (
    "title", "with_leaders", "starts_at", "ends_at", "place", "class_hours", "drill", "drill_min", *HEADS, "tools",
    "outcome",
)  # fmt: skip


def _heads_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST_HEADS, required=False, initial=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


def _tenths_field(label: Any, *, most: int, help_text: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_value=most, decimal_places=1, required=False, help_text=help_text,
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip


class ActivityForm(SeenForm, FreeTextForm):
    """What was done or is planned, when and where, for which schools, by whom, and, once it is over, with how many."""

    free_texts = ("title", "place", "tools", "outcome")
    field_order = [
        "drill", "title", "with_leaders", "starts_at", "ends_at", "place", "schools", "officers", "class_hours",
        "drill_min", *HEADS, "tools", "outcome", "numbers_are_meant", "photos", "no_child", "measures", "is_another",
    ]  # fmt: skip

    drill = forms.ChoiceField(
        label=_("Kind of drill"), choices=Activity.Drill.choices, widget=forms.RadioSelect,
        error_messages=UNKNOWN | {"required": _("Choose the kind of drill.")},
    )  # fmt: skip
    title = forms.CharField(
        label=_("What it is about"), max_length=100,
        error_messages={"required": _("Say in a few words what it is about.")},
    )  # fmt: skip
    schools = RowsField(
        label=_("Schools"), queryset=School.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages=_NO_ROW | {"required": _("Choose at least one school.")},
    )  # fmt: skip
    with_leaders = forms.BooleanField(label=_("With leaders of station, bureau or district"), required=False)
    starts_at = MomentField(label=_("From"))
    ends_at = MomentField(label=_("Until"))
    place = forms.CharField(label=_("Where exactly"), max_length=100, required=False)
    officers = forms.ModelMultipleChoiceField(
        label=_("Officers"), queryset=User.objects.none(), to_field_name="username",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one officer."), "invalid_choice": _NONE_SUCH},
    )  # fmt: skip
    class_hours = _tenths_field(
        _("Class hours"), most=MOST_CLASS_HOURS, help_text=_("Lessons given: one of 40 minutes is one class hour.")
    )
    drill_min = _tenths_field(
        _("Minutes taken"), most=MOST_DRILL_MIN, help_text=_("From the alarm until the last one was out.")
    )
    children = _heads_field(_("Children"))
    staff = _heads_field(_("Staff"))
    parents = _heads_field(_("Parents"))
    tools = forms.CharField(
        label=_("Tools shown"), max_length=200, required=False, help_text=_("Such as: shields, forks.")
    )
    outcome = text_area(_("What came of it"), most=1000, help_text=_("No child's name."))
    photos = PhotosField(label=_("Photos"), required=False)
    no_child = forms.BooleanField(label=_("I have looked: on no photo a child can be recognised"), required=False)
    measures = RowsField(
        label=_("Measures that it serves"), queryset=Measure.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, error_messages=_NO_ROW,
    )  # fmt: skip
    is_another = forms.BooleanField(label=_("It is another one, not the one that is logged already"), required=False)

    def __init__(self, *args: Any, activity: Activity, user: User, **options: Any) -> None:
        """`activity` is a row to change, or a new one with its unit, kind and state, whose ties `initial` may name."""
        self.activity, self.user = activity, user
        if activity.pk:
            ties = {"officers": activity.officers.all(), "schools": activity.schools.all()}
            said = {name: getattr(activity, name) for name in _WRITTEN}
            options["initial"] = said | ties | {"measures": activity.measures.all()}
        super().__init__(*args, **options)
        for name in self._left_out():
            del self.fields[name]
        self.look({"state": activity.state, **options["initial"]} if activity.pk else None)
        fields: dict[str, Any] = self.fields
        fields["schools"].queryset = _schools_for(activity)
        fields["officers"].queryset = _officers_for(activity)
        fields["measures"].queryset = _measures_for(activity)

    @property
    def tells_what_took_place(self) -> bool:
        """Whether it is over: then it is said with how many, and what came of it."""
        return not self.activity.is_planned

    @property
    def is_first_told(self) -> bool:
        """Whether it is told for the first time: then it might be there already."""
        return self.activity.pk is None

    def _left_out(self) -> set[str]:
        of_others = {name for name, kinds in KINDS_WITH.items() if self.activity.kind not in kinds}
        to_come = set() if self.tells_what_took_place else {*AFTERWARDS}
        return of_others | to_come | (set() if self.is_first_told and self.is_bound else {"is_another"})

    def clean(self) -> dict[str, Any]:
        """The cleaned values. Photos need a look at them; what seems to be there already is asked about once."""
        found = super().clean()
        found |= {name: found.get(name) or 0 for name in HEADS if name in found}
        if found.get("photos") and not found.get("no_child"):
            self.add_error("no_child", _("Look at the photos: take out what shows a child that can be recognised."))
        if "is_another" in self.fields:
            self._ask_about_twins(found)
        return found

    def _ask_about_twins(self, found: dict[str, Any]) -> None:
        twin = self._twin(found)
        if twin is None:
            del self.fields["is_another"]
        elif not found.get("is_another"):
            words = _("“%(title)s” of this kind and day is logged for one of these schools. Is this another one?")
            self.add_error("is_another", ValidationError(words, params={"title": twin.title}))

    def _twin(self, found: dict[str, Any]) -> Activity | None:
        if not found.get("starts_at") or not found.get("schools"):
            return None
        day = local_day(found["starts_at"])
        alike = Activity.objects.filter(unit_id=self.activity.unit_id, kind=self.activity.kind)
        alike = alike.filter(drill=found.get("drill", ""), schools__in=found["schools"]).exclude(pk=self.activity.pk)
        that_day = alike.filter(starts_at__gte=midnight(day), starts_at__lt=midnight(day + timedelta(days=1)))
        return that_day.exclude(state=ActivityState.CANCELLED).first()

    def given(self) -> dict[str, Any]:
        """What an action is given, once the form is valid: the activity as entered, not written yet, and its ties."""
        for name in _WRITTEN:
            if name in self.cleaned_data:
                setattr(self.activity, name, self.cleaned_data[name])
        ties = {name: self.cleaned_data[name] for name in ("schools", "officers", "measures")}
        return {"activity": self.activity, **ties, "photos": self.cleaned_data.get("photos") or []}


class HoldForm(ActivityForm):
    """A planned activity as it took place."""

    tells_what_took_place = True
    is_first_told = True


def _schools_for(activity: Activity) -> QuerySet[School]:
    """Those of the unit that are in operation, and those that it has already."""
    of_unit = Q(unit_id=activity.unit_id, is_open=True)
    has = Q(pk__in=activity.schools.values("pk")) if activity.pk else Q()
    return School.objects.filter(of_unit | has).order_by("name", "pk")


def _officers_for(activity: Activity) -> QuerySet[User]:
    """Those of the unit, and those who were there, wherever they are now."""
    ours = Q(pk__in=User.objects.officers().filter(unit_id=activity.unit_id).values("pk"))
    were_there = Q(pk__in=activity.officers.values("pk")) if activity.pk else Q()
    found: QuerySet[User] = User.objects.filter(ours | were_there).order_by("name", "pk")
    return found


def _measures_for(activity: Activity) -> QuerySet[Measure]:
    """Those in use, and those that it serves already."""
    has = Q(pk__in=activity.measures.values("pk")) if activity.pk else Q()
    return Measure.objects.filter(Q(is_active=True) | has)
