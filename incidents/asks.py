"""What cases ask of a user now: deadlines of the own ones, reports that nobody has decided, notes to read."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from campus_safety.dashboard.asks_registry import Ask, register
from campus_safety.local_days import local_day, midnight
from incidents.actions.reminding import DAYS_BEFORE
from incidents.case_words import where_of
from incidents.models import Case, NoteReceipt
from incidents.permissions import reads_cases

MOST = 20
DECIDED_WITHIN = timedelta(days=1)


def cases_of_mine(user: User, at: datetime) -> Iterator[Ask]:
    """The cases that the user leads and is to have solved within three days, or was. One query."""
    if not reads_cases(user):
        return
    today = local_day(at)
    mine = Case.objects.visible_to(user).filter(lead=user).due_by(today + DAYS_BEFORE)
    for case in mine.select_related("category", "school").order_by("due_on", "pk")[:MOST]:
        left = case.days_left(today) or 0
        over = ngettext("%(days)s day overdue", "%(days)s days overdue", -left) % {"days": -left}
        yield Ask(
            title=_("Solve case %(number)s") % {"number": case.number},
            line=" · ".join([str(case.category), where_of(case), over if left < 0 else _left(left)]),
            url=case.get_absolute_url(),
            action=_("Look at it"),
            is_late=left < 0,
            due_at=midnight(case.due_on + timedelta(days=1)) if case.due_on else None,
        )


def _left(days: int) -> str:
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days} if days else _("due today")


def reports_to_decide(user: User, at: datetime) -> Iterator[Ask]:
    """Reports of the user's own unit that nobody has decided for more than a day. One query."""
    if not reads_cases(user) or user.unit_id is None:
        return
    waiting = Case.objects.undecided().filter(unit_id=user.unit_id, reported_at__lt=at - DECIDED_WITHIN)
    for case in waiting.select_related("category", "school").order_by("reported_at", "pk")[:MOST]:
        since = date_format(local_day(case.reported_at), "SHORT_DATE_FORMAT")
        yield Ask(
            title=_("Decide on report %(number)s") % {"number": case.number},
            line=" · ".join([str(case.category), where_of(case), _("reported %(day)s") % {"day": since}]),
            url=case.get_absolute_url(),
            action=_("Accept it or not"),
        )


def notes_to_read(user: User, at: datetime) -> Iterator[Ask]:
    """The prevention notes that the principal has not read. One query."""
    if not is_principal(user):
        return
    unread = NoteReceipt.objects.visible_to(user).unread().select_related("note__unit")
    for receipt in unread.order_by("note__sent_at", "pk")[:MOST]:
        note = receipt.note
        sent = date_format(local_day(note.sent_at), "SHORT_DATE_FORMAT")
        yield Ask(
            title=_("Read: %(note)s") % {"note": note.title},
            line=_("prevention note of %(unit)s, %(day)s") % {"unit": note.unit.name, "day": sent},
            url=note.get_absolute_url(),
            action=_("Read it"),
        )


register("incidents.cases_of_mine", cases_of_mine)
register("incidents.reports_to_decide", reports_to_decide)
register("incidents.notes_to_read", notes_to_read)
