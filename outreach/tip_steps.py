"""The steps that police can take with a tip: one table that says from which states, with which form, and by whom."""

from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.stepping import Step
from outreach.actions.tip_steps import close_tip, hand_over_tip, reply_to_tip, take_up_tip
from outreach.forms.steps import StepForm
from outreach.forms.tips import AnswerForm, LeadForm
from outreach.models import Tip
from outreach.permissions.tips import may_work_on_tip
from outreach.states.tips import TipState

OfTip = Step[Tip, StepForm]
NEW, WORKED_ON, CLOSED = TipState.NEW, TipState.WORKED_ON, TipState.CLOSED
STEPS: tuple[OfTip, ...] = (
    Step(
        key="take-up",
        states=frozenset({NEW, CLOSED}),
        admits=may_work_on_tip,
        form=LeadForm,
        action=take_up_tip,
        verb=_("Take it up"),
        button=_("Take the tip up"),
        title=_("Take this tip up"),
        text=_("One officer is in charge from now on, and answers together with the commanders."),
        said=_("The tip is taken up."),
        is_main=True,
    ),
    Step(
        key="reply",
        states=frozenset({NEW, WORKED_ON}),
        admits=may_work_on_tip,
        form=AnswerForm,
        action=reply_to_tip,
        verb=_("Write to them"),
        button=_("Send the message"),
        title=_("Write to whoever left this tip"),
        text=_("They read it by their code, and can answer without giving a name. Nobody is told that it is there."),
        said=_("The message waits for whoever has the code."),
    ),
    Step(
        key="close",
        states=frozenset({NEW, WORKED_ON}),
        admits=may_work_on_tip,
        form=AnswerForm,
        action=close_tip,
        verb=_("Close with an answer"),
        button=_("Close the tip"),
        title=_("Close this tip with an answer"),
        text=_("Say what came of it, so that whoever left it sees that it was worth it. Never a name of somebody."),
        said=_("The tip is closed; the answer waits for whoever has the code."),
    ),
    Step(
        key="hand-over",
        states=frozenset({WORKED_ON}),
        admits=may_work_on_tip,
        form=LeadForm,
        action=hand_over_tip,
        verb=_("Hand over"),
        button=_("Hand the tip over"),
        title=_("Hand over to another officer"),
        said=_("The tip is handed over."),
    ),
)
BY_KEY = {step.key: step for step in STEPS}


def steps_open_to(user: User, tip: Tip) -> list[OfTip]:
    """What the user may do with a tip now."""
    return [step for step in STEPS if step.is_open_to(user, tip)]
