"""Inspections: the list, one of them, and what the school says to it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_officer, is_principal, signed_in
from campus_safety.audit.history import told_of
from campus_safety.lists.pages import render_list
from schools.actions import answer_inspection, reply_to_objection
from schools.filters import InspectionFilter
from schools.forms import AnswerForm, ReplyForm
from schools.models import Inspection
from schools.permissions import may_add_hazard, may_answer, may_fill_in, may_reply, works_with_schools
from schools.views.filling import fill_page, found_items


@require_safe
@allowed(is_officer)
def inspection_list(request: HttpRequest) -> HttpResponse:
    """The inspections of the user's units, newest first; above them how many schools were inspected."""
    return render_list(
        request, "schools/inspections/list.html", filtered_inspections(request),
        rows=lambda rows: rows.select_related("school", "inspector"), more=inspection_totals,
    )  # fmt: skip


def filtered_inspections(request: HttpRequest) -> InspectionFilter:
    """The inspections that a user of the police sees, as the address filters and orders them."""
    newest_first = Inspection.objects.visible_to(signed_in(request)).order_by("-started_at", "-pk")
    return InspectionFilter(request.GET, queryset=newest_first, request=request)


def inspection_totals(rows: QuerySet[Any]) -> dict[str, Any]:
    """Inspections, the schools that police have finished one at, and items that failed: one query."""
    police = Q(by_school=False, finished_at__isnull=False)
    counted = rows.order_by().aggregate(
        inspections=Count("pk"),
        schools=Count("school", filter=police, distinct=True),
        with_faults=Count("pk", filter=Q(failed__gt=0)),
    )
    return {"totals": counted}


@require_safe
@allowed(works_with_schools)
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    """One inspection: the page that fills it in for who began it, as long as it is open; else what was found."""
    user = signed_in(request)
    found = _visible(user, pk)
    if may_fill_in(user, found):
        return fill_page(request, found)
    context = {
        "inspection": found,
        "school": found.school,
        "items": [item for item in found_items(found) if item.result],
        "may_answer": may_answer(user, found),
        "may_reply": may_reply(user, found),
        "may_add_hazard": may_add_hazard(user, found.school),
        "history": told_of(found) if is_officer(user) else None,
    }
    return render(request, "schools/inspections/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_schools)
def inspection_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The principal confirms police's inspection, or says what was not so."""
    user = signed_in(request)
    found = _visible(user, pk)
    if found.answer and is_principal(user):
        messages.info(request, _("Your school has answered already."))
        return redirect(found)
    if not may_answer(user, found):
        raise PermissionDenied
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = form.cleaned_data
        try:
            answer_inspection(by=user, inspection=found, answer=values["answer"], note=values["answer_note"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Thank you. The station sees your answer at once."))
            return redirect(found)
    context = {"form": form, "inspection": found, "school": found.school}
    return render(request, "schools/inspections/answer.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def inspection_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Police reply to an objection; with that it is settled."""
    user = signed_in(request)
    found = _visible(user, pk)
    if not may_reply(user, found):
        raise PermissionDenied
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reply_to_objection(by=user, inspection=found, reply=form.cleaned_data["reply"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The school reads your reply with the inspection."))
            return redirect(found)
    context = {
        "title": _("Reply to the objection"),
        "text": found.answer_note,
        "facts": [(_("School"), str(found.school))],
        "action": _("Send the reply"),
        "back_url": found.get_absolute_url(),
        "form": form,
    }
    return render(request, "confirm.html", context, status=400 if form.errors else 200)


def _visible(user: User, pk: int) -> Inspection:
    seen = Inspection.objects.visible_to(user).select_related("school__unit", "inspector", "answered_by")
    return get_object_or_404(seen.prefetch_related("school__levels"), pk=pk)
