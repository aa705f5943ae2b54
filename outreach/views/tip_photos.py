"""The photo of a tip: served to police of the unit, and taken out if it shows a child."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.uploads.models import StoredFile
from campus_safety.uploads.serving import serve
from outreach.actions.tip_steps import remove_tip_photo
from outreach.models import Tip
from outreach.permissions import is_of_station
from outreach.permissions.tips import may_work_on_tip
from outreach.views.tips import visible_tip


@require_safe
@allowed(is_of_station, hidden=True)
def tip_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The photo of a tip; `?preview` the small one."""
    _tip, photo = _with_photo(signed_in(request), pk)
    return serve(photo, preview="preview" in request.GET)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station, hidden=True)
def tip_photo_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the photo of a tip out for good."""
    user = signed_in(request)
    tip, _photo = _with_photo(user, pk)
    if not may_work_on_tip(user, tip):
        raise PermissionDenied
    if request.method == "POST":
        remove_tip_photo(tip=tip)
        messages.success(request, _("The photo is gone. The trail says who took it out."))
        return redirect(tip)
    context = {
        "title": _("Remove this photo for good?"),
        "text": _("Its content is deleted and cannot be brought back. Do so if a child can be recognised on it."),
        "action": _("Remove the photo"),
        "back_url": tip.get_absolute_url(),
    }
    return render(request, "confirm.html", context)


def _with_photo(user: User, pk: int) -> tuple[Tip, StoredFile]:
    """A tip that the user sees, and its photo. Raises Http404 if it has none."""
    tip = visible_tip(user, pk)
    if tip.photo is None:
        raise Http404
    return tip, tip.photo
