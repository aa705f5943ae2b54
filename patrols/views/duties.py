"""Duties: the list with due, done and rate, one duty with its check-ins, and taking one out of the count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.audit.history import told_of
from campus_safety.lists.pages import render_list
from patrols.actions import cancel_duty
from patrols.filters import DutyFilter
from patrols.forms.duties import CancelForm
from patrols.models import CheckIn, Duty
from patrols.on_duty import names_on_duty
from patrols.permissions import may_acknowledge_duty, may_cancel_duty, may_see_minute
from patrols.rungs import rungs_of
from patrols.states import MARK_WORDS, DutyState, duty_mark
from patrols.strength import officers_seen
from patrols.totals import duty_totals


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty as a list shows it, with its mark just now."""

    duty: Duty
    mark: str

    @property
    def word(self) -> str | Promise:
        """The word beside the mark."""
        return MARK_WORDS[self.mark]


def row_of(duty: Duty, at: datetime) -> DutyRow:
    """A duty with its mark at a moment."""
    return DutyRow(duty, duty_mark(duty.state, duty.starts_at, duty.ends_at, at))


@require_safe
@allowed(is_officer)
def duties(request: HttpRequest) -> HttpResponse:
    """The duties of the user's units; above them how many are due, how many were done."""
    found, now = filtered_duties(request), timezone.now()

    def totals(rows: QuerySet[Any]) -> dict[str, Any]:
        return {"totals": duty_totals(rows, now)}

    def shown(listed: Sequence[Duty]) -> list[DutyRow]:
        return [row_of(duty, now) for duty in listed]

    return render_list(
        request, "patrols/duties/list.html", found,
        rows=lambda rows: rows.select_related("point", "window"), page=shown, more=totals,
    )  # fmt: skip


def filtered_duties(request: HttpRequest) -> DutyFilter:
    """The duties of the user's units, as the address filters and orders them; the newest first."""
    newest_first = Duty.objects.visible_to(signed_in(request)).order_by("-starts_at", "point__code", "-pk")
    return DutyFilter(request.GET, queryset=newest_first, request=request)


@require_safe
@allowed(is_officer)
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty: what was asked, what became of it, and who was there."""
    user = signed_in(request)
    with_people = Duty.objects.select_related("point__unit", "window", "handed_to", "acknowledged_by")
    found = get_object_or_404(with_people.visible_to(user), pk=pk)
    context = {
        "row": row_of(found, timezone.now()),
        "duty": found,
        "rungs": rungs_of(found),
        "on_duty": names_on_duty([found])[found.pk],
        "seen": officers_seen(found) if found.visited_at else None,
        "minute": found.suggested_at if may_see_minute(user, found) else None,
        "check_ins": CheckIn.objects.visible_to(user).filter(duty=found).with_all().order_by("captured_at"),
        "history": told_of(found),
        "may_cancel": may_cancel_duty(user, found) and found.state == DutyState.OPEN,
        "may_acknowledge": may_acknowledge_duty(user, found) and found.is_unacknowledged,
    }
    return render(request, "patrols/duties/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def duty_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an open duty out of the count, with a reason: for a commander."""
    user = signed_in(request)
    found = get_object_or_404(Duty.objects.visible_to(user).select_related("point", "window"), pk=pk)
    if not may_cancel_duty(user, found):
        raise PermissionDenied
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            cancel_duty(by=user, duty=found, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The duty is cancelled and out of the count."))
            return redirect(found)
    context = {
        "title": _("Cancel this duty?"),
        "text": _("It will no longer count as due. The reason stays on record and cannot be changed."),
        "facts": [
            (_("Patrol point"), str(found.point)),
            (_("Window"), window_in_words(found)),
        ],
        "action": _("Cancel this duty"),
        "back_url": found.get_absolute_url(),
        "form": form,
    }
    return render(request, "confirm.html", context, status=400 if form.errors else 200)


def window_in_words(duty: Duty) -> str:
    """The day and the times of a duty."""
    return f"{date_format(duty.on)} {_clock(duty.starts_at)}–{_clock(duty.ends_at)}"


def _clock(moment: datetime) -> str:
    return time_format(timezone.localtime(moment), "H:i")
