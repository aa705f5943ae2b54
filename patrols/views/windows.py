"""Duty windows: the list, their editing and their end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, has_area, is_officer, signed_in
from campus_safety.audit.history import told_of
from campus_safety.lists.pages import render_list
from patrols.actions import save_window
from patrols.filters import WindowFilter
from patrols.forms.windows import WindowEndForm, WindowForm
from patrols.models import DutyWindow
from patrols.permissions import may_edit_point
from patrols.views.points import visible_point
from patrols.weekdays import weekdays_in_words


@require_safe
@allowed(is_officer)
def windows(request: HttpRequest) -> HttpResponse:
    """The windows of the user's units' points."""
    user = signed_in(request)
    mine = DutyWindow.objects.visible_to(user).order_by("point__code", "starts_at", "-pk")
    found = WindowFilter(request.GET, queryset=mine, request=request)
    return render_list(
        request, "patrols/windows/list.html", found, rows=lambda rows: rows.select_related("point", "school"),
        context={"today": timezone.localdate(), "may_add": has_area(user)},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def window_new(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a window on a point; its duties are made at once."""
    user = signed_in(request)
    point = visible_point(user, code)
    if not may_edit_point(user, point):
        raise PermissionDenied
    return _edit(request, DutyWindow(point=point))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def window_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a window; the duties that have not begun follow."""
    return _edit(request, _editable(signed_in(request), pk))


def _editable(user: User, pk: int) -> DutyWindow:
    window = get_object_or_404(DutyWindow.objects.visible_to(user).select_related("point", "school"), pk=pk)
    if not may_edit_point(user, window.point):
        raise PermissionDenied
    return window


def _edit(request: HttpRequest, window: DutyWindow) -> HttpResponse:
    form = WindowForm(request.POST if request.method == "POST" else None, instance=window)
    if form.is_valid() and _save(form):
        messages.success(request, _("The window is saved. The duties that have not begun follow."))
        return redirect(window.point)
    context = {
        "form": form,
        "window": window if window.pk else None,
        "point": window.point,
        "history": told_of(window, words={"weekdays": weekdays_in_words}) if window.pk else [],
    }
    return render(request, "patrols/windows/form.html", context, status=400 if form.errors else 200)


def _end(form: WindowEndForm, window: DutyWindow) -> bool:
    window.in_force_until = form.cleaned_data["last_day"]
    try:
        save_window(window=window)
    except ValidationError as error:  # a later last day than before reaches into another window
        form.add_error("last_day", error.messages)
        return False
    return True


def _save(form: WindowForm) -> bool:
    try:
        save_window(window=form.instance)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def window_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a window its last day; what was done in it stays."""
    window = _editable(signed_in(request), pk)
    form = WindowEndForm(request.POST if request.method == "POST" else None, first_day=window.in_force_from)
    if form.is_valid() and _end(form, window):
        messages.success(request, _("The window ends on this day. Its later duties are taken back."))
        return redirect(window.point)
    times = f"{time_format(window.starts_at, 'H:i')}–{time_format(window.ends_at, 'H:i')}"
    context = {
        "title": _("End this window?"),
        "text": _("From the day after, the point is no longer due in it. What was done stays on record."),
        "facts": [
            (_("Patrol point"), str(window.point)),
            (_("Window"), f"{weekdays_in_words(window.weekdays)} {times}"),
        ],
        "action": _("End this window"),
        "back_url": reverse("patrols:point", args=[window.point.code]),
        "form": form,
    }
    return render(request, "confirm.html", context, status=400 if form.errors else 200)
