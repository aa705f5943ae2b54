"""The audit trail, for the auditor. Whoever reads it leaves a trace in it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.audit.export import csv_of
from campus_safety.audit.forms import TrailSearch
from campus_safety.audit.permissions import for_auditors, reader_of
from campus_safety.audit.querysets import found, trail_visible_to
from campus_safety.audit.reading import EXPORT, TRAIL, lines_of
from campus_safety.audit.trail import Action, entry, record

PAGE_SIZE = 50


@require_safe
@for_auditors
def trail_list(request: HttpRequest) -> HttpResponse:
    """Search the trail, newest first."""
    search = TrailSearch(request.GET)
    if not search.is_valid():
        return render(request, "audit/list.html", {"search": search}, status=400)
    _note(request, TRAIL, search)
    entries = found(trail_visible_to(request.user), **search.asked())
    page = Paginator(entries, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "search": search,
        "page_obj": page,
        "lines": list(lines_of(page)),
        "query": request.GET.urlencode(),
    }
    return render(request, "audit/list.html", context)


@require_safe
@for_auditors
def export(request: HttpRequest) -> HttpResponseBase:
    """The same search as a CSV file, of any length."""
    search = TrailSearch(request.GET)
    if not search.is_valid():
        return render(request, "audit/list.html", {"search": search}, status=400)
    _note(request, EXPORT, search)
    entries = found(trail_visible_to(request.user), **search.asked())
    name = f"trail-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(csv_of(entries), content_type="text/csv; charset=utf-8", headers=headers)


def _note(request: HttpRequest, what: str, search: TrailSearch) -> None:
    """Put the reading itself on the trail, before anything is read."""
    reader = reader_of(request)
    record(entry(reader, action=Action.ACCESS, changes={what: (None, search.words())}, actor=reader))
