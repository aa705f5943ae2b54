"""Documents of the schools: what runs out first, one of them, a newer version, taking one out and back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.audit.trail import note_reading
from campus_safety.lists.pages import render_list
from campus_safety.uploads.serving import serve
from schools.actions import add_document, end_document, restore_document
from schools.document_rows import DocumentRow, row_of
from schools.filters import DocumentFilter
from schools.forms import DocumentForm
from schools.models import Document, School
from schools.permissions import (
    may_add_document,
    may_end_document,
    may_replace_document,
    may_restore_document,
    works_with_schools,
)
from schools.views.frame import frame_of


@require_safe
@allowed(works_with_schools)
def document_list(request: HttpRequest) -> HttpResponse:
    """The documents that the user sees: what runs out first."""
    user, today = signed_in(request), timezone.localdate()
    found = DocumentFilter(request.GET, queryset=Document.objects.visible_to(user).ending_first(), request=request)

    def shown(rows: Sequence[Document]) -> list[DocumentRow]:
        return [row_of(document, today) for document in rows]

    def totals(rows: QuerySet[Any]) -> dict[str, Any]:
        expired = Q(ended_at=None, valid_until__lt=today)
        return {"totals": rows.order_by().aggregate(documents=Count("pk"), expired=Count("pk", filter=expired))}

    return render_list(
        request, "schools/documents/list.html", found, page=shown, more=totals,
        rows=lambda rows: rows.select_related("school", "file"),
        context=frame_of(user),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_schools)
def document_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a document to a school."""
    user = signed_in(request)
    school = get_object_or_404(School.objects.visible_to(user).select_related("unit"), pk=pk)
    if not may_add_document(user, school):
        raise PermissionDenied
    return _add(request, user, Document(school=school), None)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_schools)
def document_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload a newer version of a document; the old one stays on record."""
    user = signed_in(request)
    old = _visible(user, pk)
    if not may_replace_document(user, old):
        raise PermissionDenied
    return _add(request, user, Document(school=old.school, kind=old.kind, title=old.title), old)


def _add(request: HttpRequest, user: User, made: Document, old: Document | None) -> HttpResponse:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = DocumentForm(data, files, instance=made)
    if form.is_valid():
        try:
            add_document(by=user, document=form.instance, taken=form.cleaned_data["upload"], replaces=old)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("“%(title)s” is kept.") % {"title": made.title})
            return redirect(made)
    context = {"form": form, "school": made.school, "old": old}
    return render(request, "schools/documents/new.html", context, status=400 if form.errors else 200)


@require_safe
@allowed(works_with_schools)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document with its versions."""
    user = signed_in(request)
    found = _visible(user, pk)
    context = {
        "row": row_of(found, timezone.localdate()),
        "document": found,
        "school": found.school,
        "newer": getattr(found, "replaced_by", None),
        "may_end": may_end_document(user, found),
        "may_replace": may_replace_document(user, found),
        "may_restore": may_restore_document(user, found),
        "for_police": is_officer(user),
    }
    return render(request, "schools/documents/detail.html", context)


@require_safe
@allowed(works_with_schools)
def document_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a document, to save; that it was read is on the trail."""
    user = signed_in(request)
    found = _visible(user, pk)
    note_reading(by=user, where=request.path)
    return serve(found.file)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_schools)
def document_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a document out; it can be put back."""
    user = signed_in(request)
    found = _visible(user, pk)
    if not may_end_document(user, found):
        raise PermissionDenied
    if request.method == "POST":
        try:
            end_document(by=user, document=found)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("“%(title)s” is taken out. Its page puts it back.") % {"title": found.title})
        return redirect(found)
    context = {
        "title": _("Take this document out?"),
        "text": _("It no longer counts and nobody is reminded of it. It stays on record and can be put back."),
        "facts": [(_("School"), str(found.school)), (_("Document"), found.title)],
        "action": _("Take the document out"),
        "back_url": found.get_absolute_url(),
    }
    return render(request, "confirm.html", context)


@require_POST
@allowed(works_with_schools)
def document_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a document that was taken out back in force."""
    user = signed_in(request)
    found = _visible(user, pk)
    if not may_restore_document(user, found):
        raise PermissionDenied
    try:
        restore_document(document=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("“%(title)s” is back in force.") % {"title": found.title})
    return redirect(found)


def _visible(user: User, pk: int) -> Document:
    seen = Document.objects.visible_to(user).select_related(
        "school__unit", "file", "added_by", "ended_by", "replaces", "replaced_by"
    )
    return get_object_or_404(seen, pk=pk)
