"""Which years' make-up days are known: for the administrator."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_administrator, signed_in
from campus_safety.calendars.actions import forget_known_year, note_known_year
from campus_safety.calendars.forms import KnownYearForm
from campus_safety.calendars.models import KnownYear
from campus_safety.calendars.national import library_knows

YEARS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year, and how its make-up days are known: by a library, by a note, or (neither) not at all."""

    year: int
    by_library: bool
    note: KnownYear | None


@require_safe
@allowed(is_administrator)
def known_years(request: HttpRequest) -> HttpResponse:
    """The coming years and those that are noted, the latest first."""
    this_year = timezone.localdate().year
    noted = {known.year: known for known in KnownYear.objects.select_related("noted_by")}
    years = sorted({*noted, *range(this_year, this_year + YEARS_AHEAD + 1)}, reverse=True)
    rows = [YearRow(year, library_knows(year), noted.get(year)) for year in years]
    return render(request, "calendars/years/list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_administrator)
def known_year_new(request: HttpRequest) -> HttpResponse:
    """Note that the make-up days of a year are known, and from where."""
    initial = {"year": request.GET.get("year", timezone.localdate().year + 1)}
    form = KnownYearForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and _note(form, signed_in(request)):
        messages.success(request, _("The year %(year)s is noted as known.") % {"year": form.cleaned_data["year"]})
        return redirect("calendars:known_years")
    return render(request, "calendars/years/form.html", {"form": form}, status=400 if form.errors else 200)


def _note(form: KnownYearForm, user: User) -> bool:
    try:
        note_known_year(by=user, year=form.cleaned_data["year"], source=form.cleaned_data["source"])
    except ValidationError as error:
        form.add_error(None, error)
    except IntegrityError:  # another administrator noted it in this very moment
        form.add_error("year", _("This year is noted as known already."))
    else:
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_administrator)
def known_year_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that a year is known; its days stay."""
    known = get_object_or_404(KnownYear, pk=pk)
    if request.method == "POST":
        forget_known_year(known=known)
        messages.success(request, _("The year %(year)s is no longer noted as known.") % {"year": known.year})
        return redirect("calendars:known_years")
    context = {
        "title": _("Take back that this year is known?"),
        "text": _("The days that were entered stay. Administrators are warned of the year again."),
        "facts": [(_("Year"), str(known.year)), (_("Source"), known.source)],
        "action": _("Take it back"),
        "back_url": reverse("calendars:known_years"),
    }
    return render(request, "confirm.html", context)
