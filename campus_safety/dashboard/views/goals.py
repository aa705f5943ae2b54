"""The goals that a commander sets for the own unit."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.permissions import allowed, is_commander, signed_in
from campus_safety.dashboard.forms.goals import GoalsForm
from campus_safety.dashboard.views.month import bad_month
from campus_safety.local_days import local_day
from campus_safety.statistics.actions.goals import set_goals
from campus_safety.statistics.goals import goals_of
from campus_safety.statistics.models import Report
from campus_safety.statistics.periods import month_of
from campus_safety.statistics.scope import chosen_month
from campus_safety.statistics.words import month_and_year


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_commander)
def goals(request: HttpRequest) -> HttpResponse:
    """What the own unit is to reach from a month on: this one, or one to come. What has been stays as it was."""
    unit, now = signed_in(request).unit, timezone.now()
    try:
        month = chosen_month(request, now)
    except ValidationError as error:
        return bad_month(request, error)
    this_month = month_of(local_day(now))
    if unit is None or request.GET.get("unit", unit.code) != unit.code:
        raise Http404
    if month.first_day < this_month.first_day:
        messages.info(request, _("Months that are over keep the goals that they had."))
        return redirect("dashboard:goals")
    data = request.POST if request.method == "POST" else None
    last = Report.objects.filter(unit=unit).of(this_month.before()).with_figures().order_by("-revision").first()
    form = GoalsForm(data, goals=goals_of(unit), month=month, last=last)
    if form.is_valid():
        _tell(request, set_goals(unit=unit, month=month, goals=form.goals))
        return redirect("dashboard:month")
    context = {"form": form, "unit": unit, "month": month, "name": month_and_year(month), "this_month": this_month}
    return render(request, "dashboard/goals.html", context, status=400 if form.errors else 200)


def _tell(request: HttpRequest, number: int) -> None:
    """Say how many goals are others now."""
    words = ngettext("%(number)s goal is set anew.", "%(number)s goals are set anew.", number) % {"number": number}
    messages.success(request, words if number else _("The goals were so already; nothing has changed."))
