"""What the notices about rounds of feedback say."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.notices.kinds import Data, NoticeKind, Said

ASKED, PUBLISHED = "outreach.feedback_asked", "outreach.feedback_published"


def _asked(data: Data) -> Said:
    days = {
        name: date_format(date.fromisoformat(data[name]), "SHORT_DATE_FORMAT") for name in ("first_day", "last_day")
    }
    text = _("From %(first_day)s to %(last_day)s. Its page has the links, and a poster with a QR code for each.")
    return Said(_("Your school is asked for feedback: %(title)s") % data, text % days)


def _published(data: Data) -> Said:
    text = _("Its page shows the averages and the words, wherever five or more have answered.")
    return Said(_("A round of feedback is over: %(title)s") % data, text)


KINDS = (
    NoticeKind(ASKED, gettext_lazy("feedback that my school is asked for"), _asked),
    NoticeKind(PUBLISHED, gettext_lazy("a round of feedback that is over"), _published),
)
