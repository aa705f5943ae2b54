"""The steps that a case can take: one table that says from which states, with which form and action, and by whom."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.stepping import Step
from incidents import actions
from incidents.forms.steps import AcceptForm, DeadlineForm, LeadForm, StepForm, WordsForm
from incidents.models import Case
from incidents.permissions import may_reopen_case, may_withdraw, may_work_on_case
from incidents.states import IN_HAND, REOPENED_FROM, WORKED_ON, CaseState

OfCase = Step[Case, StepForm]
STEPS: tuple[OfCase, ...] = (
    Step(
        key="accept",
        states=frozenset({CaseState.REPORTED}),
        admits=may_work_on_case,
        form=AcceptForm,
        action=actions.accept_case,
        verb=_("Accept"),
        button=_("Accept the case"),
        title=_("Accept this case"),
        text=_("From now on one officer leads it; the school sees who."),
        said=_("The case is accepted."),
        is_main=True,
    ),
    Step(
        key="investigate",
        states=frozenset({CaseState.ACCEPTED}),
        admits=may_work_on_case,
        form=StepForm,
        action=actions.investigate_case,
        verb=_("Begin the investigation"),
        button=_("Begin the investigation"),
        title=_("Begin the investigation?"),
        text=_("The day on which work began stays on record."),
        said=_("The case is being investigated."),
        is_main=True,
    ),
    Step(
        key="solve",
        states=frozenset({CaseState.INVESTIGATING}),
        admits=may_work_on_case,
        form=WordsForm,
        action=actions.solve_case,
        verb=_("It is solved"),
        button=_("Mark the case as solved"),
        title=_("It is known what happened and by whom"),
        text=_("Say how it was found out, without a name. The month counts the case as solved today."),
        said=_("The case is solved."),
        is_main=True,
    ),
    Step(
        key="close",
        states=frozenset({CaseState.SOLVED}),
        admits=may_work_on_case,
        form=WordsForm,
        action=actions.close_case,
        verb=pgettext_lazy("case", "Close"),
        button=_("Close the case"),
        title=_("Close this case?"),
        text=_("Nothing can be entered any more. Only a commander opens it again. Say what the end was."),
        said=_("The case is closed."),
        is_main=True,
    ),
    Step(
        key="reopen",
        states=frozenset(REOPENED_FROM),
        admits=may_reopen_case,
        form=WordsForm,
        action=actions.reopen_case,
        verb=_("Take it up again"),
        button=_("Take the case up again"),
        title=_("Take this case up again"),
        text=_("A case is investigated again and no longer counts as solved; a report is decided anew."),
        said=_("The case is taken up again."),
    ),
    Step(
        key="assign",
        states=frozenset(IN_HAND),
        admits=may_work_on_case,
        form=LeadForm,
        action=actions.assign_case,
        verb=_("Hand over"),
        button=_("Hand the case over"),
        title=_("Hand over to another officer"),
        text=_("Who leads it decides and changes; every officer of the unit can still enter what was done."),
        said=_("The case is handed over."),
    ),
    Step(
        key="deadline",
        states=frozenset(WORKED_ON),
        admits=may_work_on_case,
        form=DeadlineForm,
        action=actions.move_deadline,
        verb=_("Move the deadline"),
        button=_("Move the deadline"),
        title=_("Move the deadline"),
        said=_("The deadline is moved."),
    ),
    Step(
        key="refuse",
        states=frozenset({CaseState.REPORTED}),
        admits=may_work_on_case,
        form=WordsForm,
        action=actions.refuse_case,
        verb=_("Do not accept"),
        button=_("Do not accept the case"),
        title=_("It is no case for the station?"),
        text=_("It leaves every count. The reason stays on record; only a commander opens it again."),
        said=_("The case is not accepted."),
    ),
    Step(
        key="withdraw",
        states=frozenset({CaseState.REPORTED, *WORKED_ON}),
        admits=may_withdraw,
        form=WordsForm,
        action=actions.withdraw_case,
        verb=_("Withdraw"),
        button=_("Withdraw the case"),
        title=_("Withdraw this case?"),
        text=_("It leaves every count. The reason stays on record; only a commander opens it again."),
        said=_("The case is withdrawn."),
    ),
)
BY_KEY = {step.key: step for step in STEPS}


def steps_open_to(user: User, case: Case) -> list[OfCase]:
    """What the user may do with a case now; the main step comes first."""
    return [step for step in STEPS if step.is_open_to(user, case)]
