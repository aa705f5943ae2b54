"""The notices about activities in words: kind and day, never what was said, for a notice may leave by mail."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.notices.kinds import Data, NoticeKind, Said
from outreach.models import Activity

PLANNED, HELD = "outreach.activity_planned", "outreach.activity_held"
CANCELLED, OBJECTED = "outreach.activity_cancelled", "outreach.activity_objected"


def _planned(data: Data) -> Said:
    return Said(_("The station plans for %(day)s: %(kind)s") % _words(data))


def _held(data: Data) -> Said:
    text = _("Say on its page whether it was so.")
    return Said(_("Please confirm, %(day)s: %(kind)s") % _words(data), text)


def _cancelled(data: Data) -> Said:
    return Said(_("Cancelled, %(day)s: %(kind)s") % _words(data))


def _objected(data: Data) -> Said:
    text = _("Put it right on its page; the school is then asked anew.")
    return Said(_("A school says that it was not so, %(day)s: %(kind)s") % _words(data), text)


def _words(data: Data) -> Data:
    day = date_format(date.fromisoformat(data["day"]), "SHORT_DATE_FORMAT")
    return {"day": day, "kind": Activity.Kind(data["kind"]).label}


KINDS = (
    NoticeKind(PLANNED, gettext_lazy("an activity planned at my school"), _planned),
    NoticeKind(HELD, gettext_lazy("an activity at my school to be confirmed"), _held),
    NoticeKind(CANCELLED, gettext_lazy("an activity at my school is cancelled"), _cancelled),
    NoticeKind(OBJECTED, gettext_lazy("a school objects to what was logged"), _objected),
)
