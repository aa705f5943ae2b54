"""The steps that an appointment can take: from which states, with which form and action, and by whom."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.stepping import Step
from outreach.actions.appointment_steps import dismiss_appointment, issue_appointment, withdraw_appointment
from outreach.actions.appointments import hand_over_appointment, renew_appointment
from outreach.forms.appointment_steps import (
    DismissForm,
    HandOverForm,
    IssueForm,
    RenewForm,
    StepForm,
    WithdrawForm,
)
from outreach.models import Appointment
from outreach.permissions.appointments import (
    may_dismiss,
    may_hand_over,
    may_issue,
    may_renew,
    may_work_on_appointment,
)
from outreach.states.appointments import AppointmentState

OfAppointment = Step[Appointment, StepForm | RenewForm]
STEPS: tuple[OfAppointment, ...] = (
    Step(
        key="issue",
        states=frozenset({AppointmentState.PROPOSED}),
        admits=may_issue,
        form=IssueForm,
        action=issue_appointment,
        verb=_("Issue the letter"),
        button=_("Issue the letter"),
        title=_("Issue the letter of appointment"),
        text=_("It gets its number and can be printed, sealed and verified by its code from then on."),
        said=_("The letter is issued. Print it, and post the notice on the campus wall."),
        is_main=True,
    ),
    Step(
        key="renew",
        states=frozenset({AppointmentState.ISSUED}),
        admits=may_renew,
        form=RenewForm,
        action=renew_appointment,
        verb=pgettext_lazy("appointment", "Renew"),
        button=_("Propose the next term"),
        title=_("Propose the officer for another term"),
        text=_("The school issues a new letter. The rules of the new first day are checked."),
        said=_("The next term is proposed. The school issues its letter."),
    ),
    Step(
        key="hand-over",
        states=frozenset({AppointmentState.ISSUED}),
        admits=may_hand_over,
        form=HandOverForm,
        action=hand_over_appointment,
        verb=pgettext_lazy("appointment", "Hand over"),
        button=_("Hand the appointment over"),
        title=_("Hand over to another officer"),
        text=_("It ends on the day before the new officer begins, who is proposed to the school."),
        said=_("It is handed over. The school issues the letter of the new officer."),
    ),
    Step(
        key="dismiss",
        states=frozenset({AppointmentState.ISSUED}),
        admits=may_dismiss,
        form=DismissForm,
        action=dismiss_appointment,
        verb=pgettext_lazy("appointment", "Dismiss"),
        button=_("End the appointment"),
        title=_("End this appointment before its term is over?"),
        text=_("Its letter is no longer valid after the last day. The reason stays on record."),
        said=_("The appointment is ended."),
    ),
    Step(
        key="withdraw",
        states=frozenset({AppointmentState.PROPOSED}),
        admits=may_work_on_appointment,
        form=WithdrawForm,
        action=withdraw_appointment,
        verb=pgettext_lazy("appointment", "Withdraw"),
        button=_("Withdraw the proposal"),
        title=_("Withdraw this proposal?"),
        text=_("The officer's place is free again. The reason stays on record."),
        said=_("The proposal is withdrawn."),
    ),
)
BY_KEY = {step.key: step for step in STEPS}


def steps_open_to(user: User, appointment: Appointment) -> list[OfAppointment]:
    """What the user may do with an appointment now; the main step comes first."""
    return [step for step in STEPS if step.is_open_to(user, appointment)]
