"""Property: the list with what is lost and recovered, and entering one item."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.audit.history import told_of
from campus_safety.lists.pages import render_list
from incidents.actions import remove_item, save_item
from incidents.filters.property import PropertyFilter
from incidents.forms.property import PropertyItemForm
from incidents.models import Case, PropertyItem
from incidents.permissions import reads_cases
from incidents.views.in_hand import case_in_hand, check_in_hand
from incidents.yuan import in_yuan


@require_safe
@allowed(reads_cases, hidden=True)
def item_list(request: HttpRequest) -> HttpResponse:
    """What was stolen in the cases of the user's units; above it what is lost, recovered and given back."""

    def totals(rows: Any) -> dict[str, Any]:
        return {"totals": rows.totals()}

    def shown(rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("case__school")

    return render_list(request, "incidents/property/list.html", filtered_items(request), rows=shown, more=totals)


def filtered_items(request: HttpRequest) -> PropertyFilter:
    """The property that a user of the police sees, as the address filters and orders it."""
    mine = PropertyItem.objects.visible_to(signed_in(request)).order_by("-case__reported_at", "-pk")
    return PropertyFilter(request.GET, queryset=mine, request=request)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_cases, hidden=True)
def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter an item of a case in hand."""
    user = signed_in(request)
    case = case_in_hand(user, pk)
    return _edit(request, user, case, PropertyItem(case=case))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_cases, hidden=True)
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an item, and the days on which it came back."""
    user = signed_in(request)
    item = item_in_hand(user, pk)
    return _edit(request, user, item.case, item)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_cases, hidden=True)
def item_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out an item that does not belong to the case."""
    user = signed_in(request)
    item = item_in_hand(user, pk)
    if request.method != "POST":
        return render(request, "confirm.html", _what_is_asked(item))
    try:
        remove_item(by=user, item=item)
    except ValidationError as error:  # taken out, or the case closed, in this very moment
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The item is taken out."))
    return redirect(section_of(item.case))


def _what_is_asked(item: PropertyItem) -> dict[str, Any]:
    return {
        "title": _("Take this item out?"),
        "text": _("It counts in no loss and no recovery any more. The trail keeps that it was there."),
        "facts": [
            (pgettext("property", "What it is"), item.description),
            (_("Value"), in_yuan(item.value_cny)),
            (_("Case"), item.case),
        ],
        "action": _("Take the item out"),
        "back_url": item.get_absolute_url(),
    }


def item_in_hand(user: User, pk: int) -> PropertyItem:
    """An item that the user may change. Raises Http404 or PermissionDenied like `case_in_hand`."""
    item = get_object_or_404(PropertyItem.objects.visible_to(user).select_related("case__category"), pk=pk)
    check_in_hand(user, item.case)
    return item


def section_of(case: Case) -> str:
    """The property on the case's page."""
    return f"{case.get_absolute_url()}#property"


def _edit(request: HttpRequest, user: User, case: Case, item: PropertyItem) -> HttpResponse:
    form = PropertyItemForm(request.POST if request.method == "POST" else None, instance=item)
    if form.is_valid() and _save(user, form):
        messages.success(request, _("The item is saved."))
        return redirect(section_of(case))
    context = {"form": form, "case": case, "item": item, "history": told_of(item) if item.pk else []}
    return render(request, "incidents/property/form.html", context, status=400 if form.errors else 200)


def _save(user: User, form: PropertyItemForm) -> bool:
    try:
        save_item(by=user, item=form.instance)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
