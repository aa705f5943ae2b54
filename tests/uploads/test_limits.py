"""A hostile file is refused within a second and 150 MB: measured in a process that has loaded all it needs before."""

import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from tests.measuring import measured
from tests.uploads.pictures import encoded, jpeg, pdf_of_object_stream, png, png_chunk, png_of_header

MOST_S = 1.0
MOST_MB = 150
TAKE_IN = """
import django
django.setup()
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from campus_safety.uploads.content import take
from campus_safety.uploads.models import Kind
def take_in(path):
    take(ContentFile(open(path, "rb").read(), "a.jpg"), kinds=list(Kind))
"""


def bomb() -> bytes:
    """Two objects of a PDF, and 200 MB of nothing."""
    return b"2 0 3 29  <</Type/Catalog/Pages 3 0 R>><</Type/Pages/Count 0/Kids[]>>" + b" " * (200 << 20)


def text_of(keyword: bytes, head: bytes) -> bytes:
    """A PNG whose text unpacks to 100 MB."""
    return png_of_header(9, 9, png_chunk(keyword, head + zlib.compress(b" " * (100 << 20))))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "jpeg flood": (lambda: jpeg(7100, 7100), "too_many_pixels"),
    "png flood": (lambda: png(7100, 7100), "too_many_pixels"),
    "huge header": (lambda: png_of_header(60_000, 60_000), "too_many_pixels"),
    "lying header": (lambda: png_of_header(3000, 3000), "damaged"),
    "progressive, cut": (lambda: jpeg(5000, 2400, progressive=True)[:-2000], "damaged"),
    "CMYK, cut": (
        lambda: encoded(Image.new("CMYK", (5000, 2400), "teal"), "JPEG", progressive=True)[:-2000], "damaged"
    ),
    "progressive flood": (lambda: jpeg(5000, 5000, progressive=True), "too_many_pixels"),
    "zTXt": (lambda: text_of(b"zTXt", b"a\0\0"), "damaged"),
    "iTXt": (lambda: text_of(b"iTXt", b"a\0\1\0\0\0"), "damaged"),
    "polyglot": (lambda: jpeg() + b"<script>" * 1_400_000, "too_large"),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 1_000_000, "kind"),
    "object stream": (lambda: pdf_of_object_stream(b"/FlateDecode", zlib.compress(bomb(), 1)), "damaged"),
}  # fmt: skip


def test_hostile_files_are_refused_soon_and_cheaply(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    files = [folder / str(number) for number in range(len(HOSTILE))]
    for file, (make, _code) in zip(files, HOSTILE.values(), strict=True):
        file.write_bytes(make())
    found = dict(zip(HOSTILE, measured(TAKE_IN, files), strict=True))
    assert {name: code for name, (code, _s, _mb) in found.items()} == {
        name: code for name, (_make, code) in HOSTILE.items()
    }
    assert {name: each for name, each in found.items() if each[1] >= MOST_S or each[2] >= MOST_MB} == {}
