"""Prevention notes: written and followed by police, read by principals."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_principal, signed_in
from campus_safety.lists.pages import render_list
from incidents.actions import read_note, remind_of_note, send_note
from incidents.filters.notes import NoteFilter, OwnNoteFilter
from incidents.forms.notes import NoteForm
from incidents.models import NoteReceipt, PreventionNote
from incidents.permissions import may_confirm_note, reads_cases, works_with_cases
from incidents.views.lessons import case_to_learn_from
from schools.models import Principalship
from schools.views.frame import frame_of


@require_safe
@allowed(works_with_cases, hidden=True)
def note_list(request: HttpRequest) -> HttpResponse:
    """The notes that the user's units have sent; for a principal those to the own school. Newest first."""
    user = signed_in(request)
    if is_principal(user):
        return _own_notes(request, user)
    newest_first = PreventionNote.objects.visible_to(user).order_by("-sent_at", "-pk")
    found = NoteFilter(request.GET, queryset=newest_first, request=request)
    return render_list(
        request, "incidents/notes/list.html", found, more=note_totals,
        rows=lambda rows: rows.with_counts().select_related("unit", "case"),
        context={"show_unit": len(user.unit_ids) > 1},
    )  # fmt: skip


def note_totals(rows: QuerySet[Any]) -> dict[str, Any]:
    """Notes, and how often one was read at a school or is still to be read there: two queries."""
    receipts = NoteReceipt.objects.filter(note__in=rows.order_by().values("pk"))
    unread = Count("pk", filter=Q(read_at=None))
    counted = receipts.aggregate(read=Count("read_at"), unread=unread)
    return {"totals": {"notes": rows.count()} | counted}


def _own_notes(request: HttpRequest, user: User) -> HttpResponse:
    newest_first = NoteReceipt.objects.visible_to(user).order_by("-note__sent_at", "-note")
    found = OwnNoteFilter(request.GET, queryset=newest_first, request=request)
    return render_list(
        request, "incidents/notes/own_list.html", found, context=frame_of(user),
        rows=lambda rows: rows.select_related("note__unit"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_cases, hidden=True)
def note_new(request: HttpRequest) -> HttpResponse:
    """Write a note that follows from no single case."""
    return _send(request, PreventionNote())


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_cases, hidden=True)
def case_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note that is learnt from a case; the schools do not see which."""
    case = case_to_learn_from(signed_in(request), pk)
    return _send(request, PreventionNote(unit=case.unit, case=case))


def _send(request: HttpRequest, made: PreventionNote) -> HttpResponse:
    user = signed_in(request)
    form = NoteForm(request.POST if request.method == "POST" else None, instance=made, user=user)
    if form.is_valid():
        try:
            sent = send_note(by=user, note=form.instance, schools=form.cleaned_data["schools"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The note is sent. Its page says which school has read it."))
            return redirect(sent)
    context = {"form": form, "case": made.case}
    return render(request, "incidents/notes/new.html", context, status=400 if form.errors else 200)


@require_safe
@allowed(works_with_cases, hidden=True)
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """One note: for police who has read it, for a principal its words and the button that says so."""
    user = signed_in(request)
    found = _visible(user, pk)
    if is_principal(user):
        receipt = NoteReceipt.objects.visible_to(user).get(note=found)
        return render(request, "incidents/notes/own.html", {"note": found, "receipt": receipt} | frame_of(user))
    waiting_first = _with_reader(found).order_by(F("read_at").asc(nulls_first=True), "school__name", "pk")
    receipts = list(waiting_first.select_related("school", "read_by"))
    unread = [receipt for receipt in receipts if receipt.read_at is None]
    context = {
        "note": found,
        "receipts": receipts,
        "unread": unread,
        "may_remind": any(receipt.has_reader for receipt in unread),
    }
    return render(request, "incidents/notes/detail.html", context)


def _with_reader(note: PreventionNote) -> QuerySet[Any]:
    """The receipts with `has_reader`: whether the school has a principal who can sign in."""
    heads = Principalship.objects.filter(school=OuterRef("school"), user__is_active=True)
    return note.receipts.annotate(has_reader=Exists(heads))


@require_POST
@allowed(works_with_cases, hidden=True)
def note_read(request: HttpRequest, pk: int) -> HttpResponse:
    """The principal says that the note is read (收到); again it changes nothing."""
    user = signed_in(request)
    found = _visible(user, pk)
    if not may_confirm_note(user):
        raise PermissionDenied
    read_note(by=user, note=found)
    messages.success(request, _("Thank you. The station sees that you have read it."))
    return redirect(found)


@require_POST
@allowed(reads_cases, hidden=True)
def note_remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind the principals who have not read a note, each once a day at most."""
    user = signed_in(request)
    found = _visible(user, pk)
    if number := remind_of_note(by=user, note=found):
        words = ngettext("%(number)s principal is reminded.", "%(number)s principals are reminded.", number)
        messages.success(request, words % {"number": number})
    else:
        messages.info(request, _("Nobody is reminded: whoever has not read it was told today already."))
    return redirect(found)


def _visible(user: User, pk: int) -> PreventionNote:
    return get_object_or_404(PreventionNote.objects.visible_to(user).select_related("unit", "case", "sent_by"), pk=pk)
