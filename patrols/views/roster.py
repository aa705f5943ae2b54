"""The roster: the week of a unit, and one day of it."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from patrols.actions.roster import assign, take_off
from patrols.forms.roster import AssignForm, DayForm, WeekForm
from patrols.models import DutyWindow
from patrols.permissions import may_keep_roster
from patrols.roster.day import RosterDay, roster_day
from patrols.roster.hours import hours_of
from patrols.roster.people import A_WEEK, officers_to_roster
from patrols.roster.week import week_of
from patrols.roster.wording import entries_added, entries_gone

DAY_BEFORE = timedelta(days=1)


@require_safe
@allowed(is_officer)
def roster(request: HttpRequest) -> HttpResponse:
    """The week of a unit: who is on duty in which windows on which days, who steps in, and everybody's hours."""
    user = signed_in(request)
    form = WeekForm(request.GET, user=user)
    if not form.is_valid():
        return render(request, "patrols/roster/week.html", {"form": form}, status=400)
    unit, monday = form.found_unit(), form.monday()
    context: dict[str, Any] = {
        "form": form, "unit": unit, "monday": monday, "sunday": monday + A_WEEK - DAY_BEFORE,
        "previous": monday - A_WEEK, "next": monday + A_WEEK, "today": timezone.localdate(),
        "may_keep": may_keep_roster(user),
    }  # fmt: skip
    if unit is not None:
        week = week_of(unit, monday)
        context |= {"week": week, "hours": hours_of(week, officers_to_roster(unit))}
    return render(request, "patrols/roster/week.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def roster_of_day(request: HttpRequest, on: date) -> HttpResponse:
    """One day, or one group of its windows: who has each point; a commander puts people on duty or takes them off."""
    user = signed_in(request)
    chosen = DayForm(request.GET, user=user)
    if not chosen.is_valid():
        return render(request, "patrols/roster/day.html", {"chosen": chosen, "on": on}, status=400)
    unit = chosen.found_unit()
    if unit is None:
        raise Http404
    day = roster_day(unit, on, chosen.cleaned_data["group"], timezone.now())
    if request.method == "POST" and not may_keep_roster(user):
        raise PermissionDenied
    form = AssignForm(request.POST if request.method == "POST" else None, day=day, chosen=_windows_chosen(day, chosen))
    if form.is_valid() and _write(request, user, form):
        return redirect(request.get_full_path())
    context = {"chosen": chosen, "on": on, "day": day, "form": form, "may_keep": may_keep_roster(user)}
    return render(request, "patrols/roster/day.html", context, status=400 if form.errors else 200)


def _windows_chosen(day: RosterDay, chosen: DayForm) -> list[int]:
    return [post.duty.window_id for post in day.posts if chosen.chosen(post)]


def _write(request: HttpRequest, user: User, form: AssignForm) -> bool:
    """Do what the form says; if it is refused, the form says why."""
    values = form.cleaned_data
    what: dict[str, Any] = {
        "by": user,
        "windows": DutyWindow.objects.filter(pk__in=values["windows"]).select_related("point"),
        "dates": values["dates"],
        "officers": values["officers"],
        "teams": values["teams"],
    }
    try:
        if values["do"] == AssignForm.ASSIGN:
            told = entries_added(assign(**what).made)
        else:
            told = entries_gone(take_off(**what))
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, told)
    return True
