"""For everybody: whether a report that somebody holds was signed here."""

from datetime import timedelta
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from campus_safety.limits.actions import Limit
from campus_safety.limits.pages import MIB, limited
from campus_safety.statistics.forms.verifying import VerifyForm
from campus_safety.statistics.verification import verified
from campus_safety.statistics.words import period_name

HOUR = timedelta(hours=1)
# An office may share one address, and look at a year's reports one after the other.
BY_ADDRESS = Limit(name="reports.verify", most=60, per=HOUR)
IN_ALL = Limit(name="reports.verify_in_all", most=1200, per=HOUR)
# A file that is a little too large is refused by its name at the field.
MOST_BYTES = 8 * MIB


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required  # whoever holds a report may ask whether it is genuine
@limited(by_address=BY_ADDRESS, in_all=IN_ALL, most_bytes=MOST_BYTES)
def verify(request: HttpRequest) -> HttpResponse:
    """The form; answered with unit, period, revision and day of the signature, and nothing else. Keeps nothing.

    `?hash=` fills the field in, for the link on a printed report.
    """
    if request.method != "POST":
        form = VerifyForm(initial={"hash": request.GET.get("hash", "")})
        return render(request, "statistics/verify.html", {"form": form})
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "statistics/verify.html", {"form": form}, status=400)
    found = verified(form.cleaned_data["file"] or form.cleaned_data["hash"])
    if found is None:
        return render(request, "statistics/unverified.html", status=HTTPStatus.NOT_FOUND)
    context = {"found": found, "report": found.report, "name": period_name(found.report.period)}
    return render(request, "statistics/verified.html", context)
