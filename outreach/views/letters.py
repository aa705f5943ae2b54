"""The letter of an appointment and the notice for the wall, to print; and for everybody whether a letter is valid."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.limits.actions import Limit, use_up
from campus_safety.limits.addresses import network_of
from campus_safety.limits.pages import refusal
from campus_safety.printing.responses import pdf_response
from outreach import letters
from outreach.models import Appointment
from outreach.permissions import works_with_outreach
from outreach.printing.letter import NAME as LETTER
from outreach.printing.letter import letter_pdf
from outreach.printing.wall import NAME as NOTICE
from outreach.printing.wall import wall_pdf

# More wrong tokens than anybody scans; a right one is answered whatever came before it.
WRONG_TOKENS = Limit(name="letters.wrong_tokens", most=30, per=timedelta(minutes=10))
PRINTED_FOR_THE_WALL = (letters.Validity.VALID, letters.Validity.NOT_BEGUN)


@require_safe
@allowed(works_with_outreach)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as a PDF, once it is issued; also after its term, for the files."""
    found = _with_letter(request, pk)
    return pdf_response(letter_pdf(found), name=f"{LETTER} {found.number} {found.school.name}.pdf")


@require_safe
@allowed(works_with_outreach)
def wall_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice for the wall as a PDF, as long as the appointment holds or is still to begin."""
    found, today = _with_letter(request, pk), timezone.localdate()
    if letters.validity_of(found, today) not in PRINTED_FOR_THE_WALL:
        raise Http404
    return pdf_response(wall_pdf(found, today=today), name=f"{NOTICE} {found.school.name} {found.officer}.pdf")


@require_safe
@login_not_required  # whoever holds the letter may verify it; its token is its secret
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Whether the letter with this token is valid today: school, title, term, the surname, and nothing else."""
    found = Appointment.objects.filter(token=token).select_related("school", "officer").first()
    if found is None:
        return _unknown(request)
    today = timezone.localdate()
    context = {
        "appointment": found,
        "name": letters.name_in_public(str(found.officer)),
        "validity": letters.validity_of(found, today),
        "today": today,
    }
    return render(request, "outreach/letters/verify.html", context)


def _with_letter(request: HttpRequest, pk: int) -> Appointment:
    """An appointment that the user sees. Raises Http404 as long as it has no letter."""
    found = get_object_or_404(Appointment.objects.visible_to(signed_in(request)).with_names(), pk=pk)
    if not found.has_letter:
        raise Http404
    return found


def _unknown(request: HttpRequest) -> HttpResponse:
    refused = use_up(limits=[(WRONG_TOKENS, network_of(request))], at=timezone.now())
    if refused:
        return refusal(request, refused)
    return render(request, "outreach/letters/unknown.html", status=404)
