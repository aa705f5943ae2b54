"""Tips by the public: leaving one, and following it by its code. Nobody signs in, and nothing says who writes."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.actions import portal_unit
from campus_safety.geo.map_data import map_data
from campus_safety.limits.actions import use_up
from campus_safety.limits.pages import MIB, limited, refusal
from outreach.actions.tips import leave_tip, write_again
from outreach.forms.public_tips import CodeForm, TipForm, WriteAgainForm
from outreach.models import Tip, TipMessage
from outreach.tip_limits import (
    FOLLOW_BY_ADDRESS,
    FOLLOW_IN_ALL,
    LEAVE_BY_ADDRESS,
    LEAVE_IN_ALL,
    WRITE_BY_TIP,
)

# The largest photo that a phone takes; one that is too large is refused by its name at the field.
MOST_BYTES = 32 * MIB


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required  # anybody may tell something, and nobody is asked for a name
@limited(by_address=LEAVE_BY_ADDRESS, in_all=LEAVE_IN_ALL, most_bytes=MOST_BYTES)
def tips(request: HttpRequest) -> HttpResponse:
    """The form of a tip; a tip that is sent is answered with its code, shown this once and kept nowhere."""
    form = TipForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            tip, code = leave_tip(
                tip=form.instance, code=form.cleaned_data["code"], photo=form.cleaned_data["photo"]
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return render(request, "outreach/tips/public/sent.html", {"tip": tip, "code": code})
    unit = portal_unit()
    context = {"form": form, "hotline": unit.hotline if unit else "", "map_data": _map()}
    return render(request, "outreach/tips/public/form.html", context, status=400 if form.errors else 200)


def _map() -> dict[str, Any]:
    unit = portal_unit()
    return map_data(outline=unit.outline if unit else None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required  # whoever has the code left the tip, and is asked for nothing else
@limited(by_address=FOLLOW_BY_ADDRESS, in_all=FOLLOW_IN_ALL)
def follow(request: HttpRequest) -> HttpResponse:
    """A tip by its code: how far it is, what was written, and a form to write again."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _code_page(request, form, 400 if form.errors else 200)
    code = form.cleaned_data["code"]
    found = Tip.objects.with_code(code)
    # Asked for before it is known whether there is a tip: a wrong code takes the same two queries as a right one.
    tip, said = found.select_related("unit", "school").first(), list(TipMessage.objects.filter(tip__in=found))
    if tip is None:
        form.add_error("code", _("There is no tip with this code. Look at it again, one character after the other."))
        return _code_page(request, form, HTTPStatus.NOT_FOUND)
    return _conversation(request, tip, code, said)


def _code_page(request: HttpRequest, form: CodeForm, status: int) -> HttpResponse:
    return render(request, "outreach/tips/public/follow.html", {"form": form}, status=status)


def _conversation(request: HttpRequest, tip: Tip, code: str, said: list[TipMessage]) -> HttpResponse:
    """The tip with its messages. The code goes along in the form; it never stands in an address."""
    form = WriteAgainForm(request.POST if "text" in request.POST else None)
    is_written = form.is_valid()
    if is_written:
        if refused := use_up(limits=[(WRITE_BY_TIP, f"{tip.pk}")], at=timezone.now()):
            return refusal(request, refused)
        write_again(tip=tip, text=form.cleaned_data["text"])
        tip.refresh_from_db(fields=["state"])
        said, form = list(tip.messages.all()), WriteAgainForm()
    context = {"tip": tip, "code": code, "said": said, "form": form, "is_written": is_written}
    return render(request, "outreach/tips/public/tip.html", context, status=400 if form.errors else 200)
