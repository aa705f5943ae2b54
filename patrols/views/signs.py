"""The signs of the points: the list, and what is printed of them. A GET changes nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import allowed, has_area, is_officer, signed_in
from campus_safety.lists.pages import render_list
from campus_safety.local_days import local_day
from campus_safety.printing.paper import Size
from campus_safety.printing.responses import pdf_response
from patrols.filters import SignFilter
from patrols.forms.evidence import PrintForm
from patrols.models import PatrolPoint, PointSign
from patrols.printing.sign import NAME, signs_pdf
from patrols.querysets import PatrolPointQuerySet
from patrols.signs import current_signs
from patrols.views.points import visible_point

# What one file holds: more are printed unit by unit.
MOST_SIGNS = 500


@require_safe
@allowed(is_officer)
def signs(request: HttpRequest) -> HttpResponse:
    """The signs of the user's points: since when each is posted, which wait to be, which were replaced."""
    user = signed_in(request)
    seen = PointSign.objects.visible_to(user).order_by("point__code", "-made_at", "-pk")
    found = SignFilter(request.GET, queryset=seen, request=request)
    context = {"may_print": has_area(user) and _in_force(user).exists(), "unit": request.GET.get("unit", "")}
    return render_list(request, "patrols/signs/list.html", found, rows=lambda rows: rows.with_point(), context=context)


@require_safe
@allowed(is_officer)
def sign_print(request: HttpRequest, code: str) -> HttpResponse:
    """The newest sign of a point as a PDF, on A4 or A3."""
    point = visible_point(signed_in(request), code)
    return _printed(request, PatrolPoint.objects.filter(pk=point.pk), name=f"{NAME} {point.code}")


@require_safe
@allowed(is_officer)
def signs_print(request: HttpRequest) -> HttpResponse:
    """The signs of all points in force, a page each: of one unit and those below it, or of all that the user sees."""
    user = signed_in(request)
    return _printed(request, _in_force(user), name=NAME)


def _in_force(user: User) -> PatrolPointQuerySet:
    return PatrolPoint.objects.visible_to(user).in_force(local_day(timezone.now()))


def _printed(request: HttpRequest, points: PatrolPointQuerySet, *, name: str) -> HttpResponse:
    """The file, or what is wrong with the address. Raises Http404 where there is no sign to print."""
    user = signed_in(request)
    form = PrintForm(request.GET, user=user)
    if not form.is_valid():
        return render(request, "patrols/signs/unprinted.html", {"form": form}, status=400)
    unit: Unit | None = form.cleaned_data["unit"]
    if unit is not None:
        points = points.filter(unit__in=Unit.objects.at_or_below(unit).values_list("pk", flat=True))
    if points.count() > MOST_SIGNS:
        return render(request, "patrols/signs/unprinted.html", {"form": form, "most": MOST_SIGNS}, status=400)
    found = current_signs(points)
    if not found:
        raise Http404
    size = Size((form.cleaned_data["size"] or "a4").upper())
    with override("zh-hans"):
        content = signs_pdf(found, size=size, title=name, unit=str(unit or user.unit))
    return pdf_response(content, name=f"{name} {size}.pdf")
