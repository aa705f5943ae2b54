"""Handing a stored file out. Who may see it was decided by the view that calls this."""

import logging

from django.http import FileResponse, Http404

from campus_safety.uploads.models import StoredFile

logger = logging.getLogger(__name__)

# Opened as a page of its own it may load and run nothing; an <img> of a page shows it all the same.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def serve(stored: StoredFile, *, preview: bool = False) -> FileResponse:
    """The content, or the small picture, as a download under the name it was given.

    Raises Http404 for the preview of a PDF, which has none, and for content that is lost. No browser or proxy keeps it
    (accounts.not_stored).
    """
    file = stored.preview if preview else stored.content
    if not file:
        raise Http404
    try:
        content = file.open("rb")
    except FileNotFoundError:
        logger.warning("The content of file %s is lost.", stored.token)
        raise Http404 from None
    return FileResponse(
        content, as_attachment=True, filename=stored.name, content_type=stored.content_type, headers=HEADERS
    )
