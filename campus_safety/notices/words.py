"""A notice in words: made when somebody reads it, in the language that is active (docs/adr/0021)."""

from django.utils.translation import gettext as _

from campus_safety.notices.kinds import Attachment, Said, kind_of
from campus_safety.notices.models import Notice


def words_of(notice: Notice) -> Said:
    """What a notice says. One of a former release, whose kind or data nobody knows any more, says where it leads."""
    try:
        return kind_of(notice.kind).say(notice.data)
    except LookupError:
        return Said(_("A message of an earlier release"), _("It opens the page that it was about."))


def attachment_of(notice: Notice) -> Attachment | None:
    """The file that goes with it by mail, if its kind has one."""
    try:
        attach = kind_of(notice.kind).attach
        return attach(notice.data) if attach else None
    except LookupError:
        return None


def is_urgent(notice: Notice) -> bool:
    """Whether its kind asks for somebody at once."""
    try:
        return kind_of(notice.kind).is_urgent
    except LookupError:
        return False
