"""The notices about opinions in words: kind, school and day, never what was said, for a notice may leave by mail."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.notices.kinds import Data, NoticeKind, Said
from outreach.models import Opinion
from outreach.states.opinions import OpinionState

TO_POLICE, TO_SCHOOL = "outreach.opinion_to_police", "outreach.opinion_to_school"
DUE, OVERDUE = "outreach.opinion_due", "outreach.opinion_overdue"


def _to_police(data: Data) -> Said:
    if data["state"] == OpinionState.SETTLED:
        satisfied = _("The school is satisfied with the answer: %(what)s")
        dissatisfied = _("The school is not satisfied with the answer: %(what)s")
        return Said((satisfied if data["is_satisfied"] else dissatisfied) % _words(data))
    if data["before"]:
        return Said(_("Reopened: %(what)s") % _words(data), _("To be answered anew by %(day)s.") % _words(data))
    return Said(_("A school has written: %(what)s") % _words(data), _("To be answered by %(day)s.") % _words(data))


def _to_school(data: Data) -> Said:
    if data["state"] == OpinionState.ANSWERED:
        text = _("Say on its page whether you are satisfied.")
        return Said(_("The station has answered: %(what)s") % _words(data), text)
    if data["state"] == OpinionState.SETTLED:
        return Said(_("The station has noted what you think of its answer: %(what)s") % _words(data))
    title = _("The station has taken it up again: %(what)s") if data["before"] else _("The station has noted: %(what)s")
    return Said(title % _words(data), _("It answers by %(day)s.") % _words(data))


def _due(data: Data) -> Said:
    return Said(_("To be answered by %(day)s: %(what)s") % _words(data))


def _overdue(data: Data) -> Said:
    return Said(_("Was to be answered by %(day)s: %(what)s") % _words(data), _("The school waits for an answer."))


def _words(data: Data) -> Data:
    day = date_format(date.fromisoformat(data["due_on"]), "SHORT_DATE_FORMAT")
    return {"what": f"{Opinion.Kind(data['kind']).label} · {data['school']}", "day": day}


KINDS = (
    NoticeKind(TO_POLICE, gettext_lazy("what schools ask for or say of an answer"), _to_police),
    NoticeKind(TO_SCHOOL, gettext_lazy("what the station does with my school's opinion"), _to_school),
    NoticeKind(DUE, gettext_lazy("an opinion is to be answered soon"), _due),
    NoticeKind(OVERDUE, gettext_lazy("the answer to an opinion is overdue"), _overdue),
)
