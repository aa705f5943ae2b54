"""Photos: served to whom may see what they show, and taken out again."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.uploads.serving import serve
from schools.actions import remove_photo
from schools.models import Photo
from schools.permissions import may_remove_photo, works_with_schools


@require_safe
@allowed(works_with_schools)
def photo(request: HttpRequest, token: UUID) -> HttpResponseBase:
    """The photo as it was stored."""
    return serve(_visible(signed_in(request), token).file)


@require_safe
@allowed(works_with_schools)
def photo_preview(request: HttpRequest, token: UUID) -> HttpResponseBase:
    """The photo, small, for a page."""
    return serve(_visible(signed_in(request), token).file, preview=True)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_schools)
def photo_remove(request: HttpRequest, token: UUID) -> HttpResponse:
    """Take a photo out for good: such as one that shows a child."""
    user = signed_in(request)
    found = _visible(user, token)
    if not may_remove_photo(user, found):
        raise PermissionDenied
    back = found.shown_at
    if request.method == "POST":
        remove_photo(photo=found)
        messages.success(request, _("The photo is gone. The trail says who took it out."))
        return redirect(back)
    context = {
        "title": _("Remove this photo for good?"),
        "text": _("Its content is deleted and cannot be brought back. Do so if a child can be recognised on it."),
        "photo": found,
        "action": _("Remove the photo"),
        "back_url": back,
    }
    return render(request, "schools/photo_remove.html", context)


def _visible(user: User, token: UUID) -> Photo:
    seen = Photo.objects.visible_to(user).select_related(
        "file", "result__inspection", "step__hazard", "check_made__premises"
    )
    return get_object_or_404(seen, file__token=token)
