"""The timeline of a school: everything that happened, newest first, a page at a time by moment."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.days import FIRST_YEAR, LAST_YEAR
from schools.models import School
from schools.permissions import works_with_schools
from schools.timeline_registry import events_of

PER_PAGE, NEWEST = 40, 12


@require_safe
@allowed(works_with_schools)
def school_timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """The events before a moment (`?before=`, ISO 8601), newest first; one indexed query for each kind.

    The dossier fetches the newest ones after it is drawn, so that nobody waits for them.
    """
    user = signed_in(request)
    school = get_object_or_404(School.objects.visible_to(user).select_related("unit"), pk=pk)
    before = _moment(request.GET.get("before", "")) or timezone.now()
    if request.headers.get("HX-Request"):
        return render(request, "schools/newest.html", {"events": events_of(school, user, before, NEWEST).events})
    batch = events_of(school, user, before, PER_PAGE)
    older = f"?{urlencode({'before': batch.events[-1].at.isoformat()})}" if batch.has_older else ""
    context = {"school": school, "events": batch.events, "older": older, "is_first": "before" not in request.GET}
    return render(request, "schools/timeline.html", context | {"for_police": is_officer(user)})


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) and FIRST_YEAR <= found.year <= LAST_YEAR else None
