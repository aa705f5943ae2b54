"""The pages that anybody may read: the points, one point, find my school, the points as GeoJSON."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from campus_safety.accounts.models import User
from campus_safety.api.handlers import method_not_allowed
from campus_safety.local_days import local_day
from patrols.actions.retention import PLACES_KEPT
from patrols.explained import explained_flags, explained_grades
from patrols.models import Outing, PatrolPoint
from patrols.permissions import may_check_in_at
from patrols.public.contents import GEOJSON, home_key
from patrols.public.listing import by_name, map_of, shown
from patrols.public.search import SchoolSearch
from patrols.public.served import served_today
from patrols.signs import is_replaced
from patrols.views.stored import stored
from schools.models import School

SCHOOLS_A_PAGE = 20
MOST_TOKEN = 40


@require_safe
@login_not_required  # parents have no account; the page is built without knowing who reads it
def home(request: HttpRequest) -> HttpResponseBase:
    """The hotline, the points on a map and as a list, how many were served today: stored bytes."""
    return stored(request, home_key(request.LANGUAGE_CODE))


@csrf_exempt  # nothing can be written here, and that is said as the API says it
@login_not_required  # as the page above; exactly the properties that product.md names
def points_geojson(request: HttpRequest) -> HttpResponseBase:
    """The points as GeoJSON: stored bytes."""
    if request.method not in {"GET", "HEAD"}:
        return method_not_allowed(request, "GET, HEAD")
    return stored(request, GEOJSON)


@require_safe
@login_not_required  # the sign at a point leads here; an unpublished point is not there
def point(request: HttpRequest, code: str) -> HttpResponse:
    """One point: where, which schools, the hotline, served today; for an officer the way to check in."""
    now = timezone.now()
    found = get_object_or_404(PatrolPoint.objects.public(local_day(now)).for_map(), code=code)
    served = served_today(now)
    context = {
        "point": shown(found, served),
        "schools": found.schools.all(),
        "hotline": found.unit.hotline,
        "map_data": map_of([found], served, found.unit),
    }
    return render(request, "patrols/public/point.html", context | _check_in(request, found))


def _check_in(request: HttpRequest, found: PatrolPoint) -> dict[str, Any]:
    """Where an officer checks in, with the token of the sign that was scanned; a visitor is led to sign in first.

    The token of a sign that was replaced leads nowhere, and that is said.
    """
    sign = request.GET.get("sign", "")[: MOST_TOKEN + 1]
    if is_replaced(found, sign):
        return {"is_replaced": True} | _way_in(request, found, "")
    return _way_in(request, found, sign)


def _way_in(request: HttpRequest, found: PatrolPoint, sign: str) -> dict[str, str]:
    scanned = f"?{urlencode({'sign': sign})}" if sign and len(sign) <= MOST_TOKEN else ""
    if isinstance(request.user, User):
        outing = Outing.objects.running_with(request.user).prefetch_related("units").first()
        if not may_check_in_at(request.user, found, outing):
            return {}
        return {"check_in_url": reverse("patrols:check_in_at", args=[found.code]) + scanned}
    back = reverse("patrols_public:point", args=[found.code]) + scanned
    return {"sign_in_url": f"{reverse('accounts:sign_in')}?{urlencode({'next': back})}"}


@require_safe
@login_not_required  # names of schools and their public points, nothing else
def find(request: HttpRequest) -> HttpResponse:
    """Schools by a part of their name, with their points."""
    form = SchoolSearch(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = School.objects.filter(is_open=True).named(words) if form.is_valid() else School.objects.none()
    now = timezone.now()
    public = Prefetch("points", PatrolPoint.objects.public(local_day(now)))
    schools = found.order_by("name", "pk").prefetch_related(public)
    page = Paginator(schools, SCHOOLS_A_PAGE).get_page(request.GET.get("page"))
    groups = by_name(page.object_list, served_today(now))
    context = {"form": form, "words": words, "page_obj": page, "groups": groups}
    return render(request, "patrols/public/find.html", context)


@require_safe
@login_not_required  # anyone may read how a check-in is judged
def evidence(request: HttpRequest) -> HttpResponse:
    """How each flag and each grade of a check-in is computed, with the limits as they stand in the code."""
    context = {"flags": explained_flags(), "grades": explained_grades(), "days_kept": PLACES_KEPT.days}
    return render(request, "patrols/public/evidence.html", context)
