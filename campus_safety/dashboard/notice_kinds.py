"""What administrators are told of the calendar.

It stands here because calendars and notices are of one layer and know nothing of each other.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.notices import kinds
from campus_safety.notices.kinds import Data, NoticeKind, Said

UNKNOWN_YEAR = "calendars.unknown_year"


def _say(data: Data) -> Said:
    return Said(
        _("The make-up days of %(year)s are not known yet") % {"year": data["year"]},
        _("Enter the days that the State Council has announced, then note the year as known."),
    )


kinds.register(NoticeKind(UNKNOWN_YEAR, gettext_lazy("make-up days of a year are not known"), _say))
