"""Content and row are kept together; what has no row is dropped after a day; what is served is harmless."""

import hashlib
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from csp.middleware import CSPMiddleware
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from campus_safety.accounts.not_stored import NotStoredMiddleware
from campus_safety.uploads.actions import drop_file, drop_orphans, store_file
from campus_safety.uploads.models import StoredFile
from campus_safety.uploads.serving import serve
from campus_safety.uploads.tasks import drop_orphans as task
from tests.cast import Cast
from tests.factories import at
from tests.uploads.pictures import make_stored_picture, pdf, png, taken

NEW_YEAR = at("2027-01-01 00:30")  # still December in UTC


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A storage of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def _age(folder: Path, when: datetime) -> None:
    for path in filter(Path.is_file, folder.rglob("*")):
        os.utime(path, (when.timestamp(), when.timestamp()))


def test_a_picture_is_stored_with_what_is_known_of_it(cast: Cast, folder: Path) -> None:
    stored = store_file(taken=taken(png(3000, 1500), "门.png"), by=cast.officer, at=NEW_YEAR)
    stored.refresh_from_db()

    content = (folder / stored.content.name).read_bytes()
    assert _files(folder) == {f"2027/01/{stored.token}.jpg", f"2027/01/{stored.token}-preview.jpg"}
    assert (stored.kind, stored.content_type, stored.name) == ("image", "image/jpeg", "门.jpg")
    assert (stored.width_px, stored.height_px, stored.size_bytes) == (2400, 1200, len(content))
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert (stored.uploaded_by, stored.uploaded_at) == (cast.officer, NEW_YEAR)


def test_a_pdf_has_no_preview(cast: Cast, folder: Path) -> None:
    stored = store_file(taken=taken(pdf(), "plan.pdf"), by=cast.officer)
    assert _files(folder) == {stored.content.name}
    assert (stored.width_px, stored.height_px, stored.preview.name) == (None, None, "")
    with pytest.raises(Http404):
        serve(stored, preview=True)


def test_what_a_rollback_leaves_is_dropped_after_a_day(cast: Cast, folder: Path) -> None:
    kept = make_stored_picture(cast.officer)
    with transaction.atomic():
        make_stored_picture(cast.officer)
        transaction.set_rollback(True)
    now = timezone.now()

    assert StoredFile.objects.get() == kept
    assert drop_orphans(at=now) == 0
    _age(folder, now - timedelta(days=1, seconds=1))
    assert (drop_orphans(at=now), drop_orphans(at=now)) == (2, 0)
    assert _files(folder) == {kept.content.name, kept.preview.name}


def test_what_is_not_of_a_month_is_none_of_ours(db: None, folder: Path) -> None:
    (folder / "exports").mkdir()
    (folder / "exports" / "a.xlsx").write_bytes(b"a")
    _age(folder, NEW_YEAR)
    task()
    assert _files(folder) == {"exports/a.xlsx"}


def test_a_storage_that_was_never_written_to_has_no_orphans(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "none"
    assert drop_orphans(at=NEW_YEAR) == 0


def test_a_dropped_file_goes_when_its_row_is_gone_for_good(
    cast: Cast, folder: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    stored = make_stored_picture(cast.officer)
    with django_capture_on_commit_callbacks(execute=True):
        drop_file(stored=stored)
        assert len(_files(folder)) == 2
    assert _files(folder) == set()
    assert not StoredFile.objects.exists()


def test_what_is_served_can_only_be_looked_at(cast: Cast, folder: Path) -> None:
    stored = make_stored_picture(cast.officer, "应急 预案.jpg")
    request = RequestFactory().get("/")

    def view(request: HttpRequest) -> HttpResponseBase:
        return CSPMiddleware(lambda _request: HttpResponse()).process_response(request, serve(stored))

    response = NotStoredMiddleware(view)(request)
    assert isinstance(response, FileResponse)
    assert response.getvalue() == (folder / stored.content.name).read_bytes()
    assert dict(response.headers) == {
        "Cache-Control": "private, no-store",
        "Content-Disposition": "attachment; filename*=utf-8''%E5%BA%94%E6%80%A5%20%E9%A2%84%E6%A1%88.jpg",
        "Content-Length": str(stored.size_bytes),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Type": "image/jpeg",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }


def test_the_preview_is_served_instead(cast: Cast, folder: Path) -> None:
    stored = make_stored_picture(cast.officer)
    response = serve(stored, preview=True)
    assert response.getvalue() == (folder / stored.preview.name).read_bytes()
    assert response.headers["Content-Type"] == "image/jpeg"
