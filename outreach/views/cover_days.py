"""An event that is covered: its checklist against theft, the outing, and how it went."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_principal, signed_in
from campus_safety.printing.responses import pdf_response
from outreach.actions.cover_days import rate_cover, start_cover_outing
from outreach.actions.covers import prepare_cover
from outreach.forms.covers import CoverOutingForm, PreparedForm, RateForm
from outreach.models import CoverOuting, EventCover
from outreach.permissions import is_of_station, works_with_outreach
from outreach.permissions.covers import may_prepare, may_rate_cover, may_start_cover
from outreach.printing.checklist import checklist_pdf
from outreach.views.covers import visible_cover
from patrols.claims import UuidTaken
from patrols.models import Outing


@require_POST
@allowed(works_with_outreach)
def cover_checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what of the checklist the school has seen to."""
    user = signed_in(request)
    found = visible_cover(user, pk)
    if not may_prepare(user, found):
        raise PermissionDenied
    form = PreparedForm(request.POST)
    if form.is_valid():
        prepare_cover(cover=found, keys=form.cleaned_data["prepared"])
        messages.success(request, _("The checklist is saved."))
    else:
        messages.error(request, " ".join(str(error) for error in form.errors["prepared"]))
    return redirect(f"{found.get_absolute_url()}#checklist")


@require_safe
@allowed(works_with_outreach)
def cover_checklist_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The checklist of an event as a PDF, to hang up and to tick by hand."""
    found = visible_cover(signed_in(request), pk)
    return pdf_response(checklist_pdf(found), name=_("Checklist %(event)s.pdf") % {"event": found.title})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station)
def cover_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Go out for an event: who, in what, with whom."""
    user, now = signed_in(request), timezone.now()
    found = visible_cover(user, pk)
    if not may_start_cover(user, found):
        raise PermissionDenied
    form = CoverOutingForm(request.POST if request.method == "POST" else None, user=user, now=now, cover=found)
    if form.is_valid() and _started(user, found, form):
        messages.success(request, _("You are out for the event. Check in at its point when you are there."))
        return redirect("patrols:today")
    is_out = not form.is_bound and Outing.objects.running_with(user).exists()
    context = {"form": form, "cover": found, "school": found.school, "is_out": is_out}
    return render(request, "outreach/covers/start.html", context, status=400 if form.errors else 200)


def _started(user: User, cover: EventCover, form: CoverOutingForm) -> bool:
    """Whether the outing runs now; if not, the form says why."""
    claim = form.claim(now=timezone.now())
    try:
        start_cover_outing(by=user, cover=cover, claim=claim)
    except UuidTaken:  # the second of two taps: the first one has written it
        if CoverOuting.objects.filter(cover=cover, outing__uuid=claim.uuid, outing__started_by=user).exists():
            return True
        form.add_error(None, _("This form has been used already. Open it again."))
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_outreach)
def cover_rate(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how it went, for the school or for police; what was said before can be put right."""
    user = signed_in(request)
    found = visible_cover(user, pk)
    if not may_rate_cover(user, found):
        raise PermissionDenied
    side = "school" if is_principal(user) else "police"
    said = {"mark": getattr(found, f"{side}_mark"), "words": getattr(found, f"{side}_words")}
    form = RateForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_valid():
        rate_cover(by=user, cover=found, mark=form.cleaned_data["mark"], words=form.cleaned_data["words"])
        messages.success(request, _("Thank you. The other side sees it at once."))
        return redirect(found)
    context = {"form": form, "cover": found, "school": found.school}
    return render(request, "outreach/covers/rate.html", context, status=400 if form.errors else 200)
