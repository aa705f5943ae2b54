"""People of a case: entered, put right, taken out; shown in full only in answer to a reason."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.audit.history import told_of
from incidents.actions import add_person, change_person, remove_person, reveal_person
from incidents.forms.people import PersonForm, RevealForm
from incidents.models import Case, CasePerson
from incidents.permissions import may_see_people, reads_cases
from incidents.views.in_hand import case_in_hand, check_in_hand

HISTORY_LABELS = {"seen_in_full": gettext_lazy("seen in full, because")}
SAID = ("role", "is_minor", "name", "phone", "note")


@sensitive_post_parameters(*SAID)
@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_cases, hidden=True)
def person_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter somebody of a case in hand."""
    user = signed_in(request)
    case = case_in_hand(user, pk)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _save(user, case, None, form):
        messages.success(request, _("The person is entered, and shown masked."))
        return redirect(_section_of(case))
    context = {"form": form, "case": case}
    return render(request, "incidents/people/form.html", context, status=400 if form.errors else 200)


@sensitive_post_parameters(*SAID)
@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_cases, hidden=True)
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody right without seeing more of them than the page of the case shows."""
    user = signed_in(request)
    person = _person_in_hand(user, pk)
    form = PersonForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid() and _save(user, person.case, person, form):
        messages.success(request, _("The person is saved."))
        return redirect(_section_of(person.case))
    history = told_of(person, labels=HISTORY_LABELS)
    context = {"form": form, "case": person.case, "person": person, "history": history}
    return render(request, "incidents/people/form.html", context, status=400 if form.errors else 200)


def _save(user: User, case: Case, person: CasePerson | None, form: PersonForm) -> bool:
    said = {field: form.cleaned_data[field] for field in SAID}
    try:
        if person is None:
            add_person(by=user, case=case, **said)
        else:
            change_person(by=user, person=person, **said)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_cases, hidden=True)
def person_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody out of a case."""
    user = signed_in(request)
    person = _person_in_hand(user, pk)
    if request.method != "POST":
        return render(request, "confirm.html", _what_is_asked(person))
    try:
        remove_person(by=user, person=person)
    except ValidationError as error:  # taken out, or the case closed, in this very moment
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The person is taken out."))
    return redirect(_section_of(person.case))


def _what_is_asked(person: CasePerson) -> dict[str, Any]:
    shown = person.masked_name or pgettext("person", "a minor")
    return {
        "title": _("Take this person out?"),
        "text": _("Name, phone and note are deleted for good. The trail keeps that somebody was there."),
        "facts": [(person.get_role_display(), shown), (_("Case"), person.case)],
        "action": _("Take the person out"),
        "back_url": person.get_absolute_url(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_cases, hidden=True)
def person_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a reason; answer it, once it is on the trail, with the person in full, on a page that nothing stores."""
    user = signed_in(request)
    grown_ups = CasePerson.objects.visible_to(user).filter(is_minor=False)
    person = get_object_or_404(grown_ups.select_related("case__category"), pk=pk)
    if not may_see_people(user, person.case):
        raise PermissionDenied
    form = RevealForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (seen := _reveal(user, person, form)):
        return render(request, "incidents/people/revealed.html", {"person": seen, "case": seen.case})
    context = {"form": form, "person": person, "case": person.case}
    return render(request, "incidents/people/reveal.html", context, status=400 if form.errors else 200)


def _reveal(user: User, person: CasePerson, form: RevealForm) -> CasePerson | None:
    try:
        return reveal_person(by=user, person=person, reason=form.cleaned_data["reason"])
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _person_in_hand(user: User, pk: int) -> CasePerson:
    """Somebody whom the user may put right. Raises Http404 or PermissionDenied like `case_in_hand`."""
    person = get_object_or_404(CasePerson.objects.visible_to(user).select_related("case__category"), pk=pk)
    check_in_hand(user, person.case)
    return person


def _section_of(case: Case) -> str:
    """The people on the case's page."""
    return f"{case.get_absolute_url()}#people"
