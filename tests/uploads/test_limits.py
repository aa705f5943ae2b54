"""A hostile file is refused within a second and 150 MB: measured in a process that has loaded all it needs before."""

import json
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tests.uploads.pictures import encoded, jpeg, pdf_of_object_stream, png, png_chunk, png_of_header

MOST_S = 1.0
MOST_MB = 150
MEASURE = """
import json, resource, sys, time
import django
django.setup()
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from campus_safety.uploads.content import take
from campus_safety.uploads.models import Kind
content = sys.stdin.buffer.read()
before, start, code = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic(), None
try:
    take(ContentFile(content, "a.jpg"), kinds=list(Kind))
except ValidationError as error:
    code = error.code
took = time.monotonic() - start
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([code, took, max(grown, child) / 1024]))
"""
BOMB = b"2 0 3 29  <</Type/Catalog/Pages 3 0 R>><</Type/Pages/Count 0/Kids[]>>" + b" " * (200 << 20)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (jpeg(7100, 7100), "too_many_pixels"),
        (png(7100, 7100), "too_many_pixels"),
        (png_of_header(60_000, 60_000), "too_many_pixels"),
        (png_of_header(3000, 3000), "damaged"),
        (jpeg(5000, 2400, progressive=True)[:-2000], "damaged"),
        (encoded(Image.new("CMYK", (5000, 2400), "teal"), "JPEG", progressive=True)[:-2000], "damaged"),
        (jpeg(5000, 5000, progressive=True), "too_many_pixels"),
        (png_of_header(9, 9, png_chunk(b"zTXt", b"a\0\0" + zlib.compress(b" " * (100 << 20)))), "damaged"),
        (png_of_header(9, 9, png_chunk(b"iTXt", b"a\0\1\0\0\0" + zlib.compress(b" " * (100 << 20)))), "damaged"),
        (jpeg() + b"<script>" * 1_400_000, "too_large"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 1_000_000, "kind"),
        (pdf_of_object_stream(b"/FlateDecode", zlib.compress(BOMB, 1)), "damaged"),
    ],
    ids=[
        "jpeg flood",
        "png flood",
        "huge header",
        "lying header",
        "progressive",
        "CMYK",
        "progressive flood",
        "zTXt",
        "iTXt",
        "polyglot",
        "svg",
        "object stream",
    ],
)
def test_a_hostile_file_is_refused_soon_and_cheaply(content: bytes, code: str) -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", MEASURE], cwd=root, input=content, capture_output=True, check=True)
    told, took_s, grown_mb = json.loads(done.stdout.splitlines()[-1])
    assert told == code
    assert took_s < MOST_S
    assert grown_mb < MOST_MB
