"""What is told of appointments, and to whom: a school and a day, the rest stands on the page that it leads to."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from campus_safety.accounts.models import User
from campus_safety.notices.actions import Draft
from campus_safety.notices.kinds import Data, NoticeKind, Said
from outreach.models import Appointment, AppointmentStep
from outreach.states.appointments import AppointmentState
from patrols.on_duty import commanders_of

PROPOSED, CHANGED = "outreach.appointment_proposed", "outreach.appointment_changed"
EXPIRING = "outreach.appointment_expiring"


def drafts_of_step(step: AppointmentStep) -> list[Draft]:
    """The notices of a step: the school's principals learn each, the officer all that follows the proposal, and the
    commanders that the letter is issued. Who took it is told nothing. Two queries at most.
    """
    appointment = step.appointment
    told = _principals_of([appointment.school_id])[appointment.school_id]
    if step.after != AppointmentState.PROPOSED:
        told |= {appointment.officer_id}
    if step.after == AppointmentState.ISSUED:
        told |= commanders_of([appointment.unit_id])[appointment.unit_id]
    kind = PROPOSED if step.after == AppointmentState.PROPOSED else CHANGED
    said = {"state": step.after}
    return [_draft(appointment, kind, f"{step.pk}", who, said) for who in sorted(told - {step.by_id})]


def drafts_of_expiry(appointments: Collection[Appointment], warned_before: Iterable[int], today: date) -> list[Draft]:
    """The notices that terms run out, to the officer, the commanders and the principals: one for each of the days
    before, the nearest only. Each appointment needs its school. Two queries, three if a unit has no commander.
    """
    commanders = commanders_of({appointment.unit_id for appointment in appointments})
    principals = _principals_of({appointment.school_id for appointment in appointments})
    steps = sorted(warned_before)
    return [
        _draft(appointment, EXPIRING, f"{appointment.pk}:{appointment.ends_on}:{step}", who, {"days": left})
        for appointment in appointments
        for left in [(appointment.ends_on - today).days]
        for step in [next(days for days in steps if left <= days)]
        for who in sorted(_told_of(appointment, commanders, principals))
    ]


def _told_of(
    appointment: Appointment, commanders: dict[int, set[int]], principals: dict[int, set[int]]
) -> set[int]:  # fmt: skip
    return {appointment.officer_id} | commanders[appointment.unit_id] | principals[appointment.school_id]


def _principals_of(schools: Collection[int]) -> defaultdict[int, set[int]]:
    """{school id: ids of its principals who can sign in}. One query."""
    heads = User.objects.filter(role=User.Role.PRINCIPAL, is_active=True, principalship__school__in=schools)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for school, principal in heads.values_list("principalship__school_id", "pk"):
        found[school].add(principal)
    return found


def _draft(appointment: Appointment, kind: str, about: str, recipient_id: int, said: Data) -> Draft:
    data = {"school": appointment.school.name, "ends_on": appointment.ends_on.isoformat()}
    return Draft(
        recipient_id=recipient_id,
        kind=kind,
        key=f"{kind}:{about}",
        data=data | said,
        url=appointment.get_absolute_url(),
    )


def _say_proposed(data: Data) -> Said:
    return Said(_("A legal vice-principal is proposed for %(school)s") % data, _("Issue the letter, or call us."))


def _say_changed(data: Data) -> Said:
    words = {"school": data["school"], "state": AppointmentState(data["state"]).label}
    return Said(_("Legal vice-principal of %(school)s: %(state)s") % words)


def _say_expiring(data: Data) -> Said:
    days = {"days": data["days"], "school": data["school"]}
    title = ngettext(
        "The appointment at %(school)s runs out in %(days)s day",
        "The appointment at %(school)s runs out in %(days)s days",
        data["days"],
    )
    day = date_format(date.fromisoformat(data["ends_on"]), "SHORT_DATE_FORMAT")
    return Said(title % days, _("Its last day is %(day)s. Renew it, or propose somebody else.") % {"day": day})


KINDS = (
    NoticeKind(PROPOSED, gettext_lazy("a legal vice-principal proposed for my school"), _say_proposed),
    NoticeKind(CHANGED, gettext_lazy("state of an appointment"), _say_changed),
    NoticeKind(EXPIRING, gettext_lazy("an appointment runs out"), _say_expiring),
)
