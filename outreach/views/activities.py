"""Activities: the list, and one of them; to a principal those with the own school."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_principal, signed_in
from campus_safety.audit.history import told_of
from campus_safety.lists.pages import render_list
from campus_safety.wording import relisted
from outreach.activity_rows import row_of, rows_of, with_ties
from outreach.activity_steps import steps_open_to
from outreach.drill_plan import slow_evacuation
from outreach.filters.activities import ActivityFilter, OwnActivityFilter
from outreach.models import Activity, ActivitySchool
from outreach.permissions import works_with_outreach
from outreach.permissions.activities import may_answer_activity, may_change_activity
from outreach.states.activities import TOOK_PLACE, ActivityState
from schools.views.frame import frame_of

HISTORY_LABELS = {"schools": _("schools"), "officers": _("officers"), "measures": _("measures")}


@require_safe
@allowed(works_with_outreach)
def activity_list(request: HttpRequest) -> HttpResponse:
    """The activities of the user's units, the newest first; for a principal those with the own school."""
    user, now = signed_in(request), timezone.now()
    context: dict[str, Any] = frame_of(user) | {"with_unit": len(user.unit_ids) > 1}
    return render_list(
        request, "outreach/activities/list.html", filtered_activities(request),
        rows=lambda rows: with_ties(rows, user), page=lambda activities: rows_of(activities, user, now),
        more=lambda rows: {"totals": activity_totals(rows)}, context=context,
    )  # fmt: skip


def filtered_activities(request: HttpRequest) -> ActivityFilter | OwnActivityFilter:
    """The activities that the user sees, as the address filters and orders them."""
    user = signed_in(request)
    found = OwnActivityFilter if is_principal(user) else ActivityFilter
    return found(request.GET, queryset=Activity.objects.visible_to(user), request=request)


def activity_totals(rows: QuerySet[Any]) -> dict[str, Any]:
    """How many took place and are planned, their class hours and heads: one query."""
    over = Q(state__in=TOOK_PLACE)
    heads = F("children") + F("staff") + F("parents")
    counted: dict[str, Any] = rows.order_by().aggregate(
        took_place=Count("pk", filter=over),
        planned=Count("pk", filter=Q(state=ActivityState.PLANNED)),
        class_hours=Sum("class_hours", filter=over, default=0),
        heads=Sum(heads, filter=over, default=0),
        educated=Sum(F("children") + F("staff"), filter=over, default=0),
    )
    return counted


@require_safe
@allowed(works_with_outreach)
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One activity: what it was, with whom, and what its schools say of it; to a principal what the own one says."""
    user = signed_in(request)
    found = visible_activity(user, pk)
    context = {
        "activity": found,
        "row": row_of(found, user, timezone.now()),
        "slow": slow_evacuation(found),
        "photos": found.photos.select_related("file"),
    }
    if is_principal(user):
        return render(request, "outreach/activities/own_detail.html", context | _own_part(user, found))
    return render(request, "outreach/activities/detail.html", context | _part_of_police(user, found))


def _own_part(user: User, activity: Activity) -> dict[str, Any]:
    """What a principal sees beside: the own school's answer, and how many other schools were there."""
    own = ActivitySchool.objects.visible_to(user).select_related("school__unit").get(activity=activity)
    own.activity = activity
    others = activity.schools.exclude(pk=own.school_id).count()
    return {"own": own, "school": own.school, "others": others, "may_answer": may_answer_activity(user, own)}


def _part_of_police(user: User, activity: Activity) -> dict[str, Any]:
    open_steps = steps_open_to(user, activity)
    may_change = may_change_activity(user, activity)
    return {
        "main_step": next((step for step in open_steps if step.is_main), None),
        "other_steps": [step for step in open_steps if not step.is_main],
        "may_change": may_change and activity.state != ActivityState.CANCELLED,
        "may_remove": may_change,
        "steps": activity.steps.select_related("by"),
        "measures": activity.measures.all(),
        "history": told_of(
            activity, labels=HISTORY_LABELS, words={"schools": relisted, "measures": relisted}, people=["officers"]
        ),
    }


def visible_activity(user: User, pk: int) -> Activity:
    """The activity with its ties. Raises Http404 where there is none, or none that the user may see."""
    return get_object_or_404(with_ties(Activity.objects.visible_to(user), user), pk=pk)
