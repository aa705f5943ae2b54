"""The steps that an opinion can take: one table that says from which states, with which form and action, by whom."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.stepping import Step
from outreach.actions.opinions import answer_opinion, reopen_opinion, settle_opinion
from outreach.forms.steps import AnswerForm, ReopenForm, SettleForm, StepForm
from outreach.models import Opinion
from outreach.permissions.opinions import may_answer_opinion, may_reopen_opinion, may_settle_opinion
from outreach.states.opinions import OpinionState

OfOpinion = Step[Opinion, StepForm]
STEPS: tuple[OfOpinion, ...] = (
    Step(
        key="answer",
        states=frozenset({OpinionState.OPEN}),
        admits=may_answer_opinion,
        form=AnswerForm,
        action=answer_opinion,
        verb=_("Answer it"),
        button=pgettext_lazy("opinion", "Send the answer"),
        title=_("Answer the school"),
        said=_("The answer is sent."),
        is_main=True,
    ),
    Step(
        key="settle",
        states=frozenset({OpinionState.ANSWERED}),
        admits=may_settle_opinion,
        form=SettleForm,
        action=settle_opinion,
        verb=_("Satisfied or not"),
        button=_("Say so"),
        title=_("What the school thinks of the answer"),
        text=_("It is the school's own word; who enters it stands beside it."),
        said=_("Thank you. It is noted."),
        is_main=True,
    ),
    Step(
        key="reopen",
        states=frozenset({OpinionState.ANSWERED, OpinionState.SETTLED}),
        admits=may_reopen_opinion,
        form=ReopenForm,
        action=reopen_opinion,
        verb=_("Reopen it"),
        button=_("Reopen it"),
        title=_("The answer does not do?"),
        text=_("It is answered anew: the days for it run from today. The answers given so far stay on record."),
        said=_("It is open again."),
    ),
)
BY_KEY = {step.key: step for step in STEPS}


def steps_open_to(user: User, opinion: Opinion) -> list[OfOpinion]:
    """What the user may do with an opinion now; the main step comes first."""
    return [step for step in STEPS if step.is_open_to(user, opinion)]
