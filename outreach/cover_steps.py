"""The steps that an event cover can take: from which states, with which form and action, and by whom."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.stepping import Step
from outreach.actions.covers import approve_cover, decline_cover, withdraw_cover
from outreach.forms.cover_steps import ApproveForm, DeclineForm, WithdrawForm
from outreach.forms.steps import StepForm
from outreach.models import EventCover
from outreach.permissions.covers import may_approve_cover, may_decline_cover, may_withdraw_cover
from outreach.states.covers import CoverState

OfCover = Step[EventCover, StepForm]
STEPS: tuple[OfCover, ...] = (
    Step(
        key="approve",
        states=frozenset({CoverState.REQUESTED, CoverState.DECLINED}),
        admits=may_approve_cover,
        form=ApproveForm,
        action=approve_cover,
        verb=pgettext_lazy("event cover", "Approve"),
        button=_("Send these officers"),
        title=_("Send officers to this event"),
        text=_(
            "The place becomes a patrol point for this day, with a duty. It is not published. The school and the"
            " officers are told."
        ),
        said=_("The officers are assigned; the school is told."),
        is_main=True,
    ),
    Step(
        key="decline",
        states=frozenset({CoverState.REQUESTED, CoverState.APPROVED}),
        admits=may_decline_cover,
        form=DeclineForm,
        action=decline_cover,
        verb=pgettext_lazy("event cover", "Decline"),
        button=_("Decline the request"),
        title=_("Decline this request?"),
        text=_("The school reads the reason at once. Assigned officers are told, and their duty is cancelled."),
        said=_("The request is declined; the school is told."),
    ),
    Step(
        key="withdraw",
        states=frozenset({CoverState.REQUESTED, CoverState.APPROVED}),
        admits=may_withdraw_cover,
        form=WithdrawForm,
        action=withdraw_cover,
        verb=pgettext_lazy("event cover", "Withdraw"),
        button=_("Withdraw the request"),
        title=_("Withdraw this request?"),
        text=_("No officers come. If the event is on another day, ask for it anew."),
        said=_("The request is withdrawn; the station is told."),
    ),
)
BY_KEY = {step.key: step for step in STEPS}


def steps_open_to(user: User, cover: EventCover) -> list[OfCover]:
    """What the user may do with an event cover now; the main step comes first."""
    return [step for step in STEPS if step.is_open_to(user, cover)]
