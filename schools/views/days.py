"""The days of a school: its coming weeks, and the days on which it departs from the calendar."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.audit.history import told_of
from campus_safety.lists.pages import render_list
from schools.actions import change_school_day, enter_school_days, remove_school_day
from schools.coming_days import ComingDay, coming_days
from schools.filters import SchoolDayFilter
from schools.forms import SchoolDayForm, SchoolDaysForm
from schools.models import School, SchoolDay
from schools.permissions import may_change_day, may_enter_days, works_with_schools
from schools.plans_registry import Planned, plans_by_day


@require_safe
@allowed(works_with_schools)
def school_days(request: HttpRequest, pk: int) -> HttpResponse:
    """The own days of a school, and its next four weeks with all that is known of them."""
    user, today = signed_in(request), timezone.localdate()
    school = _visible_school(user, pk)
    found = SchoolDayFilter(request.GET, queryset=school.own_days.all(), request=request)
    context = {
        "school": school,
        "for_police": is_officer(user),
        "coming": _coming(school, user, today),
        "may_enter": may_enter_days(user, school),
        "changes_past": is_officer(user),
    }
    return render_list(request, "schools/days/list.html", found, context=context)


def _coming(school: School, user: User, today: date) -> list[tuple[ComingDay, Sequence[Planned]]]:
    """The next four weeks, each day with what is planned on it."""
    days = coming_days(school, today)
    plans = plans_by_day(school, user, today, days[-1].fact.on)
    return [(day, plans.get(day.fact.on, ())) for day in days]


def _visible_school(user: User, pk: int) -> School:
    return get_object_or_404(School.objects.visible_to(user).with_levels(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_schools)
def school_day_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter one day of a school, or a range of them."""
    user = signed_in(request)
    school = _visible_school(user, pk)
    if not may_enter_days(user, school):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = SchoolDaysForm(data, instance=SchoolDay(school=school), user=user)
    if form.is_valid() and (entered := _enter(form, user)):
        words = ngettext(
            "%(number)s day is entered. The patrols follow.",
            "%(number)s days are entered. The patrols follow.",
            entered,
        )
        messages.success(request, words % {"number": entered})
        return redirect("schools:days", school.pk)
    context = {"form": form, "school": school, "for_police": is_officer(user)}
    return render(request, "schools/days/form.html", context, status=400 if form.errors else 200)


def _enter(form: SchoolDaysForm, user: User) -> int:
    try:
        return len(enter_school_days(by=user, day=form.instance, dates=form.cleaned_data["dates"]))
    except ValidationError as error:
        form.add_error(None, error)
        return 0


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_schools)
def school_day_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a school says of a day."""
    user = signed_in(request)
    day = _changeable(user, pk)
    form = SchoolDayForm(request.POST if request.method == "POST" else None, instance=day)
    if form.is_valid():
        change_school_day(by=user, day=day)
        messages.success(request, _("The day is saved. The patrols follow."))
        return redirect("schools:days", day.school_id)
    context = {
        "form": form,
        "day": day,
        "school": day.school,
        "for_police": is_officer(user),
        "history": told_of(day) if is_officer(user) else [],
    }
    return render(request, "schools/days/form.html", context, status=400 if form.errors else 200)


def _changeable(user: User, pk: int) -> SchoolDay:
    day = get_object_or_404(SchoolDay.objects.visible_to(user).select_related("school__unit"), pk=pk)
    if not may_change_day(user, day, timezone.localdate()):
        raise PermissionDenied
    return day


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_schools)
def school_day_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a day of a school out."""
    day = _changeable(signed_in(request), pk)
    if request.method == "POST":
        remove_school_day(day=day)
        messages.success(request, _("The day is taken out. The patrols follow."))
        return redirect("schools:days", day.school_id)
    context = {
        "title": _("Take this day out?"),
        "text": _("The day goes by the calendar again, at the usual times. The trail keeps what it was."),
        "facts": [
            (_("Date"), date_format(day.on, "SHORT_DATE_FORMAT")),
            (_("What is different"), day.get_kind_display()),
            (_("Reason"), day.reason),
        ],
        "action": _("Take it out"),
        "back_url": reverse("schools:day_edit", args=[day.pk]),
    }
    return render(request, "confirm.html", context)
