"""The steps that a dispute can take: one table that says from which states, with which form and action, by whom."""

from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.stepping import Step
from outreach.actions.disputes import hand_on_dispute, resolve_dispute, take_up_dispute, work_on_dispute
from outreach.forms.steps import HandOnForm, ResolveForm, StepForm, WordsForm
from outreach.models import Dispute
from outreach.permissions.disputes import may_end_dispute, may_work_on_dispute
from outreach.states.opinions import DISPUTE_ENDED, DISPUTE_IN_HAND

OfDispute = Step[Dispute, StepForm]
STEPS: tuple[OfDispute, ...] = (
    Step(
        key="work",
        states=frozenset(DISPUTE_IN_HAND),
        admits=may_work_on_dispute,
        form=WordsForm,
        action=work_on_dispute,
        verb=_("Say what was done"),
        button=_("Note what was done"),
        title=_("What was done to end it"),
        text=_("Whom you heard, what was agreed, what comes next. Without names."),
        said=_("It is noted."),
        is_main=True,
    ),
    Step(
        key="resolve",
        states=frozenset(DISPUTE_IN_HAND),
        admits=may_end_dispute,
        form=ResolveForm,
        action=resolve_dispute,
        verb=_("It is resolved"),
        button=_("Mark the dispute as resolved"),
        title=_("The dispute is resolved"),
        text=_("The month of that day counts it as resolved."),
        said=_("The dispute is resolved."),
    ),
    Step(
        key="hand-on",
        states=frozenset(DISPUTE_IN_HAND),
        admits=may_end_dispute,
        form=HandOnForm,
        action=hand_on_dispute,
        verb=_("Hand it on"),
        button=_("Hand the dispute on"),
        title=_("Another authority works on it"),
        text=_("It is not counted as resolved."),
        said=_("The dispute is handed on."),
    ),
    Step(
        key="take-up",
        states=frozenset(DISPUTE_ENDED),
        admits=may_end_dispute,
        form=WordsForm,
        action=take_up_dispute,
        verb=_("Take it up again"),
        button=_("Take the dispute up again"),
        title=_("Take this dispute up again"),
        text=_("It no longer counts as resolved."),
        said=_("The dispute is taken up again."),
    ),
)
BY_KEY = {step.key: step for step in STEPS}


def steps_open_to(user: User, dispute: Dispute) -> list[OfDispute]:
    """What the user may do with a dispute now; the main step comes first."""
    return [step for step in STEPS if step.is_open_to(user, dispute)]
