"""A list of the calendar: filtered by its address, a page at a time."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campus_safety.calendars.search import Rows, RowSearch

PAGE_SIZE = 50


def render_rows(
    request: HttpRequest, template: str, search: RowSearch, rows: Rows, context: dict[str, Any]
) -> HttpResponse:
    """The rows of one page, or status 400 with the name of the filter that cannot be understood."""
    given = context | {"filter": {"form": search}, "page_obj": None}
    if not search.is_valid():
        return render(request, template, given, status=400)
    page = Paginator(search.of(rows).select_related("unit"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, template, given | {"page_obj": page, "chosen": search.chosen()})
