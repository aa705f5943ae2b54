"""What schools ask for or complain of: the list, one of them, entering one; for police, and for principals."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_officer, is_principal, signed_in
from campus_safety.lists.pages import render_list
from campus_safety.rules.catalogue import rule
from outreach.actions.opinions import enter_opinion
from outreach.filters.opinions import OpinionFilter, OwnOpinionFilter
from outreach.forms.opinions import OpinionForm, OwnOpinionForm
from outreach.models import Opinion
from outreach.opinion_rows import row_of, rows_of
from outreach.opinion_steps import BY_KEY, steps_open_to
from outreach.permissions import works_with_outreach
from outreach.states.opinions import OpinionState
from outreach.views.steps import step_page
from schools.models import School
from schools.views.frame import frame_of


@require_safe
@allowed(works_with_outreach)
def opinion_list(request: HttpRequest) -> HttpResponse:
    """The opinions of the user's schools, the newest first; for a principal those of the own school."""
    user, today = signed_in(request), timezone.localdate()
    return render_list(
        request, "outreach/opinions/list.html", filtered_opinions(request),
        rows=lambda rows: rows.select_related("school", "unit"), page=lambda rows: rows_of(rows, today),
        more=opinion_totals, context=frame_of(user) | {"with_unit": len(user.unit_ids) > 1},
    )  # fmt: skip


def filtered_opinions(request: HttpRequest) -> OwnOpinionFilter:
    """The opinions that the user sees, as the address filters and orders them."""
    user = signed_in(request)
    mine = Opinion.objects.visible_to(user)
    return (OwnOpinionFilter if is_principal(user) else OpinionFilter)(request.GET, queryset=mine, request=request)


def opinion_totals(rows: QuerySet[Any]) -> dict[str, Any]:
    """Received, waiting for an answer, overdue, and with how many answers the school is satisfied: one query."""
    waiting = Q(state=OpinionState.OPEN)
    counted = rows.order_by().aggregate(
        received=Count("pk"),
        waiting=Count("pk", filter=waiting),
        overdue=Count("pk", filter=waiting & Q(due_on__lt=timezone.localdate())),
        satisfied=Count("pk", filter=Q(is_satisfied=True)),
        settled=Count("pk", filter=Q(is_satisfied__isnull=False)),
    )
    return {"totals": counted}


def visible_opinion(user: User, pk: int) -> Opinion:
    """The opinion with its names. Raises Http404 where there is none, or none that the user may see."""
    seen = Opinion.objects.visible_to(user).select_related("school__unit", "unit", "entered_by")
    return get_object_or_404(seen, pk=pk)


@require_safe
@allowed(works_with_outreach)
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """One opinion: what it says, by when it is answered, the answer, what the school thinks of it, every step."""
    user = signed_in(request)
    found = visible_opinion(user, pk)
    open_steps = steps_open_to(user, found)
    context = {
        "opinion": found,
        "row": row_of(found, timezone.localdate()),
        "school": found.school,
        "steps": found.steps.select_related("by").order_by("-at", "-pk"),
        "main_step": next((step for step in open_steps if step.is_main), None),
        "other_steps": [step for step in open_steps if not step.is_main],
        "for_police": is_officer(user),
    }
    return render(request, "outreach/opinions/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_outreach)
def opinion_new(request: HttpRequest) -> HttpResponse:
    """Write to the station as a principal, or enter what a school said to an officer."""
    user = signed_in(request)
    school = School.objects.visible_to(user).select_related("unit").first() if is_principal(user) else None
    form = _form(request, user, school)
    if form.is_valid() and (made := _entered(form, user)):
        day = date_format(made.due_on, "SHORT_DATE_FORMAT")
        messages.success(request, _("It is entered. The station answers by %(day)s.") % {"day": day})
        return redirect(made)
    days = rule("opinion_answer_days", timezone.localdate())
    context = {"form": form, "school": school, "for_police": is_officer(user), "rule": days}
    return render(request, "outreach/opinions/new.html", context, status=400 if form.errors else 200)


def _form(request: HttpRequest, user: User, school: School | None) -> OwnOpinionForm:
    data = request.POST if request.method == "POST" else None
    if not is_principal(user):
        return OpinionForm(data, user=user, initial={"school": request.GET.get("school")})
    if school is None:
        raise Http404
    return OwnOpinionForm(data, instance=Opinion(school=school))


def _entered(form: OwnOpinionForm, user: User) -> Opinion | None:
    try:
        return enter_opinion(by=user, opinion=form.instance)
    except ValidationError as error:
        form.add_error(None, error)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_outreach)
def opinion_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step with an opinion."""
    found = visible_opinion(signed_in(request), pk)
    return step_page(request, BY_KEY.get(step), found, "opinion")
