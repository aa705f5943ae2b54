"""What a form field takes, under which name, and what it says of what it does not take."""

import zipfile
from io import BytesIO

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile, UploadedFile
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from PIL import Image

from campus_safety.uploads.content import MOST_BYTES
from campus_safety.uploads.forms import PhotosField, UploadField
from campus_safety.uploads.models import Kind
from campus_safety.uploads.names import clean_name
from tests.uploads.pictures import encoded, jpeg, pdf, png, webp

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


class UploadForm(forms.Form):
    """One file, and photos."""

    file = UploadField(required=False)
    photos = PhotosField(required=False)


def _form(*, file: UploadedFile | None = None, photos: list[UploadedFile] | None = None) -> UploadForm:
    return UploadForm({}, MultiValueDict({"file": [file] if file else [], "photos": photos or []}))


def _codes(form: UploadForm, field: str) -> list[str | None]:
    return [error.code for error in form.errors.as_data().get(field, [])]


def _file(content: bytes, name: str = "a.jpg", content_type: str = "image/jpeg") -> UploadedFile:
    return SimpleUploadedFile(name, content, content_type)


def _zip() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "a")
    return target.getvalue()


def _foreign(kind: str) -> bytes:
    return encoded(Image.new("RGB", (9, 9)), kind)


@pytest.mark.parametrize("content", [jpeg(), png(), webp()], ids=["jpeg", "png", "webp"])
def test_a_picture_is_known_by_its_content_alone(content: bytes) -> None:
    form = _form(file=_file(content, "report.pdf", "application/pdf"))
    assert form.is_valid()
    assert (form.cleaned_data["file"].kind, form.cleaned_data["file"].name) == (Kind.IMAGE, "report.jpg")


def test_a_file_on_disk_is_taken_like_one_in_memory() -> None:
    with TemporaryUploadedFile("plan.PDF", "application/pdf", 0, None) as upload:
        upload.write(pdf())
        upload.size = upload.tell()
        upload.seek(0)
        form = _form(file=upload)
        assert form.is_valid()
    assert (form.cleaned_data["file"].kind, form.cleaned_data["file"].name) == (Kind.PDF, "plan.pdf")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (SVG, "kind"),
        (b"<!doctype html><script>alert(1)</script>", "kind"),
        (b"GIF89a/*" + _foreign("GIF")[6:] + b"*/=1;alert(1)", "kind"),
        (_foreign("GIF"), "kind"),
        (_foreign("BMP"), "kind"),
        (_foreign("TIFF"), "kind"),
        (_zip(), "kind"),
        (b"MZ\x90\0" + b"\0" * 60, "kind"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"x" + jpeg(), "kind"),
        (b"\n" + pdf(), "kind"),
        (b"\xff\xd8\xff" + b"\0" * MOST_BYTES, "too_large"),
        (b"\xff\xd8\xff" + SVG, "damaged"),
    ],
    ids=[
        "empty",
        "svg",
        "html",
        "gif+js",
        "gif",
        "bmp",
        "tiff",
        "zip",
        "exe",
        "heic",
        "x+jpeg",
        "x+pdf",
        "large",
        "jpeg+svg",
    ],
)
def test_what_is_not_taken_is_refused_by_name(content: bytes, code: str) -> None:
    assert _codes(_form(file=_file(content)), "file") == [code]


def test_a_file_that_may_be_left_out_is_none() -> None:
    form = _form()
    assert form.is_valid()
    assert form.cleaned_data == {"file": None, "photos": []}


def test_six_photos_are_taken_and_seven_are_not() -> None:
    six = _form(photos=[_file(png()) for _number in range(6)])
    seven = _form(photos=[_file(png()) for _number in range(7)])
    assert six.is_valid()
    assert len(six.cleaned_data["photos"]) == 6
    assert _codes(seven, "photos") == ["too_many"]


def test_each_photo_that_is_refused_is_named() -> None:
    form = _form(photos=[_file(jpeg(), "good.jpg"), _file(pdf(), "plan.pdf"), _file(b"", "none.jpg")])
    with translation.override("en"):
        assert form.errors["photos"] == [
            "plan.pdf: Only JPEG, PNG and WebP pictures are taken.",
            "none.jpg: The file is empty.",
        ]


def test_required_photos_are_asked_for() -> None:
    class Required(forms.Form):
        photos = PhotosField()

    assert [error.code for error in Required({}, MultiValueDict()).errors.as_data()["photos"]] == ["required"]


def test_a_phone_may_choose_between_camera_and_album() -> None:
    html = str(_form()["photos"])
    assert 'accept="image/jpeg,image/png,image/webp"' in html
    assert " multiple" in html
    assert "capture" not in html
    assert "aria-describedby" in html


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("应急预案 2026.pdf", "应急预案 2026.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        (r"C:\Users\a\门卫室.PNG", "门卫室.jpg"),
        ("photo\u202egpj.exe", "photogpj.jpg"),
        ("a\r\nSet-Cookie: b\0.png", "aSet-Cookie: b.jpg"),
        ("a" * 300 + ".png", "a" * 96 + ".jpg"),
        ("v1.5 report", "v1.5 report.jpg"),
        ("..", "file.jpg"),
        ("", "file.jpg"),
    ],
)
def test_a_name_is_made_harmless(name: str, cleaned: str) -> None:
    with translation.override("en"):
        assert clean_name(name, "jpg") == cleaned
