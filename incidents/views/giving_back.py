"""Property on its way back to its owner: recovered today, given back today, everything at once."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from incidents.actions import recover_item, return_all, return_item
from incidents.forms.property import ReturnAllForm
from incidents.models import Case, PropertyItem
from incidents.permissions import reads_cases
from incidents.views.in_hand import case_in_hand
from incidents.views.items import item_in_hand, section_of
from incidents.yuan import in_yuan


@require_POST
@allowed(reads_cases, hidden=True)
def item_recover(request: HttpRequest, pk: int) -> HttpResponse:
    """Police have the item since today."""
    return _today(request, pk, recover_item, _("The item is entered as recovered today."))


@require_POST
@allowed(reads_cases, hidden=True)
def item_return(request: HttpRequest, pk: int) -> HttpResponse:
    """The owner has the item back since today."""
    return _today(request, pk, return_item, _("The item is entered as given back today."))


def _today(request: HttpRequest, pk: int, action: Callable[..., PropertyItem], words: str) -> HttpResponse:
    user = signed_in(request)
    item = item_in_hand(user, pk)
    try:
        action(by=user, item=item, on=timezone.localdate())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, words)
    return redirect(section_of(item.case))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_cases, hidden=True)
def items_return(request: HttpRequest, pk: int) -> HttpResponse:
    """The owners have everything back that was still out, on a day."""
    user = signed_in(request)
    case = case_in_hand(user, pk)
    form = ReturnAllForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (number := _return_all(user, case, form)):
        words = ngettext("%(number)s item is given back.", "%(number)s items are given back.", number)
        messages.success(request, words % {"number": number})
        return redirect(section_of(case))
    context = _asked(case) | {"form": form}
    return render(request, "confirm.html", context, status=400 if form.errors else 200)


def _return_all(user: User, case: Case, form: ReturnAllForm) -> int:
    try:
        return len(return_all(by=user, case=case, on=form.cleaned_data["on"]))
    except ValidationError as error:
        form.add_error("on", error.messages)
        return 0


def _asked(case: Case) -> dict[str, Any]:
    out = PropertyItem.objects.filter(case=case).still_out().totals()
    number = ngettext("%(number)s item", "%(number)s items", out.items) % {"number": out.items}
    return {
        "title": _("Is everything given back?"),
        "text": _("What is not entered as recovered becomes so on the same day. Each item can be changed afterwards."),
        "facts": [
            (_("Case"), case),
            (pgettext("property", "Still out"), number),
            (_("Value"), in_yuan(out.lost)),
        ],
        "action": _("Enter everything as given back"),
        "back_url": section_of(case),
    }
