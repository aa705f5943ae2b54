"""Cases: the list, and one of them; to the principal of its school with what a school may know."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_principal, signed_in
from campus_safety.geo.map_data import map_data
from campus_safety.lists.pages import render_list
from incidents.case_rows import row_of, rows_of
from incidents.filters.cases import CaseFilter, OwnCaseFilter
from incidents.models import Case
from incidents.permissions import may_change_case, works_with_cases
from incidents.sections.lessons import lessons_section
from incidents.sections.near import near_section
from incidents.sections.people import people_section
from incidents.sections.property import property_section
from incidents.sections.work import work_section
from incidents.spots import point_mark
from incidents.states import CLEARED_UP, NO_CASE, WORKED_ON, CaseState
from incidents.steps import steps_open_to
from schools.views.frame import frame_of

# So many steps the page shows at once; `?steps=all` shows every one.
LATEST_STEPS = 20
# The parts of the page, each with its template of the same name: the context in a constant number of queries.
SECTIONS: dict[str, Callable[[Case, User], dict[str, Any]]] = {
    "work": work_section,
    "property": property_section,
    "people": people_section,
    "near": near_section,
    "lessons": lessons_section,
}


@require_safe
@allowed(works_with_cases, hidden=True)
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases of the user's units, the latest reports first; for a principal those of the own school."""
    user, today = signed_in(request), timezone.localdate()
    if is_principal(user):
        return _own_list(request, user)
    return render_list(
        request, "incidents/list.html", filtered_cases(request), rows=lambda rows: rows.with_names(),
        page=lambda cases: rows_of(cases, today), more=lambda rows: {"totals": case_totals(rows)},
        context={"with_unit": len(user.unit_ids) > 1},
    )  # fmt: skip


def _own_list(request: HttpRequest, user: User) -> HttpResponse:
    found = OwnCaseFilter(request.GET, queryset=Case.objects.visible_to(user), request=request)
    return render_list(
        request, "incidents/own_list.html", found, rows=lambda rows: rows.with_names(), context=frame_of(user)
    )


def filtered_cases(request: HttpRequest) -> CaseFilter:
    """The cases that a user of the police sees, as the address filters and orders them."""
    return CaseFilter(request.GET, queryset=Case.objects.visible_to(signed_in(request)), request=request)


def case_totals(rows: QuerySet[Any]) -> dict[str, int]:
    """How many there are, wait for a decision, are worked on and are solved: one query."""
    counted: dict[str, int] = rows.order_by().aggregate(
        cases=Count("pk", filter=~Q(state__in=NO_CASE)),
        undecided=Count("pk", filter=Q(state=CaseState.REPORTED)),
        worked_on=Count("pk", filter=Q(state__in=WORKED_ON)),
        solved=Count("pk", filter=Q(state__in=CLEARED_UP)),
    )
    return counted


def visible_case(user: User, pk: int) -> Case:
    """The case with its names. Raises Http404 where there is none, or none that the user may see."""
    return get_object_or_404(Case.objects.visible_to(user).with_names(), pk=pk)


@require_safe
@allowed(works_with_cases, hidden=True)
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case with all that belongs to it; to a principal number, state, category, dates and whom to call."""
    user = signed_in(request)
    found = visible_case(user, pk)
    open_steps = steps_open_to(user, found)
    context = {
        "case": found,
        "school": found.school,
        "main_step": next((step for step in open_steps if step.is_main), None),
        "other_steps": [step for step in open_steps if not step.is_main],
    }
    if is_principal(user):
        return render(request, "incidents/own_detail.html", context)
    return render(request, "incidents/detail.html", context | _all_of(request, user, found))


def _all_of(request: HttpRequest, user: User, case: Case) -> dict[str, Any]:
    """What police see of a case: its place, its steps and its sections."""
    today = timezone.localdate()
    mark = point_mark(case, today)
    schools = [case.school.mark] if case.school else []
    return {
        "row": row_of(case, today),
        "may_change": may_change_case(user, case),
        "map_data": map_data(outline=case.unit.outline, schools=schools, points=[mark] if mark else []),
        "has_place": mark is not None,
        "sections": {name: section(case, user) for name, section in SECTIONS.items()},
        **_steps_of(request, case),
    }


def _steps_of(request: HttpRequest, case: Case) -> dict[str, Any]:
    """The steps of a case, newest first: the latest, or all that there are."""
    steps = case.steps.select_related("by", "lead").order_by("-at", "-pk")
    if request.GET.get("steps") == "all":
        return {"steps": steps}
    latest = list(steps[: LATEST_STEPS + 1])
    return {"steps": latest[:LATEST_STEPS], "has_more_steps": len(latest) > LATEST_STEPS}
