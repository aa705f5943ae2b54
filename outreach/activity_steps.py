"""The steps that an activity can take: from which states, with which form and action, and by whom."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.stepping import Step
from outreach.actions.activities import hold_activity
from outreach.actions.activity_steps import cancel_activity, plan_again
from outreach.forms.activities import ActivityForm, HoldForm
from outreach.forms.activity_steps import CancelForm, PlanAgainForm, StepForm
from outreach.models import Activity
from outreach.permissions.activities import may_change_activity
from outreach.states.activities import ActivityState

OfActivity = Step[Activity, ActivityForm | StepForm]
STEPS: tuple[OfActivity, ...] = (
    Step(
        key="hold",
        states=frozenset({ActivityState.PLANNED}),
        admits=may_change_activity,
        form=HoldForm,
        action=hold_activity,
        verb=_("It took place"),
        button=_("Log it as held"),
        title=_("How it went"),
        text=_("Put right what was different from the plan, and say with how many. The schools are asked to confirm."),
        said=_("The activity is logged. Its schools are asked to confirm."),
        is_main=True,
    ),
    Step(
        key="cancel",
        states=frozenset({ActivityState.PLANNED, ActivityState.HELD}),
        admits=may_change_activity,
        form=CancelForm,
        action=cancel_activity,
        verb=pgettext_lazy("activity", "Cancel"),
        button=_("Cancel the activity"),
        title=_("Cancel this activity?"),
        text=_("It leaves every count; the schools are told. The reason stays on record."),
        said=_("The activity is cancelled."),
    ),
    Step(
        key="plan-again",
        states=frozenset({ActivityState.CANCELLED}),
        admits=may_change_activity,
        form=PlanAgainForm,
        action=plan_again,
        verb=_("Plan it again"),
        button=_("Plan the activity"),
        title=_("Plan this activity for another time"),
        said=_("The activity is planned again. Its schools are told."),
        is_main=True,
    ),
)
BY_KEY = {step.key: step for step in STEPS}


def steps_open_to(user: User, activity: Activity) -> list[OfActivity]:
    """What the user may do with an activity now; the main step comes first."""
    return [step for step in STEPS if step.is_open_to(user, activity)]
