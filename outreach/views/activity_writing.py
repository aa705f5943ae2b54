"""Activities are planned, logged, put right and taken further by police, and answered by their schools."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import allowed, is_principal, signed_in
from campus_safety.statistics.scope import chosen_unit, units_of
from outreach.actions.activities import change_activity, log_activity
from outreach.actions.activity_steps import answer_activity
from outreach.activity_steps import BY_KEY
from outreach.forms.activities import ActivityForm
from outreach.forms.activity_steps import AnswerForm, StepForm
from outreach.models import Activity, ActivitySchool
from outreach.permissions import is_of_station, works_with_outreach
from outreach.permissions.activities import may_answer_activity, may_change_activity
from outreach.states.activities import ActivityState
from outreach.views.activities import visible_activity


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station)
def activity_new(request: HttpRequest) -> HttpResponse:
    """Log an activity, or with `planned=1` plan one: first its station, if there are several, and its kind."""
    user = signed_in(request)
    units = [unit for unit in units_of(user) if unit.kind == Unit.Kind.STATION]
    if len(units) > 1 and "unit" not in request.GET:
        return _choose(request, _("Of which station?"), [(unit.name, {"unit": unit.code}) for unit in units])
    unit, kind = chosen_unit(request, units), request.GET.get("kind")
    if kind not in Activity.Kind.values:
        kinds = [(str(label), {"kind": value}) for value, label in Activity.Kind.choices]
        return _choose(request, _("What kind of activity?"), kinds)
    state = ActivityState.PLANNED if request.GET.get("planned") else ActivityState.HELD
    new = Activity(unit=unit, kind=kind, state=state)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ActivityForm(data, files, activity=new, user=user, initial=_asked_for(request, user))
    if form.is_valid() and _done(form, log_activity, user):
        messages.success(request, _("The activity is logged. Its schools see it at once."))
        return redirect(new)
    return _form_page(request, form)


def _choose(request: HttpRequest, title: str, choices: list[tuple[str, dict[str, str]]]) -> HttpResponse:
    given = request.GET.dict()
    options = [(label, f"?{urlencode(given | chosen)}") for label, chosen in choices]
    context = {"title": title, "options": options, "is_planned": "planned" in given}
    return render(request, "outreach/activities/choose.html", context)


def _asked_for(request: HttpRequest, user: User) -> dict[str, Any]:
    """What an address names, as the plan of drills and a school's file link here; and the user as an officer."""
    named = {name: request.GET[name] for name in ("drill", "title") if name in request.GET}
    return named | {"schools": request.GET.getlist("school"), "officers": [user.username]}


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station)
def activity_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an activity right; what took place and is told differently is asked of its schools anew."""
    user = signed_in(request)
    found = visible_activity(user, pk)
    if not may_change_activity(user, found):
        raise PermissionDenied
    if found.state == ActivityState.CANCELLED:
        messages.info(request, _("A cancelled activity is planned again before it is changed."))
        return redirect(found)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ActivityForm(data, files, activity=found, user=user)
    if form.is_valid() and _done(form, change_activity, user):
        messages.success(request, _("The activity is saved."))
        return redirect(found)
    return _form_page(request, form)


def _form_page(request: HttpRequest, form: ActivityForm) -> HttpResponse:
    context = {"form": form, "activity": form.activity}
    return render(request, "outreach/activities/form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station)
def activity_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step with an activity; what no longer fits leads back to its page, which says how far it is."""
    user = signed_in(request)
    found = visible_activity(user, pk)
    wanted = BY_KEY.get(step)
    if wanted is None:
        raise Http404
    if not wanted.is_open_to(user, found):
        if found.state in wanted.states:
            raise PermissionDenied
        words = _("That does not fit any more: this activity is now “%(state)s”.")
        messages.error(request, words % {"state": found.get_state_display()})
        return redirect(found)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = wanted.form(data, files, activity=found, user=user)
    if form.is_valid() and _done(form, wanted.action, user):
        messages.success(request, str(wanted.said))
        return redirect(found)
    context = {"form": form, "step": wanted, "activity": found}
    return render(request, "outreach/activities/step.html", context, status=400 if form.errors else 200)


def _done(form: ActivityForm | StepForm, action: Callable[..., Activity], user: User) -> bool:
    """Whether the action took what a valid form gives; what it refuses is named at its field."""
    try:
        action(by=user, **form.given())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_outreach)
def activity_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The principal confirms that it was so, or says what was not."""
    user = signed_in(request)
    activity = visible_activity(user, pk)
    if not is_principal(user):
        raise PermissionDenied
    own = ActivitySchool.objects.visible_to(user).select_related("activity", "school__unit").get(activity=activity)
    if not may_answer_activity(user, own):
        messages.info(request, _("There is nothing here to be confirmed."))
        return redirect(activity)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("answer", "text")}
        try:
            answer_activity(by=user, attendance=own, **values)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Thank you. The station sees your answer at once."))
            return redirect(activity)
    context = {"form": form, "activity": activity, "school": own.school}
    return render(request, "outreach/activities/answer.html", context, status=400 if form.errors else 200)
