"""Photos of activities: served to whom may see the activity, and taken out again."""

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
from outreach.actions.activity_photos import remove_photo
from outreach.models import ActivityPhoto
from outreach.permissions import works_with_outreach
from outreach.permissions.activities import may_change_activity


@require_safe
@allowed(works_with_outreach)
def activity_photo(request: HttpRequest, token: UUID) -> HttpResponseBase:
    """The photo as it was stored."""
    return serve(_visible(signed_in(request), token).file)


@require_safe
@allowed(works_with_outreach)
def activity_photo_preview(request: HttpRequest, token: UUID) -> HttpResponseBase:
    """The photo, small, for a page."""
    return serve(_visible(signed_in(request), token).file, preview=True)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_outreach)
def activity_photo_remove(request: HttpRequest, token: UUID) -> HttpResponse:
    """Take a photo out for good: such as one that shows a child."""
    user = signed_in(request)
    found = _visible(user, token)
    if not may_change_activity(user, found.activity):
        raise PermissionDenied
    if request.method == "POST":
        remove_photo(photo=found)
        messages.success(request, _("The photo is gone. The trail says who took it out."))
        return redirect(found.activity)
    context = {
        "title": _("Remove this photo for good?"),
        "text": _("Its content is deleted and cannot be brought back. Do so if a child can be recognised on it."),
        "photo": found,
        "action": _("Remove the photo"),
        "back_url": found.activity.get_absolute_url(),
    }
    return render(request, "outreach/activities/photo_remove.html", context)


def _visible(user: User, token: UUID) -> ActivityPhoto:
    seen = ActivityPhoto.objects.visible_to(user).select_related("file", "activity")
    return get_object_or_404(seen, file__token=token)
