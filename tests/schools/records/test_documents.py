"""Documents: added, downloaded, replaced, taken out and back; warned of before they run out."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from schools.document_rows import row_of
from schools.models import Document
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, counted, signed_in
from tests.factories.records import make_document
from tests.uploads.pictures import jpeg, pdf


def upload(name: str = "消防.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or pdf(), content_type="application/pdf")


@pytest.mark.parametrize(("who", "by_school"), [("officer", False), ("principal", True)])
def test_document_is_added(cast: Cast, who: str, by_school: bool) -> None:
    until = timezone.localdate() + timedelta(days=200)
    body = {"kind": "fire", "title": "", "valid_until": until.isoformat(), "upload": upload()}
    signed_in(getattr(cast, who)).post(f"/schools/{cast.school.pk}/documents/new/", body)
    document = Document.objects.get()
    assert (document.title, document.valid_until, document.by_school) == (document.get_kind_display(), until, by_school)
    assert (document.unit, document.file.name) == (cast.station, "消防.pdf")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "diary"}, "kind"),
        ({"upload": ""}, "upload"),
        ({"upload": SimpleUploadedFile("a.docx", b"PK\x03\x04not a pdf")}, "upload"),
        ({"valid_until": "2020-01-01"}, "valid_until"),
        ({"valid_until": "next year"}, "valid_until"),
        ({"title": "家长13800001234"}, "title"),
    ],
)
def test_wrong_document_is_named_by_its_field(cast: Cast, wrong: dict[str, object], field: str) -> None:
    body = {"kind": "fire", "title": "证", "upload": upload()} | wrong
    answer = signed_in(cast.principal).post(f"/schools/{cast.school.pk}/documents/new/", body)
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert Document.objects.count() == 0


def test_document_is_served_as_an_attachment_and_the_reading_is_on_the_trail(cast: Cast) -> None:
    document = make_document(cast.officer, cast.school)
    answer = signed_in(cast.principal).get(f"/schools/documents/{document.pk}/file/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert LogEntry.objects.filter(actor=cast.principal, action=LogEntry.Action.ACCESS).exists()


@pytest.mark.parametrize("page", ["", "file/"])
def test_document_by_role(cast: Cast, page: str) -> None:
    document = make_document(cast.officer, cast.school)
    found = answers(cast, f"/schools/documents/{document.pk}/{page}")
    assert found == OWN_POLICE_ONLY | {"principal": 200, "other_principal": 404}


def test_newer_version_ends_the_old_one(cast: Cast) -> None:
    old = make_document(cast.principal, cast.school)
    body = {"kind": "fire", "title": "新证", "upload": upload("new.jpg", jpeg())}
    signed_in(cast.principal).post(f"/schools/documents/{old.pk}/replace/", body)
    old.refresh_from_db()
    assert old.ended_at is not None
    assert old.replaced_by.title == "新证"


def test_document_is_replaced_once(cast: Cast) -> None:
    old, client = make_document(cast.officer, cast.school), signed_in(cast.officer)
    address, body = f"/schools/documents/{old.pk}/replace/", {"kind": "fire", "title": "新证"}
    client.post(address, body | {"upload": upload()})
    assert client.post(address, body | {"upload": upload()}).status_code == 403
    assert Document.objects.count() == 2


def test_document_is_taken_out_and_put_back(cast: Cast) -> None:
    document, client = make_document(cast.officer, cast.school), signed_in(cast.officer)
    client.post(f"/schools/documents/{document.pk}/end/")
    document.refresh_from_db()
    was_out = document.ended_at is not None
    client.post(f"/schools/documents/{document.pk}/restore/")
    document.refresh_from_db()
    assert (was_out, document.ended_at) == (True, None)


def test_replaced_document_is_not_put_back(cast: Cast) -> None:
    old, client = make_document(cast.officer, cast.school), signed_in(cast.officer)
    client.post(f"/schools/documents/{old.pk}/replace/", {"kind": "fire", "title": "新", "upload": upload()})
    assert client.post(f"/schools/documents/{old.pk}/restore/").status_code == 403


def test_principal_leaves_what_police_added(cast: Cast) -> None:
    document = make_document(cast.officer, cast.school)
    assert signed_in(cast.principal).post(f"/schools/documents/{document.pk}/end/").status_code == 403


@pytest.mark.parametrize(
    ("days", "state"), [(None, "in_force"), (61, "in_force"), (60, "expiring"), (0, "expiring"), (-1, "expired")]
)
def test_document_stands_by_its_last_day(cast: Cast, days: int | None, state: str) -> None:
    today = timezone.localdate()
    valid_until = None if days is None else today + timedelta(days=days)
    assert row_of(make_document(cast.officer, cast.school, valid_until=valid_until), today).state == state


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"长期", "快到期", "已过期"}),
        ("state=expiring", {"快到期"}),
        ("state=expired", {"已过期"}),
        ("state=ended", {"旧版"}),
        ("q=快", {"快到期"}),
        ("kind=bus", set()),
    ],
)
def test_documents_are_filtered(cast: Cast, query: str, shown: set[str]) -> None:
    today = timezone.localdate()
    make_document(cast.officer, cast.school, title="长期")
    make_document(cast.officer, cast.school, title="快到期", valid_until=today + timedelta(days=5))
    make_document(cast.officer, cast.other_school, title="已过期", valid_until=today - timedelta(days=5))
    make_document(cast.officer, cast.school, title="旧版")
    Document.objects.filter(title="旧版").update(ended_at=timezone.now(), ended_by=cast.officer)
    page = signed_in(cast.officer).get(f"/schools/documents/?{query}")
    assert {row.document.title for row in page.context["page_obj"]} == shown


def test_list_takes_the_same_queries_at_one_and_three_rows(cast: Cast) -> None:
    client = signed_in(cast.officer)
    make_document(cast.officer, cast.school)
    one = counted(client, "/schools/documents/")
    make_document(cast.officer, cast.other_school)
    make_document(cast.principal, cast.school)
    assert counted(client, "/schools/documents/") == one


def test_principal_cannot_count_another_schools_documents(cast: Cast) -> None:
    make_document(cast.officer, cast.other_school)
    client = signed_in(cast.principal)
    assert client.get("/schools/documents/").context["totals"] == {"documents": 0, "expired": 0}
    assert client.get(f"/schools/documents/?school={cast.other_school.pk}").status_code == 400
