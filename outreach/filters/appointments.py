"""What appointments, and the schools by who is appointed at them, are filtered by."""

import re
from datetime import date, timedelta
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import signed_in
from campus_safety.lists.filters import (
    ALL,
    UNKNOWN,
    DayFilter,
    UnitFilterSet,
    choice_filter,
    order_filter,
    text_filter,
    unit_filter,
)
from outreach.coverage import SAYS, Cover
from outreach.models import Appointment
from outreach.querysets import AppointmentQuerySet
from outreach.states.appointments import Standing
from schools.filters.schools import NameAndKindFilter, school_filter
from schools.models import School

NUMBER = re.compile(r"([0-9]{4})-([0-9]{1,9})")
WITHIN = (("30", _("within 30 days")), ("60", _("within 60 days")), ("365", _("within a year")))


def _officers(request: HttpRequest) -> QuerySet[User]:
    appointed = Appointment.objects.visible_to(signed_in(request)).filter(officer=OuterRef("pk"))
    officers: QuerySet[User] = User.objects.filter(Exists(appointed)).order_by("name", "pk")
    return officers


class OwnAppointmentFilter(UnitFilterSet):
    """The appointments at a principal's own school."""

    standing = choice_filter(_("State"), Standing.choices, method="as_standing")
    ordering = order_filter(_("Latest term first"), ("starts_on", _("Earliest term first")))

    class Meta:
        model = Appointment
        fields: list[str] = []

    def as_standing(self, rows: AppointmentQuerySet, _name: str, standing: str) -> QuerySet[Any]:
        """As they stand today."""
        return rows.standing(standing, timezone.localdate())


class AppointmentFilter(OwnAppointmentFilter):
    """Appointments as police look for them; `on` are those in force on a day, as a figure links to them."""

    q = text_filter(_("Number, school or officer"), method="with_words")
    unit = unit_filter()
    standing = choice_filter(_("State"), Standing.choices, method="as_standing")
    school = school_filter("school")
    officer = django_filters.ModelChoiceFilter(
        label=_("Officer"), queryset=_officers, empty_label=ALL, error_messages=UNKNOWN
    )
    title = choice_filter(pgettext_lazy("appointment", "Title"), Appointment.Title.choices)
    expiring = choice_filter(_("Runs out"), WITHIN, method="running_out")
    moved = choice_filter(_("Officer has left"), (("1", _("Yes")),), method="left_behind")
    on = DayFilter(label=_("In force on"), method="in_force_on")
    ordering = order_filter(
        _("Latest term first"),
        ("starts_on", _("Earliest term first")),
        ("ends_on", _("What runs out first")),
        ("school__name", _("By school")),
        ("officer__name", _("By officer")),
    )

    def with_words(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in the name of school or officer; or the letter of this number."""
        for word in words.split():
            if number := NUMBER.fullmatch(word):
                rows = rows.filter(year=int(number[1]), serial=int(number[2]))
            else:
                rows = rows.filter(Q(school__name__icontains=word) | Q(officer__name__icontains=word))
        return rows

    def running_out(self, rows: AppointmentQuerySet, _name: str, days: str) -> QuerySet[Any]:
        """In force, and over within so many days with nothing that follows."""
        today = timezone.localdate()
        return rows.running_out(today, today + timedelta(days=int(days)))

    def left_behind(self, rows: AppointmentQuerySet, _name: str, _value: str) -> QuerySet[Any]:
        """In force, with an officer who is none of the station's any more."""
        return rows.left_behind(timezone.localdate())

    def in_force_on(self, rows: AppointmentQuerySet, _name: str, day: date) -> QuerySet[Any]:
        """With a letter, and the term covers the day."""
        return rows.in_force(day)


class CoverageFilter(NameAndKindFilter):
    """Schools by name, unit, kind and whether they have a legal vice-principal."""

    cover = choice_filter(_("Legal vice-principal"), Cover.choices, method="as_covered")

    class Meta:
        model = School
        fields: list[str] = []

    def as_covered(self, rows: QuerySet[Any], _name: str, cover: str) -> QuerySet[Any]:
        """None today, soon none, or appointed."""
        return rows.filter(SAYS[Cover(cover)])
