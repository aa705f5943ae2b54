"""Pictures are drawn anew: upright, in sRGB, on white, scaled down, and nothing else of what came."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms

from campus_safety.uploads.images import MOST_SCANS, redraw
from tests.uploads.pictures import GPS_NOTE, encoded, jpeg, photo_of_a_phone, png, png_chunk, png_of_header, webp

SCRIPT = b"<script>alert(1)</script>"
ZIP = b"PK\x03\x04" + b"\0" * 26 + b"evil.exe"


def _opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content), formats=["JPEG"])


def _reason(content: bytes) -> str | None:
    with pytest.raises(ValidationError) as caught:
        redraw(content)
    return str(caught.value.code)


@pytest.mark.parametrize("make", [jpeg, png, webp])
def test_a_picture_becomes_a_jpeg_with_a_preview(make: type) -> None:
    picture = redraw(make(3000, 1500))

    assert (picture.width_px, picture.height_px) == _opened(picture.content).size == (2400, 1200)
    assert _opened(picture.preview).size == (640, 320)


def test_a_small_picture_keeps_its_size() -> None:
    assert _opened(redraw(png(7, 5)).content).size == (7, 5)


def test_a_photo_is_turned_upright_and_loses_where_it_was_taken() -> None:
    content = photo_of_a_phone(40, 30)
    picture = redraw(content)
    stored = _opened(picture.content)

    assert GPS_NOTE in content
    assert stored.size == (30, 40)
    red, blue = stored.getpixel((15, 5)), stored.getpixel((15, 35))
    assert isinstance(red, tuple)
    assert isinstance(blue, tuple)
    assert red[0] > 200 > red[2]
    assert blue[2] > 200 > blue[0]
    assert dict(stored.getexif()) == {}
    assert set(stored.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    kept = picture.content + picture.preview
    assert not any(note in kept for note in (GPS_NOTE, b"Exif", b"comment"))


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_becomes_white(mode: str) -> None:
    clear = (0, 0, 0, 0) if mode == "RGBA" else (0, 0)
    stored = _opened(redraw(png(mode=mode, color=clear)).content)
    assert stored.getpixel((3, 3)) == (255, 255, 255)


@pytest.mark.parametrize(("mode", "color"), [("1", 1), ("L", 255), ("I;16", 65535), ("P", 0)])
def test_every_mode_of_png_becomes_rgb(mode: str, color: int) -> None:
    stored = _opened(redraw(png(mode=mode, color=color)).content)
    assert (stored.mode, stored.getpixel((3, 3))) == ("RGB", (0, 0, 0) if mode == "P" else (255, 255, 255))


def test_colours_of_another_profile_become_srgb_and_a_broken_profile_is_passed_over() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept, broken = redraw(jpeg(icc_profile=lab)), redraw(jpeg(icc_profile=b"no profile"))
    assert "icc_profile" not in _opened(kept.content).info
    assert "icc_profile" not in _opened(broken.content).info


def test_cmyk_becomes_rgb() -> None:
    assert _opened(redraw(encoded(Image.new("CMYK", (9, 9)), "JPEG")).content).getpixel((3, 3)) == (255, 255, 255)


def test_of_an_animation_the_first_picture_is_taken() -> None:
    first, second = Image.new("RGB", (9, 9), "white"), Image.new("RGB", (9, 9), "black")
    moving = encoded(first, "WEBP", save_all=True, append_images=[second], lossless=True)
    assert _opened(redraw(moving).content).getpixel((3, 3)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [jpeg() + ZIP, jpeg(comment=SCRIPT), jpeg(exif=b"Exif\0\0" + SCRIPT), jpeg()[:-2] + SCRIPT + b"\xff\xd9",
     png() + ZIP, webp() + ZIP, png_of_header(1, 1, png_chunk(b"tEXt", b"a\0" + SCRIPT))],
    ids=["zip behind", "comment", "exif", "in the scan", "zip behind png", "zip behind webp", "text"],
)  # fmt: skip
def test_of_two_files_in_one_only_the_picture_is_kept(content: bytes) -> None:
    picture = redraw(content)
    assert SCRIPT not in picture.content + picture.preview
    assert b"PK\x03\x04" not in picture.content + picture.preview


@pytest.mark.parametrize("whole", [jpeg(400, 300), png(400, 300), webp(400, 300)], ids=["jpeg", "png", "webp"])
def test_a_truncated_picture_is_refused(whole: bytes) -> None:
    assert {_reason(whole[: len(whole) * share // 100]) for share in (2, 40, 90)} == {"damaged"}


def test_a_picture_of_too_many_pixels_is_refused_by_its_header() -> None:
    assert _reason(png_of_header(5001, 5000)) == "too_many_pixels"
    assert _reason(png_of_header(60_000, 60_000)) == "too_many_pixels"


def test_a_jpeg_of_endless_scans_is_refused() -> None:
    whole = jpeg(progressive=True)
    last = whole.rindex(b"\xff\xda")
    assert _reason(whole[:last] + whole[last:-2] * (MOST_SCANS + 1) + whole[-2:]) == "damaged"


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("whole", [photo_of_a_phone(), png(), webp()], ids=["jpeg", "png", "webp"])
def test_a_picture_with_any_byte_changed_is_drawn_or_refused(whole: bytes) -> None:
    reasons = set()
    for place in range(len(whole)):
        for value in (0x00, 0xFF, whole[place] ^ 0x10):
            try:
                redraw(whole[:place] + bytes([value]) + whole[place + 1 :])
            except ValidationError as error:
                reasons.add(error.code)
    assert reasons <= {"damaged", "too_many_pixels"}
