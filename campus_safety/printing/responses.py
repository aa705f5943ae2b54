"""How a PDF is handed to the browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def pdf_response(content: bytes, *, name: str) -> HttpResponse:
    """A PDF called `name` (with its .pdf), shown by the browser, from where it is printed or kept; no proxy keeps it.

    Inline, because a phone prints what it shows, and a download is one more file with names and phones on it. Its
    policy is its own: older Chromium shows a PDF by a plug-in in a page of its own making, holds that page to the
    policy of the answer, and under the portal's shows nothing (crbug.com/271452). No page may frame it.
    """
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or "inline"
    response.headers["Content-Security-Policy"] = "frame-ancestors 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
