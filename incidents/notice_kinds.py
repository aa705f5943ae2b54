"""The notices about cases in words: a number and a state, never what happened, where or to whom.

A notice may leave by mail or by a robot; everything else stands on the page that it leads to.
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.notices.kinds import Data, NoticeKind, Said, register
from incidents import note_notices
from incidents.states import CaseState

APPOINTED, REPORTED, CHANGED = "incidents.appointed", "incidents.reported", "incidents.state_changed"
DEADLINE_NEAR, DEADLINE_OVER = "incidents.deadline_near", "incidents.deadline_over"


def _appointed(data: Data) -> Said:
    text = _("To be solved by %(day)s.") % {"day": _day(data["due_on"])} if data["due_on"] else ""
    return Said(_("You lead case %(number)s") % data, text)


def _reported(data: Data) -> Said:
    return Said(_("A school has reported a case: %(number)s") % data, _("Accept it, or say why not."))


def _changed(data: Data) -> Said:
    words = {"number": data["number"], "state": CaseState(data["state"]).label}
    return Said(_("Case %(number)s of your school: %(state)s") % words)


def _near(data: Data) -> Said:
    return Said(_("Case %(number)s is to be solved by %(day)s") % _dated(data))


def _over(data: Data) -> Said:
    text = _("Say what came of it, or move the deadline with a reason.")
    return Said(_("Case %(number)s was to be solved by %(day)s") % _dated(data), text)


def _dated(data: Data) -> Data:
    return {"number": data["number"], "day": _day(data["due_on"])}


def _day(day: str) -> str:
    return date_format(date.fromisoformat(day), "SHORT_DATE_FORMAT")


register(NoticeKind(APPOINTED, gettext_lazy("a case that I am to lead"), _appointed))
register(NoticeKind(REPORTED, gettext_lazy("a case reported by a school"), _reported))
register(NoticeKind(CHANGED, gettext_lazy("state of a case of my school"), _changed))
register(NoticeKind(DEADLINE_NEAR, gettext_lazy("deadline of a case is near"), _near))
register(NoticeKind(DEADLINE_OVER, gettext_lazy("deadline of a case is over"), _over))
for _kind in note_notices.KINDS:
    register(_kind)
