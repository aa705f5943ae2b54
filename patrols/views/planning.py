"""A whole week of the roster: copied, balanced, and with its substitutes. For commanders."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import allowed, signed_in
from patrols.actions.roster import balance, copy_week, name_substitutes
from patrols.forms.planning import BalanceForm, SubstitutesForm
from patrols.forms.roster import WeekForm
from patrols.models import Standby
from patrols.permissions import may_keep_roster
from patrols.roster.balancing import Plan, plan_week
from patrols.roster.copying import copy_of_week
from patrols.roster.people import A_WEEK
from patrols.roster.wording import copied_in_words, day_in_words, entries_added, facts_of_copy


def _week_asked(request: HttpRequest) -> tuple[Unit, date]:
    """The unit and the Monday that the address names; 404 for what it cannot mean."""
    form = WeekForm(request.GET, user=signed_in(request))
    unit = form.found_unit() if form.is_valid() else None
    if unit is None:
        raise Http404
    return unit, form.monday()


def week_address(name: str, unit: Unit, monday: date) -> str:
    """A page of a unit's week."""
    return f"{reverse(name)}?{urlencode({'week': f'{monday:%G-W%V}', 'unit': unit.code})}"


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(may_keep_roster)
def roster_copy(request: HttpRequest) -> HttpResponse:
    """Copy the week before into this one, after saying what will be copied and what cannot be."""
    unit, monday = _week_asked(request)
    source, back = monday - A_WEEK, week_address("patrols:roster", unit, monday)
    if request.method == "POST":
        copied = copy_week(by=signed_in(request), unit=unit, source_monday=source, target_monday=monday)
        messages.success(request, copied_in_words(copied))
        return redirect(back)
    plan = copy_of_week(unit=unit, source_monday=source, target_monday=monday, at=timezone.now())
    text = _("From the week of %(source)s into the week of %(target)s, weekday to weekday. What stands there stays.")
    context = {
        "title": _("Copy last week's roster?"),
        "text": text % {"source": day_in_words(source), "target": day_in_words(monday)},
        "facts": facts_of_copy(plan),
        "action": _("Copy last week's roster"),
        "back_url": back,
    }
    return render(request, "confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(may_keep_roster)
def roster_balance(request: HttpRequest) -> HttpResponse:
    """Propose who takes what nobody has; written only as it was shown."""
    user = signed_in(request)
    unit, monday = _week_asked(request)
    form = BalanceForm.of_unit(request.POST if request.method == "POST" else request.GET, user=user, unit=unit)
    plan: Plan | None = None
    if form.is_valid():
        officers, most = list(form.cleaned_data["officers"]), form.cleaned_data["most"]
        if request.method == "POST" and _balance(request, form, unit, monday):
            return redirect(week_address("patrols:roster", unit, monday))
        plan = plan_week(unit=unit, monday=monday, officers=officers, most=most, at=timezone.now())
    context = {
        "form": form, "unit": unit, "monday": monday, "plan": plan,
        "loads": _loads(form, plan), "back_url": week_address("patrols:roster", unit, monday),
    }  # fmt: skip
    return render(request, "patrols/roster/balance.html", context, status=400 if form.errors else 200)


def _balance(request: HttpRequest, form: BalanceForm, unit: Unit, monday: date) -> bool:
    values = form.cleaned_data
    try:
        plan = balance(
            by=signed_in(request), unit=unit, monday=monday, officers=list(values["officers"]), most=values["most"],
            seen=request.POST.get("seen", ""),
        )  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error)
        return False
    number = sum(len(proposal.round.duties) * len(proposal.officers) for proposal in plan.proposals)
    messages.success(request, entries_added(number))
    return True


def _loads(form: BalanceForm, plan: Plan | None) -> list[dict[str, Any]]:
    """Each officer's hours before and after the proposal."""
    if plan is None:
        return []
    return [
        {"officer": officer, "before": plan.before[officer.pk] / 60, "after": plan.after[officer.pk] / 60}
        for officer in form.cleaned_data["officers"]
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(may_keep_roster)
def roster_substitutes(request: HttpRequest) -> HttpResponse:
    """Name who steps in on each day of a week."""
    unit, monday = _week_asked(request)
    standbys = Standby.objects.filter(unit=unit, on__range=(monday, monday + timedelta(days=6))).select_related(
        "officer"
    )
    named: dict[date, User] = {standby.on: standby.officer for standby in standbys}
    form = SubstitutesForm(request.POST if request.method == "POST" else None, unit=unit, monday=monday, named=named)
    back = week_address("patrols:roster", unit, monday)
    if form.is_valid() and _name(request, form, unit):
        messages.success(request, _("The substitutes of the week are named."))
        return redirect(back)
    context = {"form": form, "unit": unit, "monday": monday, "back_url": back}
    return render(request, "patrols/roster/substitutes.html", context, status=400 if form.errors else 200)


def _name(request: HttpRequest, form: SubstitutesForm, unit: Unit) -> bool:
    try:
        name_substitutes(by=signed_in(request), unit=unit, named=form.named())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
