"""Hazards: the ledger, one of them with its steps, and entering one."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.lists.pages import render_list
from campus_safety.rules.sheet import BY_KEY
from schools.actions import enter_hazard
from schools.filters import HazardFilter
from schools.forms import HazardForm, ReportForm
from schools.forms.hazards import OWNERS_AT_PREMISES, OWNERS_AT_SCHOOL, SOURCES
from schools.hazard_rows import HazardRow, row_of
from schools.models import Hazard, ItemResult, Premises, PremisesCheck, School
from schools.permissions import may_add_hazard, may_keep_premises, works_with_schools
from schools.states import UNSETTLED, HazardState
from schools.views.frame import frame_of
from schools.views.stepping import steps_open_to

Owner, Source = Hazard.Owner, Hazard.Source
_KEY = re.compile(r"[0-9]{1,18}")


@require_safe
@allowed(works_with_schools)
def hazard_list(request: HttpRequest) -> HttpResponse:
    """The ledger of hazards (隐患台账): what waits first, by its deadline; for a principal the own school's."""
    user, today = signed_in(request), timezone.localdate()
    found = filtered_hazards(request)

    def shown(rows: Sequence[Hazard]) -> list[HazardRow]:
        return [row_of(hazard, today) for hazard in rows]

    def totals(rows: QuerySet[Any]) -> dict[str, Any]:
        return {"totals": hazard_totals(rows, today)}

    return render_list(
        request, "schools/hazards/list.html", found, rows=lambda rows: rows.with_place(), page=shown, more=totals,
        context=frame_of(user),
    )  # fmt: skip


def filtered_hazards(request: HttpRequest) -> HazardFilter:
    """The hazards that the user sees, as the address filters and orders them."""
    mine = Hazard.objects.visible_to(signed_in(request)).pressing_first()
    return HazardFilter(request.GET, queryset=mine, request=request)


def hazard_totals(rows: QuerySet[Any], today: date) -> dict[str, int]:
    """Found, waiting, overdue, verified: one query."""
    overdue = Q(state=HazardState.OPEN, due_on__lt=today)
    counted: dict[str, int] = rows.order_by().aggregate(
        found=Count("pk", filter=~Q(state=HazardState.WITHDRAWN)),
        waiting=Count("pk", filter=Q(state__in=UNSETTLED)),
        overdue=Count("pk", filter=overdue),
        verified=Count("pk", filter=Q(state=HazardState.VERIFIED)),
    )
    return counted


@require_safe
@allowed(works_with_schools)
def hazard(request: HttpRequest, pk: int) -> HttpResponse:
    """One hazard: what is wrong, who puts it right until when, every step with its photos, and what can follow."""
    user, today = signed_in(request), timezone.localdate()
    seen = Hazard.objects.visible_to(user).select_related(
        "school__unit", "premises", "officer", "unit", "result__inspection"
    )
    found = get_object_or_404(seen.with_steps().prefetch_related("result__photos__file"), pk=pk)
    context = {
        "row": row_of(found, today),
        "hazard": found,
        "school": found.school,
        "item": BY_KEY.get(found.result.item) if found.result else None,
        "open_steps": steps_open_to(user, found),
        "notices": [line.notice for line in found.notice_lines.select_related("notice").order_by("notice__issued_at")],
        "for_police": is_officer(user),
    }
    return render(request, "schools/hazards/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_schools)
def hazard_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a hazard at a school, or report one as its principal; `?result=` makes it of a failed item."""
    user = signed_in(request)
    school = get_object_or_404(School.objects.visible_to(user).select_related("unit"), pk=pk)
    if not may_add_hazard(user, school):
        raise PermissionDenied
    result = _failed(user, school, request.GET.get("result", ""))
    if result is not None and hasattr(result, "hazard"):
        return redirect(result.hazard)
    made = Hazard(unit_id=school.unit_id, school=school, result=result, officer=user if is_officer(user) else None)
    made.source = _source_of(user, result)
    form = _form(request, user, made, OWNERS_AT_SCHOOL)
    return _enter(
        request, user, form, {"school": school, "result": result, "item": BY_KEY.get(result.item) if result else None}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def premises_hazard_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a hazard at premises; `?check=` names the check that found it."""
    user = signed_in(request)
    premises = get_object_or_404(Premises.objects.visible_to(user), pk=pk)
    if not may_keep_premises(user, premises):
        raise PermissionDenied
    made = Hazard(
        unit_id=premises.unit_id,
        premises=premises,
        check_made=_check(premises, request.GET.get("check", "")),
        source=Source.PREMISES,
        officer=user,
        owner=Owner.PREMISES,
    )
    form = _form(request, user, made, OWNERS_AT_PREMISES)
    return _enter(request, user, form, {"premises": premises})


def _failed(user: User, school: School, key: str) -> ItemResult | None:
    """A failed item of the school, of police's inspections or the school's own; none such is simply none."""
    if not _KEY.fullmatch(key):
        return None
    failed = ItemResult.objects.filter(school=school, outcome=ItemResult.Outcome.FAIL, by_school=not is_officer(user))
    return failed.select_related("hazard", "inspection").prefetch_related("photos__file").filter(pk=int(key)).first()


def _check(premises: Premises, key: str) -> PremisesCheck | None:
    """The check of these premises at which the hazard was found, if the address names one."""
    return premises.checks.filter(pk=int(key)).first() if _KEY.fullmatch(key) else None


def _source_of(user: User, result: ItemResult | None) -> str:
    if not is_officer(user):
        return Source.SCHOOL
    return Source.INSPECTION if result else Source.PATROL


def _form(request: HttpRequest, user: User, made: Hazard, owners: Collection[str]) -> ReportForm:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {"description": _description_of(made.result)} if made.result else {}
    if not is_officer(user):
        return ReportForm(data, files, instance=made, initial=initial)
    sources = SOURCES if made.result is None and made.premises is None else []
    return HazardForm(data, files, instance=made, initial=initial, owners=owners, sources=sources)


def _description_of(result: ItemResult) -> str:
    words = [str(BY_KEY[result.item].title), result.note] if result.item in BY_KEY else [result.note]
    return _(": ").join(word for word in words if word)[:300]


def _enter(request: HttpRequest, user: User, form: ReportForm, context: dict[str, Any]) -> HttpResponse:
    if form.is_valid():
        try:
            made = enter_hazard(by=user, hazard=form.instance, photos=form.cleaned_data["photos"])
        except IntegrityError:  # somebody has made one of the same item meanwhile
            return redirect(Hazard.objects.visible_to(user).get(result=form.instance.result))
        if is_officer(user):
            messages.success(request, _("The hazard is entered. The school sees it at once."))
        else:
            messages.success(request, _("Thank you. The station sees your report at once."))
        inspection = made.result.inspection if made.result else None
        return redirect(inspection if inspection and inspection.is_open else made)
    return render(request, "schools/hazards/new.html", context | {"form": form}, status=400 if form.errors else 200)
