"""The notices about tips in words: the category and no more, for a notice may leave by mail or by a robot."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.notices.kinds import Data, NoticeKind, Said
from outreach.models import Tip

NEW, WRITTEN, APPOINTED = "outreach.tip_new", "outreach.tip_written", "outreach.tip_appointed"


def _new(data: Data) -> Said:
    return Said(_("A tip has come in: %(category)s") % _named(data), _("Take it up, or close it with an answer."))


def _written(data: Data) -> Said:
    return Said(_("Somebody has written again about a tip: %(category)s") % _named(data))


def _appointed(data: Data) -> Said:
    return Said(_("You are in charge of a tip: %(category)s") % _named(data))


def _named(data: Data) -> Data:
    return {"category": Tip.Category(data["category"]).label}


KINDS = (
    NoticeKind(NEW, gettext_lazy("a new tip"), _new),
    NoticeKind(WRITTEN, gettext_lazy("words on a tip of mine"), _written),
    NoticeKind(APPOINTED, gettext_lazy("a tip that I am in charge of"), _appointed),
)
