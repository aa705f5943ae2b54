"""Filling in an inspection on a phone: begin, item by item, finish or give up."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.rules.sheet import SheetItem, items_for
from schools.actions import discard_inspection, finish_inspection, record_result, start_inspection
from schools.forms import FinishForm, ItemForm
from schools.models import Hazard, Inspection, ItemResult, School
from schools.permissions import may_inspect, works_with_schools


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One item of an inspection: what it asks, what was found, the hazard made of it, and the form that says so."""

    item: SheetItem
    asks: str
    result: ItemResult | None
    hazard: Hazard | None
    form: ItemForm | None = None


def found_items(inspection: Inspection) -> list[FoundItem]:
    """The items of the sheet on the day it began, with what was found: three queries, photos included."""
    day = timezone.localdate(inspection.started_at)
    results = inspection.results.select_related("hazard").prefetch_related("photos__file")
    by_item = {result.item: result for result in results}
    levels = [level.level for level in inspection.school.levels.all()]
    return [_found(inspection, item, by_item.get(item.key)) for item in items_for(levels, day)]


def _found(
    inspection: Inspection, item: SheetItem, result: ItemResult | None, form: ItemForm | None = None
) -> FoundItem:
    asks = item.asks(inspection.school.pupils, timezone.localdate(inspection.started_at))
    hazard = getattr(result, "hazard", None) if result else None
    return FoundItem(item, asks, result, hazard, form or _form_of(item, result))


def _form_of(item: SheetItem, result: ItemResult | None) -> ItemForm:
    initial = {"outcome": result.outcome, "note": result.note} if result else None
    return ItemForm(initial=initial, prefix=item.key)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_schools)
def inspection_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an inspection of a school; the one that the user has open goes on."""
    user = signed_in(request)
    school = get_object_or_404(School.objects.visible_to(user).with_levels(), pk=pk)
    if not may_inspect(user, school):
        raise PermissionDenied
    if request.method == "POST":
        return redirect(start_inspection(by=user, school=school))
    items = items_for([level.level for level in school.levels.all()], timezone.localdate())
    mine = Inspection.objects.open().filter(school=school, inspector=user).first()
    context = {"school": school, "items": items, "mine": mine}
    return render(request, "schools/inspections/new.html", context)


def fill_page(request: HttpRequest, inspection: Inspection, *, refused: FoundItem | None = None) -> HttpResponse:
    """The page that fills an inspection in; with `refused`, what was said wrongly of one item, and why."""
    items = found_items(inspection)
    shown = [refused if refused and refused.item == each.item else each for each in items]
    context = {
        "inspection": inspection,
        "school": inspection.school,
        "items": shown,
        "done": sum(each.result is not None for each in items),
    }
    return render(request, "schools/inspections/fill.html", context, status=400 if refused else 200)


@require_POST
@allowed(works_with_schools)
def inspection_item(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Record one item: answered with what is on record of it where htmx asks, else with the page again."""
    user = signed_in(request)
    found = _to_fill_in(user, pk)
    if not found.is_open:
        raise PermissionDenied
    item = next((each for each in found_items(found) if each.item.key == key), None)
    if item is None:
        raise Http404
    form = ItemForm(request.POST, request.FILES, prefix=key)
    result = _record(user, found, key, form)
    if request.headers.get("HX-Request"):
        shown = _found(found, item.item, result) if result else _found(found, item.item, item.result, form)
        done = found.results.count()
        context = {"each": shown, "inspection": found, "done": done}
        return render(request, "schools/inspections/said.html", context, status=200 if result else 422)
    if result is None:
        return fill_page(request, found, refused=_found(found, item.item, item.result, form))
    return redirect(f"{found.get_absolute_url()}#{key}")


def _record(user: User, inspection: Inspection, key: str, form: ItemForm) -> ItemResult | None:
    if not form.is_valid():
        return None
    values = form.cleaned_data
    try:
        return record_result(
            by=user,
            inspection=inspection,
            item=key,
            outcome=values["outcome"],
            note=values["note"],
            photos=values["photos"],
        )
    except ValidationError as error:
        form.add_error(None, error)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_schools)
def inspection_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found and what was not looked at; then it counts."""
    user = signed_in(request)
    found = _to_fill_in(user, pk)
    if not found.is_open:
        return _finished(request, found)
    form = FinishForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            finish_inspection(inspection=found, note=form.cleaned_data["note"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The inspection is finished. Its results are on the sheet."))
            return redirect(found)
    items = found_items(found)
    context = {
        "inspection": found,
        "school": found.school,
        "form": form,
        "failed": [each for each in items if each.result and each.result.outcome == ItemResult.Outcome.FAIL],
        "left": [each for each in items if each.result is None],
        "done": sum(each.result is not None for each in items),
        "items": items,
    }
    return render(request, "schools/inspections/finish.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_schools)
def inspection_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up an open inspection with all that was recorded."""
    user = signed_in(request)
    found = _to_fill_in(user, pk)
    if not found.is_open:
        return _finished(request, found)
    if request.method == "POST":
        try:
            discard_inspection(inspection=found)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(found)
        messages.success(request, _("The inspection is given up; the sheet is as it was."))
        return redirect("schools:sheet", found.school_id)
    context = {
        "title": _("Give up this inspection?"),
        "text": _("All that was recorded in it goes, with its photos. The sheet stays as it was before."),
        "facts": [(_("School"), str(found.school)), (_("Items recorded"), found.results.count())],
        "action": _("Give up the inspection"),
        "back_url": found.get_absolute_url(),
    }
    return render(request, "confirm.html", context)


def _to_fill_in(user: User, pk: int) -> Inspection:
    """The inspection that the user began. Raises 404 for what may not be seen, 403 for another's."""
    seen = Inspection.objects.visible_to(user).select_related("school__unit", "inspector")
    found = get_object_or_404(seen.prefetch_related("school__levels"), pk=pk)
    if found.inspector_id != user.pk:
        raise PermissionDenied
    return found


def _finished(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Whoever comes back to the end of an inspection is shown what it came to."""
    messages.info(request, _("This inspection is finished: nothing can be changed in it any more."))
    return redirect(inspection)
