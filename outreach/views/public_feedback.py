"""Giving feedback by a link: nobody signs in, and the page is made without looking who does."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.actions import portal_unit
from campus_safety.limits.pages import limited
from campus_safety.rules.catalogue import rule
from outreach.actions.feedback import answer_form
from outreach.feedback_devices import device_hash, device_of, keep_device
from outreach.feedback_limits import BY_ADDRESS, IN_ALL
from outreach.forms.public_feedback import AnswerForm
from outreach.models import FeedbackForm


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required  # whoever has the link is asked, and not who that is
@limited(by_address=BY_ADDRESS, in_all=IN_ALL)
def feedback(request: HttpRequest, token: str) -> HttpResponse:
    """The form; before and after the days of its round, and once this device has answered, what is to be said then."""
    asked = FeedbackForm.objects.with_names().filter(token=token).first()
    if asked is None:
        return _page(request, "unknown", {"portal_unit": portal_unit()}, status=HTTPStatus.NOT_FOUND)
    today, device = timezone.localdate(), device_of(request)
    context = {"asked": asked, "portal_unit": asked.round.unit, "age": rule("consent_age", today).value}
    if not asked.round.is_open(today):
        return _page(request, "not_open", context | {"stage": asked.round.stage_on(today)})
    if asked.round.answers.filter(device=device_hash(asked.round, device)).exists():
        return _page(request, "answered", context)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _answered(asked, device, form):
        response: HttpResponse = redirect(request.path)
    else:
        status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
        response = _page(request, "form", context | {"form": form}, status=status)
    keep_device(response, device, path=request.path.removesuffix(f"{token}/"))
    return response


def _answered(asked: FeedbackForm, device: str, form: AnswerForm) -> bool:
    try:
        answer_form(form=asked, device=device, scores=form.scores, text=form.cleaned_data["text"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """A page without the request: neither session nor user is read, and no name of who is signed in stands on it."""
    known = {"demo": settings.DEMO, "page_path": request.path, "csrf_token": get_token(request)}
    return HttpResponse(render_to_string(f"outreach/feedback/public/{name}.html", known | context), status=status)
