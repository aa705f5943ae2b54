"""The notices about event cover in words: school, day and hour, never what is on or who watches over what."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.notices.kinds import Data, NoticeKind, Said
from outreach.states.covers import CoverState

REQUESTED, DECIDED, ASSIGNED = "outreach.cover_requested", "outreach.cover_decided", "outreach.cover_assigned"
CALLED_OFF, TO_RATE = "outreach.cover_called_off", "outreach.cover_to_rate"


def _requested(data: Data) -> Said:
    title = _("%(school)s asks for police at an event on %(moment)s")
    return Said(title % _dated(data), _("Approve it with officers, or decline it with a reason."))


def _decided(data: Data) -> Said:
    words = _dated(data) | {"state": CoverState(data["state"]).label}
    return Said(_("Event cover on %(moment)s: %(state)s") % words, _("The checklist against theft is on its page."))


def _assigned(data: Data) -> Said:
    title = _("You cover an event of %(school)s on %(moment)s")
    return Said(title % _dated(data), _("It counts once you start the outing on its page."))


def _called_off(data: Data) -> Said:
    return Said(_("No cover any more for the event of %(school)s on %(moment)s") % _dated(data))


def _to_rate(data: Data) -> Said:
    return Said(_("How did the event of %(moment)s go?") % _dated(data), _("One mark and, if you like, a few words."))


def _dated(data: Data) -> Data:
    moment = timezone.localtime(datetime.fromisoformat(data["starts_at"]))
    return {"school": data["school"], "moment": date_format(moment, "SHORT_DATETIME_FORMAT")}


KINDS = (
    NoticeKind(REQUESTED, gettext_lazy("a request for event cover"), _requested),
    NoticeKind(DECIDED, gettext_lazy("decision on an event cover of my school"), _decided),
    NoticeKind(ASSIGNED, gettext_lazy("an event that I am to cover"), _assigned),
    NoticeKind(CALLED_OFF, gettext_lazy("an event that I need not cover any more"), _called_off),
    NoticeKind(TO_RATE, gettext_lazy("an event cover that is over"), _to_rate),
)
