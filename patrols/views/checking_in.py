"""The check-in at one point: the sheet for phones with a position, and a plain form for all others."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.local_days import local_day
from patrols.actions import record_check_in
from patrols.agenda import Item, agenda_of
from patrols.claims import UuidTaken
from patrols.forms.check_ins import CheckInForm
from patrols.models import CheckIn, Duty, Outing, PatrolPoint
from patrols.permissions import may_go_out, unit_ids_on_patrol
from patrols.signs import is_replaced
from patrols.views.today import bare_point_data, point_data, window_words


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(may_go_out)
def check_in_at(request: HttpRequest, code: str) -> HttpResponse:
    """Check in at a point of the own unit, or of a unit that the open outing names; any other is 404."""
    user = signed_in(request)
    outing = Outing.objects.running_with(user).with_team().first()
    point = get_object_or_404(PatrolPoint, code=code, unit_id__in=unit_ids_on_patrol(user, outing))
    if request.method == "POST":
        form = CheckInForm(request.POST)
        if form.is_valid() and (check_in := _record(user, point, form)):
            messages.success(request, _said(check_in))
            return redirect("patrols:today")
    else:
        sign = request.GET.get("sign", "")[:40]
        if is_replaced(point, sign):
            messages.warning(request, _("This sign has been replaced. Check in by position."))
            sign = ""
        form = CheckInForm(initial={"sign": sign})
    item = _item(point)
    context: dict[str, Any] = {
        "now": timezone.now(),
        "outing": outing,
        "point": point,
        "item": item,
        "form": form,
        "sign": "" if form.is_bound and form["sign"].errors else form["sign"].value(),
        "line": window_words(item.duty) if item else "",
        "points": {point.code: point_data(item) if item else bare_point_data(point)},
    }
    return render(request, "patrols/today/check_in.html", context, status=400 if form.errors else 200)


def _record(user: User, point: PatrolPoint, form: CheckInForm) -> CheckIn | None:
    """The check-in that was written; None if the form says why not."""
    claim = form.claim(point=point.code, now=timezone.now())
    try:
        return record_check_in(by=user, claim=claim).check_in
    except UuidTaken:  # the second of two taps: the first one has written it
        written = CheckIn.objects.filter(uuid=claim.uuid, officer=user, point=point).select_related("point").first()
        if written is None:
            form.add_error(None, _("This form has been used already. Open it again."))
        return written
    except PatrolPoint.DoesNotExist as error:  # the joint outing that opened the point has just been ended
        raise Http404 from error
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _said(check_in: CheckIn) -> str:
    at = timezone.localtime(check_in.captured_at)
    return _("Checked in at point %(number)s, %(time)s") % {"number": check_in.point.number, "time": f"{at:%H:%M}"}


def _item(point: PatrolPoint) -> Item | None:
    now = timezone.now()
    duties = Duty.objects.filter(point=point, on=local_day(now)).with_point()
    return agenda_of(duties, now).by_point().get(point.code)
