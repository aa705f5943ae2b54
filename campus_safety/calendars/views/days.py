"""Own days of units, and those of the whole country: the list, their editing, taking one out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.audit.history import told_of
from campus_safety.calendars.actions import change_day, enter_days, remove_day
from campus_safety.calendars.filters import DayFilter
from campus_safety.calendars.forms import DayForm, DaysForm
from campus_safety.calendars.models import Day
from campus_safety.calendars.permissions import keeps_days, may_keep_day, reads_calendar
from campus_safety.lists.pages import render_list


@require_safe
@allowed(reads_calendar)
def days(request: HttpRequest) -> HttpResponse:
    """The own days that hold in the user's units, for administrators those of the whole country; the latest first."""
    user = signed_in(request)
    rows = Day.objects.visible_to(user).select_related("unit").order_by("-on", "level", "-pk")
    found = DayFilter(request.GET, queryset=rows, request=request)
    return render_list(request, "calendars/days/list.html", found, context={"may_add": keeps_days(user)})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(keeps_days)
def day_new(request: HttpRequest) -> HttpResponse:
    """Enter one own day, or a range of them."""
    form = DaysForm(request.POST if request.method == "POST" else None, user=signed_in(request))
    if form.is_valid() and (entered := _enter(form)):
        words = ngettext("%(number)s day is entered.", "%(number)s days are entered.", len(entered))
        messages.success(request, words % {"number": len(entered)} + " " + _("The coming duties follow."))
        return redirect("calendars:days")
    return render(request, "calendars/days/form.html", {"form": form}, status=400 if form.errors else 200)


def _enter(form: DaysForm) -> list[Day]:
    try:
        return enter_days(day=form.instance, dates=form.cleaned_data["dates"])
    except ValidationError as error:
        form.add_error(None, error)
    except IntegrityError:  # another administrator entered one of them in this very moment
        form.add_error("first_day", _("Somebody has just entered one of these days: look at the list."))
    return []


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_calendar)
def day_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what an own day says."""
    day = _kept(signed_in(request), pk)
    form = DayForm(request.POST if request.method == "POST" else None, instance=day)
    if form.is_valid():
        change_day(day=day)
        messages.success(request, _("The day is saved. The coming duties follow."))
        return redirect("calendars:days")
    context = {"form": form, "day": day, "history": told_of(day)}
    return render(request, "calendars/days/form.html", context, status=400 if form.errors else 200)


def _kept(user: User, pk: int) -> Day:
    day = get_object_or_404(Day.objects.visible_to(user).select_related("unit"), pk=pk)
    if not may_keep_day(user, day):
        raise PermissionDenied
    return day


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_calendar)
def day_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an own day out."""
    day = _kept(signed_in(request), pk)
    if request.method == "POST":
        remove_day(day=day)
        messages.success(request, _("The day is taken out. The coming duties follow."))
        return redirect("calendars:days")
    context = {
        "title": _("Take this day out?"),
        "text": _("The calendar says again what it would say without it. The trail keeps what it was."),
        "facts": [
            (_("Date"), date_format(day.on, "SHORT_DATE_FORMAT")),
            (_("Kind"), day.get_kind_display()),
            (_("Reason"), day.reason),
        ],
        "action": _("Take it out"),
        "back_url": reverse("calendars:day_edit", args=[day.pk]),
    }
    return render(request, "confirm.html", context)
