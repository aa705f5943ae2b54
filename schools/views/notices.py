"""Rectification notices: issued from the open hazards of a school, printed, signed for by it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.lists.pages import render_list
from campus_safety.printing.responses import pdf_response
from schools.actions import issue_notice, receive_notice
from schools.filters import NoticeFilter
from schools.forms import NoticeForm
from schools.models import Hazard, Premises, RectificationNotice, School
from schools.permissions import may_edit_school, may_keep_premises, may_receive, works_with_schools
from schools.printing.notice import notice_pdf
from schools.querysets import HazardQuerySet


@require_safe
@allowed(is_officer)
def notice_list(request: HttpRequest) -> HttpResponse:
    """The notices of the user's units, newest first."""
    return render_list(
        request, "schools/notices/list.html", filtered_notices(request),
        rows=lambda rows: rows.with_names(), more=notice_totals,
    )  # fmt: skip


def filtered_notices(request: HttpRequest) -> NoticeFilter:
    """The notices that a user of the police sees, as the address filters and orders them."""
    newest_first = RectificationNotice.objects.visible_to(signed_in(request)).order_by("-issued_at", "-pk")
    return NoticeFilter(request.GET, queryset=newest_first, request=request)


def notice_totals(rows: QuerySet[Any]) -> dict[str, Any]:
    """Notices, and those that nobody has signed for yet."""
    unsigned = Count("pk", filter=Q(received_at=None))
    return {"totals": rows.order_by().aggregate(notices=Count("pk"), unsigned=unsigned)}


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def notice_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a notice on open hazards of a school."""
    user = signed_in(request)
    school = get_object_or_404(School.objects.visible_to(user).select_related("unit"), pk=pk)
    if not may_edit_school(user, school):
        raise PermissionDenied
    found = Hazard.objects.visible_to(user).filter(school=school, premises=None)
    return _issue(request, user, found, {"school": school, "back_url": school.get_absolute_url()})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def premises_notice_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a notice on open hazards of premises."""
    user = signed_in(request)
    premises = get_object_or_404(Premises.objects.visible_to(user), pk=pk)
    if not may_keep_premises(user, premises):
        raise PermissionDenied
    found = Hazard.objects.visible_to(user).filter(premises=premises)
    return _issue(request, user, found, {"premises": premises, "back_url": premises.get_absolute_url()})


def _issue(request: HttpRequest, user: User, found: HazardQuerySet, context: dict[str, Any]) -> HttpResponse:
    waiting = found.to_be_noticed().order_by("due_on", "pk")
    chosen = [hazard.pk for hazard in waiting]
    form = NoticeForm(
        request.POST if request.method == "POST" else None, open_hazards=waiting, initial={"hazards": chosen}
    )
    if form.is_valid():
        try:
            issued = issue_notice(by=user, hazards=form.cleaned_data["hazards"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            words = _("Notice %(number)s is issued. Print it, or have it signed for here.")
            messages.success(request, words % {"number": issued.number})
            return redirect(issued)
    return render(
        request,
        "schools/notices/new.html",
        context | {"form": form, "waiting": chosen},
        status=400 if form.errors else 200,
    )


@require_safe
@allowed(works_with_schools)
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice: its hazards in the words of that day, and whether it is signed for."""
    user = signed_in(request)
    found = _visible(user, pk)
    context = {
        "notice": found,
        "school": found.school,
        "lines": found.lines.select_related("hazard"),
        "may_receive": may_receive(user, found),
        "for_police": is_officer(user),
    }
    return render(request, "schools/notices/detail.html", context)


@require_safe
@allowed(works_with_schools)
def notice_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice as a PDF (整改通知书), in Chinese as it is handed over."""
    found = _visible(signed_in(request), pk)
    return pdf_response(notice_pdf(found, list(found.lines.all())), name=f"整改通知书 {found.number}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_schools)
def notice_receive(request: HttpRequest, pk: int) -> HttpResponse:
    """The principal signs for a notice, or police note that it was signed for on paper."""
    user = signed_in(request)
    found = _visible(user, pk)
    if not may_receive(user, found):
        raise PermissionDenied
    if request.method != "POST":
        return _ask_to_receive(request, found)
    try:
        receive_notice(by=user, notice=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Notice %(number)s is signed for.") % {"number": found.number})
    return redirect(found)


def _ask_to_receive(request: HttpRequest, notice: RectificationNotice) -> HttpResponse:
    by_police = is_officer(signed_in(request))
    context = {
        "title": _("Was it signed for on paper?") if by_police else _("Sign for this notice?"),
        "text": _("The receipt stands with day and time and cannot be taken back."),
        "facts": [(_("Rectification notice"), notice.number)],
        "action": _("Note the receipt") if by_police else _("Sign for it"),
        "back_url": notice.get_absolute_url(),
    }
    return render(request, "confirm.html", context)


def _visible(user: User, pk: int) -> RectificationNotice:
    seen = RectificationNotice.objects.visible_to(user)
    return get_object_or_404(seen.select_related("unit", "school__unit", "premises", "issued_by", "received_by"), pk=pk)
