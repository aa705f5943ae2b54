"""What a principal is told of a prevention note, and who is told."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.accounts.models import User
from campus_safety.notices.actions import Draft
from campus_safety.notices.kinds import Data, NoticeKind, Said
from incidents.models import PreventionNote

NOTE, NOTE_REMINDER = "incidents.note", "incidents.note_reminder"


def drafts_of(note: PreventionNote, schools: Collection[int], *, kind: str, key: str) -> list[Draft]:
    """A notice of the note to every principal of these schools (ids) who can sign in. One query."""
    principals = User.objects.filter(
        role=User.Role.PRINCIPAL, is_active=True, principalship__school__in=schools
    ).values_list("pk", flat=True)
    data = {"title": note.title, "unit": note.unit.name}
    url = note.get_absolute_url()
    return [Draft(recipient_id=principal, kind=kind, key=key, data=data, url=url) for principal in principals]


def _say_note(data: Data) -> Said:
    text = _("From %(unit)s. Please say on its page that you have read it.")
    return Said(_("Prevention note: %(title)s") % data, text % data)


def _say_reminder(data: Data) -> Said:
    text = _("%(unit)s asks you to say on its page that you have read it.")
    return Said(_("Still to be read: prevention note “%(title)s”") % data, text % data)


KINDS = (
    NoticeKind(NOTE, gettext_lazy("prevention note"), _say_note),
    NoticeKind(NOTE_REMINDER, gettext_lazy("reminder of a prevention note"), _say_reminder),
)
