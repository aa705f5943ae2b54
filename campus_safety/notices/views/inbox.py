"""The inbox: a person's own messages. Looking at it changes nothing; a message is read when it is opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from campus_safety.accounts.permissions import signed_in
from campus_safety.lists.pages import render_list
from campus_safety.notices.actions.reading import read_all, read_notice, unread_again
from campus_safety.notices.filters import NoticeFilter
from campus_safety.notices.kinds import Said
from campus_safety.notices.models import Notice
from campus_safety.notices.words import is_urgent, words_of


@dataclass(frozen=True, slots=True)
class Row:
    """A notice as the list shows it."""

    notice: Notice
    said: Said
    is_urgent: bool


def _rows(notices: Sequence[Notice]) -> list[Row]:
    return [Row(notice, words_of(notice), is_urgent(notice)) for notice in notices]


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The user's messages, newest first."""
    mine = Notice.objects.visible_to(signed_in(request))
    found = NoticeFilter(request.GET, queryset=mine, request=request)
    just_read = _moment(request.GET)
    return render_list(request, "notices/inbox.html", found, page=_rows, context={"just_read": just_read})


@require_POST
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a message as read, and lead to what it is about."""
    notice = get_object_or_404(Notice.objects.visible_to(signed_in(request)), pk=pk)
    read_notice(notice=notice, at=timezone.now())
    return redirect(notice.url)


@require_POST
def all_read(request: HttpRequest) -> HttpResponse:
    """Mark all messages as read; the page that follows can take it back."""
    now = timezone.now()
    number = read_all(by=signed_in(request), at=now)
    messages.success(
        request,
        ngettext("%(number)s message is marked as read.", "%(number)s messages are marked as read.", number)
        % {"number": number},
    )
    undo = f"?{urlencode({'read_at': now.isoformat()})}" if number else ""
    return redirect(reverse("notices:inbox") + undo)


@require_POST
def all_unread(request: HttpRequest) -> HttpResponse:
    """Take back what marked all messages as read at the moment `read_at`."""
    read_at = _moment(request.POST)
    if read_at is not None and unread_again(by=signed_in(request), read_at=read_at):
        messages.success(request, _("The messages are unread again."))
    return redirect("notices:inbox")


def _moment(given: QueryDict) -> datetime | None:
    try:
        moment = parse_datetime(given.get("read_at", ""))
    except ValueError:
        return None
    return moment if moment is not None and timezone.is_aware(moment) else None
