"""The steps that a hazard can take: one address each, one table that says which form, which action, and to whom."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.stepping import Step
from schools import actions
from schools.forms import AssignForm, ExtendForm, RectifyForm, SendBackForm, TakeUpForm, VerifyForm, WithdrawForm
from schools.models import Hazard
from schools.permissions import may_rectify, may_withdraw, may_work_on_hazard, works_with_schools
from schools.states import UNSETTLED, HazardState

OfHazard = Step[Hazard, forms.Form]
STEPS: tuple[OfHazard, ...] = (
    Step(
        key="take-up",
        states=frozenset({HazardState.REPORTED}),
        admits=may_work_on_hazard,
        form=TakeUpForm,
        action=actions.take_up_hazard,
        verb=_("Take it up"),
        button=_("Take up the report"),
        title=_("Take up this report"),
        is_main=True,
        text=_("Say who puts it right and until when; the school is told by its page."),
        said=_("The report is taken up."),
    ),
    Step(
        key="rectify",
        states=frozenset({HazardState.REPORTED, HazardState.OPEN}),
        admits=may_rectify,
        form=RectifyForm,
        action=actions.rectify_hazard,
        verb=_("Put right: add photos"),
        button=_("Send it to the station"),
        title=_("It is put right"),
        is_main=True,
        text=_("Show how it is now. An officer looks at it and verifies it, or sends it back."),
        said=_("Thank you. An officer will look at it."),
    ),
    Step(
        key="verify",
        states=frozenset({HazardState.RECTIFIED}),
        admits=may_work_on_hazard,
        form=VerifyForm,
        action=actions.verify_hazard,
        verb=_("Verify"),
        button=_("Verify the hazard"),
        title=_("It is put right: verify it"),
        is_main=True,
        text=_("Only what you have seen, there or on the photos. This ends the hazard."),
        said=_("The hazard is verified."),
    ),
    Step(
        key="send-back",
        states=frozenset({HazardState.RECTIFIED}),
        admits=may_work_on_hazard,
        form=SendBackForm,
        action=actions.send_back_hazard,
        verb=_("Send it back"),
        button=_("Send the hazard back"),
        title=_("It is not put right yet: send it back"),
        text=_("The school reads your words first thing."),
        said=_("The hazard is sent back."),
    ),
    Step(
        key="extend",
        states=frozenset({HazardState.OPEN}),
        admits=may_work_on_hazard,
        form=ExtendForm,
        action=actions.extend_hazard,
        verb=_("Move the deadline"),
        button=_("Move the deadline"),
        title=_("Move the deadline"),
        said=_("The deadline is moved."),
    ),
    Step(
        key="assign",
        states=frozenset(UNSETTLED),
        admits=may_work_on_hazard,
        form=AssignForm,
        action=actions.assign_hazard,
        verb=_("Hand over"),
        button=_("Hand the hazard over"),
        title=_("Hand over to another officer"),
        said=_("The hazard is handed over."),
    ),
    Step(
        key="withdraw",
        states=frozenset({HazardState.REPORTED, HazardState.OPEN}),
        admits=may_withdraw,
        form=WithdrawForm,
        action=actions.withdraw_hazard,
        verb=_("Withdraw"),
        button=_("Withdraw the hazard"),
        title=_("Withdraw this hazard?"),
        text=_("It leaves every count for good. The reason stays on record."),
        said=_("The hazard is withdrawn."),
    ),
)
BY_NAME = {step.key: step for step in STEPS}


def steps_open_to(user: User, hazard: Hazard) -> list[OfHazard]:
    """What the user may do with a hazard now; the main step comes first."""
    return [step for step in STEPS if step.is_open_to(user, hazard)]


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_schools)
def hazard_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step with a hazard: its form, then its action."""
    user = signed_in(request)
    found = get_object_or_404(Hazard.objects.visible_to(user).select_related("school__unit", "premises"), pk=pk)
    wanted = BY_NAME.get(step)
    if wanted is None:
        raise Http404
    if not wanted.admits(user, found):
        raise PermissionDenied
    if not wanted.is_open_to(user, found):
        words = _("That does not fit any more: this hazard is now “%(state)s”.")
        messages.error(request, words % {"state": found.get_state_display()})
        return redirect(found)
    form = _form(request, wanted, found)
    if form.is_valid() and _taken(wanted, user, found, form):
        messages.success(request, str(wanted.said))
        return redirect(found)
    context = {"form": form, "step": wanted, "hazard": found, "school": found.school, "today": timezone.localdate()}
    return render(request, "schools/hazards/step.html", context, status=400 if form.errors else 200)


def _form(request: HttpRequest, step: OfHazard, hazard: Hazard) -> forms.Form:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    options: dict[str, Any] = {"instance": hazard} if issubclass(step.form, forms.ModelForm) else {}
    if issubclass(step.form, AssignForm):
        options = {"hazard": hazard}
    return step.form(data, files, **options)


def _taken(step: OfHazard, user: User, hazard: Hazard, form: forms.Form) -> bool:
    values = {name: value for name, value in form.cleaned_data.items() if name != "numbers_are_meant"}
    try:
        step.action(by=user, hazard=hazard, **values)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
