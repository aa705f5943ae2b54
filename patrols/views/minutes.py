"""The suggested minutes of days that are over, for the auditor: the secrets, and every minute computed again."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, is_auditor, signed_in
from campus_safety.audit.trail import note_reading
from campus_safety.lists.pages import page_of, render_list
from campus_safety.spreadsheets.writing import Heading, Sheet, Value, workbook_response
from patrols.checked_minutes import CheckedMinute, checked, duties_drawn
from patrols.filters.minutes import MinuteFilter
from patrols.minutes import LEFT_FREE_MIN
from patrols.models import Duty, MinuteSecret

CHUNK = 500


@require_safe
@allowed(is_auditor)
def minutes(request: HttpRequest) -> HttpResponse:
    """The days that are over, each with its secret; and how a minute is computed."""
    user = signed_in(request)
    note_reading(by=user, where=request.get_full_path())
    shown = page_of(request, MinuteSecret.objects.visible_to(user))
    return render(request, "patrols/minutes/days.html", {"page_obj": shown, "left_free": LEFT_FREE_MIN})


@require_safe
@allowed(is_auditor)
def minutes_of_day(request: HttpRequest, on: date) -> HttpResponse:
    """Every minute of a day, computed again: whether it stands on the duty, and how far the visit was from it."""
    user = signed_in(request)
    secret = get_object_or_404(MinuteSecret.objects.visible_to(user), on=on)
    note_reading(by=user, where=request.get_full_path())
    found = MinuteFilter(request.GET, queryset=duties_drawn(secret), request=request)

    def shown(duties: Sequence[Duty]) -> list[CheckedMinute]:
        return list(checked(secret, duties))

    return render_list(
        request, "patrols/minutes/day.html", found,
        rows=lambda rows: rows.select_related("point", "window"), page=shown, context={"secret": secret},
    )  # fmt: skip


@require_safe
@allowed(is_auditor)
def minutes_export(request: HttpRequest, on: date) -> HttpResponseBase:
    """The same as a workbook, of all duties of the day."""
    user = signed_in(request)
    secret = get_object_or_404(MinuteSecret.objects.visible_to(user), on=on)
    note_reading(by=user, where=request.get_full_path())
    drawn = Sheet(_("Secret"), [Heading("", 20), Heading("", 70, is_text=True)], _facts(secret))
    headings = [
        Heading(_("Patrol point"), 12),
        Heading(_("Window"), 10),
        Heading(_("Date"), 12),
        Heading(_("From"), 17),
        Heading(_("Until"), 17),
        Heading(_("Minutes on offer"), 10),
        Heading(_("Suggested minute"), 17),
        Heading(_("Computed again"), 17),
        Heading(_("The same"), 10),
        Heading(_("Visited"), 17),
        Heading(_("Minutes from it"), 10),
        Heading(_("State"), 10),
    ]
    rows = duties_drawn(secret).select_related("point").iterator(chunk_size=CHUNK)
    name = _("Suggested minutes %(day)s.xlsx") % {"day": on}
    return workbook_response(name, [Sheet(_("Suggested minutes"), headings, _rows(checked(secret, rows))), drawn])


def _facts(secret: MinuteSecret) -> Iterator[list[Value]]:
    yield [_("Date"), f"{secret.on:%Y-%m-%d}"]
    yield [_("Drawn at"), timezone.localtime(secret.drawn_at).isoformat(timespec="seconds")]
    yield [_("SHA-256 of the secret"), secret.commitment]
    yield [_("Secret"), secret.secret]


def _rows(minutes: Iterator[CheckedMinute]) -> Iterator[list[Value]]:
    for minute in minutes:
        duty = minute.duty
        yield [
            duty.point.code,
            duty.window_id,
            duty.on,
            duty.starts_at,
            duty.ends_at,
            minute.on_offer,
            duty.suggested_at,
            minute.computed_at,
            _("yes") if minute.is_same else _("no"),
            duty.visited_at,
            minute.apart_min,
            duty.get_state_display(),
        ]
