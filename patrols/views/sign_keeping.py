"""A sign is replaced, marked as posted, and shown on a photo."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.uploads.serving import serve
from patrols.actions.signs import add_sign_photo, post_sign, remove_sign_photo, replace_sign
from patrols.forms.evidence import PostSignForm, ReplaceSignForm, SignPhotoForm
from patrols.models import PatrolPoint, PointSign
from patrols.permissions import may_edit_point, may_remove_sign_photo
from patrols.signs import current_sign
from patrols.states import SignState
from patrols.views.points import visible_point


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def sign_replace(request: HttpRequest, code: str) -> HttpResponse:
    """Make a new sign for a point, with the reason; the old one stays good until the new one is posted."""
    point = _kept_point(signed_in(request), code)
    form = ReplaceSignForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _done(form, lambda: replace_sign(point=point, reason=form.cleaned_data["reason"])):
        messages.success(request, _("The new sign is made. Print it, hang it up, and mark it as posted."))
        return redirect(_sign_of(point))
    context = {
        "title": _("Make a new sign for this point?"),
        "text": _("Its QR code gets another token. The old sign stays good until the new one is marked as posted."),
        "facts": [(_("Patrol point"), str(point))],
        "action": _("Make a new sign"),
        "back_url": _sign_of(point),
        "form": form,
    }
    return render(request, "confirm.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def sign_posted(request: HttpRequest, code: str) -> HttpResponse:
    """Note since when the new sign hangs there, with a photo; or add the photo of one that has none."""
    user = signed_in(request)
    point = _kept_point(user, code)
    sign = current_sign(point)
    if sign is None or (sign.state == SignState.POSTED and sign.photo is not None):
        messages.info(request, _("The sign of this point is posted already."))
        return redirect(_sign_of(point))
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form: PostSignForm | SignPhotoForm
    action: Callable[..., PointSign] = post_sign
    said = _("The sign is noted as posted.")
    if sign.state == SignState.POSTED:
        form, action, said = SignPhotoForm(data, files), add_sign_photo, _("The photo is added.")
    else:
        form = PostSignForm(data, files, sign=sign, needs_photo=point.signs.in_state(SignState.POSTED).exists())
    if form.is_valid() and _done(form, lambda: action(by=user, sign=sign, **form.values())):
        messages.success(request, said)
        return redirect(_sign_of(point))
    context = {"form": form, "point": point, "sign": sign}
    return render(request, "patrols/signs/posted.html", context, status=400 if form.errors else 200)


def _kept_point(user: User, code: str) -> PatrolPoint:
    """The point, if the user keeps it. Raises Http404 or PermissionDenied."""
    point = visible_point(user, code)
    if not may_edit_point(user, point):
        raise PermissionDenied
    return point


def _sign_of(point: PatrolPoint) -> str:
    return f"{point.get_absolute_url()}#sign"


def _done(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Whether the action was done; if not, the form says why."""
    try:
        act()
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_safe
@allowed(is_officer)
def sign_photo(request: HttpRequest, token: UUID) -> HttpResponseBase:
    """The photo of a sign as it was stored."""
    return serve(_pictured(signed_in(request), token)[1])


@require_safe
@allowed(is_officer)
def sign_photo_preview(request: HttpRequest, token: UUID) -> HttpResponseBase:
    """The same, small."""
    return serve(_pictured(signed_in(request), token)[1], preview=True)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def sign_photo_remove(request: HttpRequest, token: UUID) -> HttpResponse:
    """Take the photo out for good: such as one that shows a child."""
    user = signed_in(request)
    sign, _photo = _pictured(user, token)
    if not may_remove_sign_photo(user, sign):
        raise PermissionDenied
    if request.method == "POST":
        remove_sign_photo(sign=sign)
        messages.success(request, _("The photo is gone. The trail says who took it out."))
        return redirect(_sign_of(sign.point))
    context = {
        "title": _("Remove this photo for good?"),
        "text": _("Its content is deleted and cannot be brought back. Do so if a child can be recognised on it."),
        "facts": [(_("Patrol point"), str(sign.point))],
        "action": _("Remove the photo"),
        "back_url": _sign_of(sign.point),
    }
    return render(request, "confirm.html", context)


def _pictured(user: User, token: UUID) -> tuple[PointSign, Any]:
    """The sign that this photo shows, with the photo. Raises Http404."""
    sign = get_object_or_404(PointSign.objects.visible_to(user).with_point(), photo__token=token)
    if sign.photo is None:
        raise Http404
    return sign, sign.photo
