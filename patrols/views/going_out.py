"""Starting and ending an outing."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_commander, signed_in
from patrols.actions import end_outing, start_outing
from patrols.claims import UuidTaken
from patrols.forms.outings import OutingForm
from patrols.models import Outing
from patrols.permissions import may_end_outing, may_go_out
from patrols.views.rectifications import findings_form


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(may_go_out)
def outing_start(request: HttpRequest) -> HttpResponse:
    """Who goes out, in what, with whom. `choose` only lays out the officers of the units that were chosen."""
    user, now = signed_in(request), timezone.now()
    if request.method == "POST" and "choose" in request.POST:
        form = OutingForm(user=user, now=now, initial=_typed(request))
        form.offer(request.POST.getlist("units"))
    elif request.method == "POST":
        form = OutingForm(request.POST, user=user, now=now)
        if form.is_valid() and _start(user, form):
            messages.success(request, _("You are out. Safe patrol."))
            return redirect("patrols:today")
    else:
        form = OutingForm(user=user, now=now)
    is_out = not form.is_bound and Outing.objects.running_with(user).exists()
    may_start = not is_out or is_commander(user)  # who may send others out while being out
    context = {"form": form, "is_out": is_out, "may_start": may_start}
    return render(request, "patrols/today/start.html", context, status=400 if form.errors else 200)


def _typed(request: HttpRequest) -> dict[str, object]:
    single = {name: request.POST.get(name, "") for name in ("uuid", "kind", "topic", "volunteers", "note")}
    return single | {name: request.POST.getlist(name) for name in ("units", "officers", "vehicles")}


def _start(user: User, form: OutingForm) -> bool:
    """Whether the outing runs now; if not, the form says why."""
    claim = form.claim(now=timezone.now())
    try:
        start_outing(by=user, claim=claim)
    except UuidTaken:  # the second of two taps: the first one has written it
        if Outing.objects.filter(uuid=claim.uuid, started_by=user).exists():
            return True
        form.add_error(None, _("This form has been used already. Open it again."))
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(may_go_out)
def outing_end(request: HttpRequest) -> HttpResponse:
    """End one's own outing for its whole team, and go back to the day."""
    outing = Outing.objects.running_with(signed_in(request)).with_team().first()
    back_url = reverse("patrols:today")
    return redirect(back_url) if outing is None else _end(request, outing, back_url)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(may_go_out)
def outing_end_of(request: HttpRequest, pk: int) -> HttpResponse:
    """End an outing that its team forgot: for a commander of the leading unit, and for the team itself."""
    user = signed_in(request)
    outing = get_object_or_404(Outing.objects.visible_to(user).with_team(), pk=pk)
    if not may_end_outing(user, outing):
        raise PermissionDenied
    return redirect(outing) if outing.ended_at else _end(request, outing, outing.get_absolute_url())


def _end(request: HttpRequest, outing: Outing, back_url: str) -> HttpResponse:
    """Ask once more, showing what was done, and of a rectification what was found; then end the outing."""
    user, now = signed_in(request), timezone.now()
    form = findings_form(request, outing) if outing.is_rectification else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            end_outing(
                by=user,
                outing=outing,
                ended_at=max(now, outing.started_at),
                findings=form.findings if form else None,
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The outing has ended."))
        return redirect(back_url)
    context = {
        "title": _("End the outing"),
        "text": _("It ends for everybody on the team. A late check-in of this outing can still be sent."),
        "facts": _done_so_far(outing, now - outing.started_at),
        "action": _("End the outing"),
        "back_url": back_url,
        "form": form,
    }
    return render(request, "confirm.html", context, status=400 if form and form.errors else 200)


def _done_so_far(outing: Outing, elapsed: timedelta) -> list[tuple[str, str]]:
    hours, minutes = divmod(max(0, int(elapsed.total_seconds() // 60)), 60)
    check_ins = outing.check_ins.count()
    officers, vehicles = len(outing.officers.all()), len(outing.dispatches.all())
    return [
        (_("Out for"), _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}),
        (_("Check-ins"), ngettext("%(number)s check-in", "%(number)s check-ins", check_ins) % {"number": check_ins}),
        (_("Officers"), ngettext("%(number)s officer", "%(number)s officers", officers) % {"number": officers}),
        (_("Vehicles"), ngettext("%(number)s vehicle", "%(number)s vehicles", vehicles) % {"number": vehicles}),
    ]
