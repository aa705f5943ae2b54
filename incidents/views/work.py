"""What is done on cases: the list with its hours, one action, and entering, changing and removing one."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.audit.history import told_of
from campus_safety.lists.pages import render_list
from campus_safety.wording import listed, relisted
from incidents.actions import change_action, log_action, remove_action
from incidents.case_hours import action_totals
from incidents.filters.work import CaseActionFilter
from incidents.forms.work import CaseActionForm
from incidents.models import Case, CaseAction
from incidents.permissions import may_change_action, reads_cases
from incidents.views.in_hand import case_in_hand

HISTORY_LABELS = {"officers": gettext_lazy("officers"), "cases": gettext_lazy("cases")}


@require_safe
@allowed(reads_cases, hidden=True)
def action_list(request: HttpRequest) -> HttpResponse:
    """What the units of the user have done on their cases; above it the hours of all that is listed, each once."""
    user = signed_in(request)
    return render_list(
        request, "incidents/actions/list.html", filtered_actions(request),
        rows=lambda rows: rows.with_all(), more=lambda rows: {"totals": action_totals(rows)},
        context={"with_unit": len(user.unit_ids) > 1},
    )  # fmt: skip


def filtered_actions(request: HttpRequest) -> CaseActionFilter:
    """The actions that a user of the police sees, as the address filters and orders them."""
    mine = CaseAction.objects.visible_to(signed_in(request))
    return CaseActionFilter(request.GET, queryset=mine, request=request)


@require_safe
@allowed(reads_cases, hidden=True)
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One action: who did what, for which cases, and what has been changed of it."""
    user = signed_in(request)
    found = _visible(user, pk)
    context = {
        "action": found,
        "may_change": may_change_action(user, found),
        "history": told_of(found, labels=HISTORY_LABELS, words={"cases": relisted}, people=["officers"]),
    }
    return render(request, "incidents/actions/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_cases, hidden=True)
def action_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what was done on a case, and perhaps on others at the same time."""
    user = signed_in(request)
    case = case_in_hand(user, pk)
    new = CaseAction(unit_id=case.unit_id)
    initial = {"officers": [user.username], "cases": [case.pk]}
    form = CaseActionForm(request.POST if request.method == "POST" else None, action=new, initial=initial)
    if form.is_valid() and _saved(form, user):
        messages.success(request, _("The action is entered."))
        return redirect(case)
    return _shown(request, form, {"case": case})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_cases, hidden=True)
def action_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an action right."""
    user = signed_in(request)
    found = _changeable(user, pk)
    form = CaseActionForm(request.POST if request.method == "POST" else None, action=found)
    if form.is_valid() and _saved(form, user):
        messages.success(request, _("The action is saved."))
        return redirect(found)
    return _shown(request, form, {"action": found})


def _saved(form: CaseActionForm, user: User) -> bool:
    write = change_action if form.action.pk else log_action
    tied = {name: form.cleaned_data[name] for name in ("cases", "officers")}
    try:
        write(by=user, action=form.filled(), **tied)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _shown(request: HttpRequest, form: CaseActionForm, context: dict[str, Any]) -> HttpResponse:
    status = 400 if form.errors else 200
    return render(request, "incidents/actions/form.html", context | {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_cases, hidden=True)
def action_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out an action that was none."""
    user = signed_in(request)
    found = _changeable(user, pk)
    cases = list(found.cases.all())
    if request.method != "POST":
        return render(request, "confirm.html", _what_is_asked(found, cases))
    try:
        remove_action(by=user, action=found)
    except ValidationError as error:  # taken out, or a case closed, in this very moment
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The action is taken out."))
    return redirect(cases[0])


def _what_is_asked(action: CaseAction, cases: Sequence[Case]) -> dict[str, Any]:
    began = date_format(localtime(action.started_at), "SHORT_DATETIME_FORMAT")
    return {
        "title": _("Take this action out?"),
        "text": _("Its hours leave every count. The trail keeps what it was."),
        "facts": [
            (pgettext("case action", "What was done"), action.get_kind_display()),
            (_("From"), began),
            (_("Cases"), listed(case.number for case in cases)),
        ],
        "action": _("Take it out"),
        "back_url": action.get_absolute_url(),
    }


def _visible(user: User, pk: int) -> CaseAction:
    seen = CaseAction.objects.visible_to(user).select_related("unit", "entered_by")
    found = get_object_or_404(seen.prefetch_related("officers", "cases__category", "cases__school"), pk=pk)
    if not found.cases.all():  # somebody took it out between this row and its cases
        raise Http404
    return found


def _changeable(user: User, pk: int) -> CaseAction:
    found = _visible(user, pk)
    if not may_change_action(user, found):
        raise PermissionDenied
    return found
