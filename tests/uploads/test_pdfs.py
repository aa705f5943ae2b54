"""PDF documents are written anew, and refused if anything in them acts."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from pikepdf import Array, Dictionary, Name, String

from campus_safety.uploads.pdfs import rewrite
from tests.uploads.pictures import pdf, pdf_of_object_stream, pdf_of_objects

PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"


def _reason(content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        rewrite(content)
    return str(caught.value.code)


def test_a_pdf_is_written_anew_without_metadata() -> None:
    with pikepdf.open(BytesIO(pdf(2))) as document:
        document.docinfo["/Author"] = String("Somebody")
        document.Root.Metadata = document.make_stream(b"<x:xmpmeta>Somebody</x:xmpmeta>")
        target = BytesIO()
        document.save(target, compress_streams=False)

    written = rewrite(target.getvalue())

    assert b"Somebody" in target.getvalue()
    assert b"Somebody" not in written
    with pikepdf.open(BytesIO(written)) as document:
        assert (len(document.pages), "/Info" in document.trailer, "/Metadata" in document.Root) == (2, False, False)


def test_a_little_behind_a_pdf_is_dropped_and_much_is_refused() -> None:
    assert b"PK" not in rewrite(pdf() + b"PK\x03\x04 evil.exe")
    assert _reason(pdf() + b"<script>alert(1)</script>" * 100) == "damaged"


@pytest.mark.parametrize(
    "root",
    [
        {"/OpenAction": Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))},
        {"/Names": Dictionary(JavaScript=Dictionary(Names=Array()))},
        {"/OpenAction": Dictionary(S=Name.Launch, F=String("cmd.exe"))},
        {"/Names": Dictionary(EmbeddedFiles=Dictionary(Names=Array()))},
        {"/AF": Array([Dictionary(Type=Name.Filespec, EF=Dictionary())])},
        {"/AcroForm": Dictionary(XFA=Array())},
        {"/Some": Array([Array([Dictionary(Subtype=Name.RichMedia)])])},
    ],
    ids=lambda root: str(next(iter(root))),
)
def test_a_pdf_that_acts_is_refused(root: dict[str, pikepdf.Object]) -> None:
    assert _reason(pdf(root=root)) == "active"


def test_a_name_in_disguise_is_seen() -> None:
    assert _reason(pdf_of_objects(b"<</Type/Catalog/Pages 2 0 R/A<</S/J#61vaScript>>>>", PAGES, PAGE)) == "active"


@pytest.mark.parametrize("password", ["secret", ""])
def test_an_encrypted_pdf_is_refused(password: str) -> None:
    assert _reason(pdf(encryption=pikepdf.Encryption(user=password, owner="x"))) == "encrypted"


def test_the_fiftieth_page_is_the_last() -> None:
    assert rewrite(pdf(50)).startswith(b"%PDF-")
    assert _reason(pdf(51)) == "too_many_pages"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", pdf()[:200], pdf(0)], ids=["header", "truncated", "no page"])
def test_a_damaged_pdf_is_refused(content: bytes) -> None:
    assert _reason(content) == "damaged"


def test_nested_pages_are_refused() -> None:
    nested = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 3) for number in range(1000)]
    assert _reason(pdf_of_objects(b"<</Type/Catalog/Pages 2 0 R>>", *nested, PAGE)) == "damaged"


def test_an_object_stream_that_unfolds_without_end_is_refused() -> None:
    plain = b"2 0 3 29  <</Type/Catalog/Pages 3 0 R>><</Type/Pages/Count 0/Kids[]>>" + b" " * (200 << 20)
    assert _reason(pdf_of_object_stream(b"/FlateDecode", zlib.compress(plain, 1))) == "damaged"


def test_a_pdf_that_needs_too_much_is_given_up() -> None:
    many = b"<</Type/Catalog/Pages 2 0 R/X [" + b"[]" * 4_000_000 + b"]>>"
    assert _reason(pdf_of_objects(many, PAGES, PAGE)) in {"too_complex", "damaged"}
